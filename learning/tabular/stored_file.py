"""Files of imports: each stays in its row's `content`, and is read from there a piece at a time."""

import io
import os
from typing import TYPE_CHECKING, Any, BinaryIO, TypeVar, cast

from django.db.models import Manager, Model, QuerySet
from django.db.models.functions import Length, Substr
from django.utils.translation import gettext as _

from learning.tabular.rows import UnreadableTable

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

PIECE = 256 * 1024
Import = TypeVar("Import", bound=Model)


class WithoutFileManager(Manager[Import]):
    """Fetches imports, and saves them, without their files, which may be megabytes long."""

    def get_queryset(self) -> QuerySet[Import]:
        return super().get_queryset().defer("content")


def open_stored_file(of: Model) -> BinaryIO:
    """The file as it was uploaded, never whole in memory; refused once it has been deleted."""
    return cast(BinaryIO, io.BufferedReader(_StoredFile(of), PIECE))


class _StoredFile(io.RawIOBase):
    def __init__(self, of: Model) -> None:
        self._row = type(of)._default_manager.filter(pk=of.pk)
        self._size = self._asked(Length("content"))
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        base = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: self._size}[whence]
        self._at = max(base + offset, 0)
        return self._at

    def readinto(self, buffer: "WriteableBuffer") -> int:
        into = memoryview(buffer)
        if self._at >= self._size:
            return 0
        piece = self._asked(Substr("content", self._at + 1, len(into)))
        into[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)

    def _asked(self, about: Length | Substr) -> Any:
        """What the database says of the file, which may be deleted while we read."""
        told = self._row.values_list(about, flat=True).get()
        if told is None:
            raise UnreadableTable(
                _("The file has been deleted, as every file is after 30 days. Upload it again.")
            )
        return told
