"""A workbook's parts, out of a zip that may have been made to do harm.

Parts are read as a stream and parsed as they come. What is counted is what is read, because a
zip may say anything about its own size. A document type, in which entities are declared, is
refused: no spreadsheet writes one.
"""

import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from typing import IO, BinaryIO
from xml.parsers import expat

from django.utils.translation import gettext as _

from learning.tabular.rows import UnreadableTable

ZIP_MARK = b"PK\x03\x04"
CHUNK = 64 * 1024
# A sheet of 200,000 rows of 12 cells is 120 MB of XML; a cell holds at most 32,767 letters.
MOST_BYTES = 600 * 1024 * 1024
LONGEST_TOKEN = 1024 * 1024
LONGEST_TEXT = 64 * 1024
# The list of the parts: a workbook has some dozens, of about 100 bytes each.
LONGEST_LIST = 512 * 1024
ZIP_END, ZIP_END_SIZE, LONGEST_COMMENT = b"PK\x05\x06", 22, 65_535
# What Python says of a zip that is not as it should be, or needs a password.
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, RuntimeError)

Start = Callable[[str, dict[str, str]], None]
End = Callable[[str, str], None]


class Package:
    """The zip of a workbook, opened with care."""

    def __init__(self, file: BinaryIO) -> None:
        _refuse_long_list(file)
        try:
            self._zip = zipfile.ZipFile(file)
        except BROKEN as error:
            raise damaged() from error
        self.names = {info.filename.casefold(): info for info in self._zip.infolist()}

    def __contains__(self, name: str) -> bool:
        return name.casefold() in self.names

    def text(self, name: str) -> str:
        """The beginning of a small part, as text."""
        with self._opened(name) as part:
            return _next_chunk(part).decode(errors="replace")

    def parse(self, name: str, *, start: Start, end: End, texts: set[str]) -> Iterator[None]:
        """Read a part, a piece at each step, telling `start` and `end` of each element.

        Of those in `texts` only `end` hears, with the text. Names come without their prefixes,
        because programmes differ in these.
        """
        with self._opened(name) as part:
            try:
                yield from _parsed(part, _Listener(start, end, texts))
            except expat.ExpatError as error:
                raise damaged() from error

    def parse_whole(self, name: str, *, start: Start) -> None:
        """The same for a small part: its elements and no text."""
        for _piece in self.parse(name, start=start, end=lambda _name, _text: None, texts=set()):
            pass

    def _opened(self, name: str) -> IO[bytes]:
        info = self.names.get(name.casefold())
        if info is None:
            raise damaged()
        try:
            return self._zip.open(info)
        except BROKEN as error:
            raise damaged() from error


class _Listener:
    """Hears of elements from the parser, and gathers the text that is wanted."""

    def __init__(self, start: Start, end: End, texts: set[str]) -> None:
        self._start, self._end, self._texts = start, end, texts
        self._pieces: list[str] | None = None
        self._length = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        name = name.rpartition(":")[2]
        if name in self._texts:
            self._pieces, self._length = [], 0
        else:
            self._start(name, attributes)

    def text(self, piece: str) -> None:
        if self._pieces is not None:
            self._pieces.append(piece)
            self._length += len(piece)
            if self._length > LONGEST_TEXT:
                raise damaged()

    def end(self, name: str) -> None:
        name = name.rpartition(":")[2]
        if self._pieces is None:
            self._end(name, "")
        elif name in self._texts:
            text, self._pieces = "".join(self._pieces), None
            self._end(name, text)


def _parsed(part: IO[bytes], listener: _Listener) -> Iterator[None]:
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = listener.start
    parser.EndElementHandler = listener.end
    parser.CharacterDataHandler = listener.text
    parser.StartDoctypeDeclHandler = _refuse_document_type
    size = 0
    while chunk := _next_chunk(part):
        size += len(chunk)
        if size > MOST_BYTES:
            raise UnreadableTable(
                _("The workbook is too large. Save only the sheet with the table as CSV UTF-8.")
            )
        parser.Parse(chunk)
        if size - parser.CurrentByteIndex > LONGEST_TOKEN:
            raise damaged()
        yield
    parser.Parse(b"", True)
    yield


def _next_chunk(part: IO[bytes]) -> bytes:
    try:
        return part.read(CHUNK)
    except BROKEN as error:
        raise damaged() from error


def _refuse_document_type(*_declared: object) -> None:
    raise damaged()


def _refuse_long_list(file: BinaryIO) -> None:
    """The list of parts would be read into memory at once, however long it is."""
    size = file.seek(0, 2)
    file.seek(max(0, size - LONGEST_COMMENT - ZIP_END_SIZE))
    tail = file.read()
    for found in re.finditer(re.escape(ZIP_END), tail):
        length = tail[found.start() + 12 : found.start() + 16]
        if int.from_bytes(length, "little") > LONGEST_LIST:
            raise damaged()


def damaged() -> UnreadableTable:
    """A refusal of what a spreadsheet would not have written."""
    return UnreadableTable(
        _(
            "This file cannot be read as a workbook. Open it in the spreadsheet, save it as .xlsx "
            "and try again."
        )
    )
