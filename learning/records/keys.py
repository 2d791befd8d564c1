"""The key that seals the ledger. It lives in a file, never in the database."""

import base64
import os
from functools import lru_cache
from pathlib import Path

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured


def sealing_key() -> Ed25519PrivateKey:
    """The Ed25519 key of LEDGER_KEY_FILE, which is made on first use."""
    return _read_key(Path(settings.LEDGER_KEY_FILE))


def public_key_of(key: Ed25519PrivateKey) -> str:
    """The public half, 32 bytes in hexadecimal."""
    return key.public_key().public_bytes(Encoding.Raw, PublicFormat.Raw).hex()


def authentication_key() -> bytes:
    """The key for each entry's own code (HMAC-SHA-256), derived from the sealing key."""
    return _derive(Path(settings.LEDGER_KEY_FILE))


@lru_cache
def _derive(path: Path) -> bytes:
    secret = _read_key(path).private_bytes_raw()
    return HKDF(hashes.SHA256(), 32, salt=None, info=b"cultivate ledger entry").derive(secret)


@lru_cache
def _read_key(path: Path) -> Ed25519PrivateKey:
    if not path.exists():
        _make_key(path)
    try:
        return Ed25519PrivateKey.from_private_bytes(base64.b64decode(path.read_text()))
    except ValueError as error:
        raise ImproperlyConfigured(
            f"The file {path} does not hold a ledger key (32 bytes in base64). "
            "Restore it from your backup; a new key could not vouch for the old records."
        ) from error


def _make_key(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    secret = base64.b64encode(Ed25519PrivateKey.generate().private_bytes_raw())
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process made it first
        return
    with os.fdopen(descriptor, "wb") as file:
        file.write(secret)
