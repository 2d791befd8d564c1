"""One way to write a value down, so that the same fact always has the same bytes."""

import hashlib
import json
import unicodedata
from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID


def canonical_json(value: object) -> str:
    """JSON with sorted keys, no spaces, NFC text, decimals as text and times in UTC.

    Floats are refused: they have no one way to be written.
    """
    return json.dumps(_plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def sha256_of(text: str) -> str:
    """The SHA-256 of the text's UTF-8 bytes, in hexadecimal."""
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: object) -> object:
    match value:
        case None | bool() | int():
            return value
        case str():
            return unicodedata.normalize("NFC", value)
        case Decimal():
            # Stored and computed decimals differ in trailing zeros, which mean nothing.
            return f"{value.normalize():f}"
        case UUID():
            return str(value)
        case datetime():
            if value.tzinfo is None:
                raise TypeError("A time without a time zone has no one meaning.")
            return value.astimezone(UTC).isoformat(timespec="microseconds")
        case date():
            return value.isoformat()
        case dict():
            return {_plain(str(key)): _plain(item) for key, item in value.items()}
        case list() | tuple():
            return [_plain(item) for item in value]
    raise TypeError(f"A {type(value).__name__} has no canonical form.")
