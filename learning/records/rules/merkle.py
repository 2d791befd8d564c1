"""The Merkle tree of RFC 6962, section 2.1, over the entries of a seal."""

import hashlib
from collections.abc import Sequence


def leaf_hash(number: int, sha256: str) -> bytes:
    """The leaf for an entry: its number in the ledger and the digest of its bytes."""
    return hashlib.sha256(b"\x00" + number.to_bytes(8, "big") + bytes.fromhex(sha256)).digest()


def merkle_root(leaves: Sequence[bytes]) -> str:
    """The root of the tree over the leaf hashes, in hexadecimal.

    RFC 6962 splits at the largest power of two below the count, which is the same as pairing
    neighbours level by level and carrying an odd one up.
    """
    if not leaves:
        return hashlib.sha256(b"").hexdigest()
    level = list(leaves)
    while len(level) > 1:
        paired = [
            hashlib.sha256(b"\x01" + left + right).digest()
            for left, right in zip(level[::2], level[1::2], strict=False)
        ]
        if len(level) % 2:
            paired.append(level[-1])
        level = paired
    return level[0].hex()


LEAF_BYTES = 40


def pack_leaves(leaves: Sequence[tuple[int, bytes]]) -> bytes:
    """Entry numbers (8 bytes, big-endian) and leaf hashes (32 bytes), one after another."""
    return b"".join(number.to_bytes(8, "big") + leaf for number, leaf in leaves)


def unpack_leaves(packed: bytes) -> list[tuple[int, bytes]]:
    return [
        (int.from_bytes(packed[at : at + 8], "big"), packed[at + 8 : at + LEAF_BYTES])
        for at in range(0, len(packed), LEAF_BYTES)
    ]
