"""Zip files made while they are sent: same members, same bytes, little memory."""

import zipfile
import zlib
from collections.abc import Iterable, Iterator

from isal import isal_zlib

CHUNK = 64 * 1024
LEVEL = 1


def zip_chunks(
    members: Iterable[tuple[str, Iterable[bytes]]], *, may_be_huge: bool = True
) -> Iterator[bytes]:
    """A zip of the named members, each made as its turn comes.

    A member may count what went before it: a manifest comes last. If making one fails, the zip
    stays without its directory and no programme takes it for whole. A member may be over 2 GiB,
    unless the caller says that none is, for readers that know only the older form.
    """
    out = _Outbox()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[call-overload]
        for name, chunks in members:
            # By its name alone, a member gets the same date in 1980 every time.
            with archive.open(name, "w", force_zip64=may_be_huge) as member:
                # A fifth of the time of zlib's quickest level, and a smaller file. There is no
                # public way to choose; should the attribute go, zlib compresses as ever.
                member._compressor = isal_zlib.compressobj(LEVEL, wbits=-zlib.MAX_WBITS)
                for chunk in chunks:
                    member.write(chunk)
                    if out.size >= CHUNK:
                        yield out.emptied()
    yield out.emptied()


class _Outbox:
    """A file that can only be written to, and hands over what it was given."""

    def __init__(self) -> None:
        self._waiting: list[bytes] = []
        self.size = 0

    def write(self, data: bytes) -> int:
        self._waiting.append(bytes(data))
        self.size += len(data)
        return len(data)

    def flush(self) -> None:
        """Nothing is held back."""

    def emptied(self) -> bytes:
        """What has gathered since the last time."""
        data = b"".join(self._waiting)
        self._waiting, self.size = [], 0
        return data
