"""What went out, counted while it goes: rows, bytes and checksum."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class Tally:
    """How many rows and bytes left, and their SHA-256; true only once `is_complete`."""

    rows: int = 0
    size: int = 0
    is_complete: bool = False
    _digest: Any = field(default_factory=hashlib.sha256, repr=False)

    @property
    def sha256(self) -> str:
        """The checksum as common tools print it."""
        return self._digest.hexdigest()

    def over(self, chunks: Iterable[bytes]) -> Iterator[bytes]:
        """The same chunks, counted as they pass."""
        for chunk in chunks:
            self.size += len(chunk)
            self._digest.update(chunk)
            yield chunk
        self.is_complete = True
