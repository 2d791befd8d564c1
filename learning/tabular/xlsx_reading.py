"""XLSX from outside, a row at a time, at the same memory for any number of rows.

openpyxl's own reader keeps something of every row, and all text: 158 MiB for 200,000 rows. From it
we take what it knows about formats and dates, and read the sheets ourselves.
"""

import os
import posixpath
import re
import tempfile
import weakref
from array import array
from collections.abc import Iterator
from typing import BinaryIO

from django.utils.translation import gettext as _

from learning.tabular.rows import Row, UnreadableTable
from learning.tabular.xlsx_package import LONGEST_TEXT, Package, damaged
from learning.tabular.xlsx_sheet import Sheet
from learning.tabular.xlsx_values import NumberFormat, format_code, unescaped

MACROS = ("macroenabled", "vnd.ms-office.vbaproject")
OPEN_DOCUMENT, BINARY = "application/vnd.oasis.opendocument", "sheet.binary"
MOST_STYLES = 65_536


class Workbook:
    """A workbook whose list of sheets has been read."""

    def __init__(self, file: BinaryIO) -> None:
        self._package = Package(file)
        self._refuse_other_kinds()
        self._since_1904 = False
        self._sheets: dict[str, str] = {}
        self.visible: list[str] = []
        self._read_workbook()
        self._formats = self._read_formats()
        self._texts = self._read_texts()

    def choose(self, wanted: str) -> str:
        """The sheet to read: the one that is wanted, or the first visible that holds anything."""
        if wanted:
            if wanted not in self._sheets:
                raise UnreadableTable(
                    _("There is no sheet called “%(name)s” in this workbook.") % {"name": wanted}
                )
            return wanted
        for name in self.visible:
            if next(self.rows(name), None):
                return name
        raise UnreadableTable(_("The workbook is empty."))

    def rows(self, name: str) -> Iterator[Row]:
        """The rows of a sheet that hold anything, from the top."""
        return Sheet(self._package, self._sheets[name], self._formats, self._texts).rows()

    def _refuse_other_kinds(self) -> None:
        if "mimetype" in self._package and OPEN_DOCUMENT in self._package.text("mimetype"):
            raise UnreadableTable(
                _("This is an OpenDocument file. Save it as .xlsx and upload that.")
            )
        if "[Content_Types].xml" not in self._package:
            raise UnreadableTable(
                _(
                    "This is a zip file and no workbook. If the table is inside, unpack it and "
                    "upload the table alone."
                )
            )
        kinds = self._package.text("[Content_Types].xml").casefold()
        if any(kind in kinds for kind in MACROS):
            raise UnreadableTable(
                _(
                    "This workbook holds macros, which are programmes. Save it as .xlsx, which "
                    "has none, and upload that."
                )
            )
        if BINARY in kinds:
            raise UnreadableTable(
                _("This is a workbook in the binary form. Save it as .xlsx and upload that.")
            )

    def _read_workbook(self) -> None:
        where = next(iter(self._related("_rels/.rels", "officeDocument").values()), "")
        listed: list[dict[str, str]] = []

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "sheet":
                listed.append(attributes)
            elif name == "workbookPr":
                self._since_1904 = attributes.get("date1904") in ("1", "true")

        self._package.parse_whole(where, start=start)
        folder, name = posixpath.split(where)
        self._parts = posixpath.join(folder, "_rels", f"{name}.rels")
        # Charts and macros have sheets of their own, which hold no table.
        worksheets = self._related(self._parts, "worksheet")
        for each in listed:
            path = worksheets.get(_attribute(each, "id"))
            if path and path in self._package:
                self._sheets[each.get("name", "")] = path
                if each.get("state", "visible") == "visible":
                    self.visible.append(each.get("name", ""))

    def _related(self, relations: str, kind: str) -> dict[str, str]:
        """The parts of a kind that another part names, by the key that it has for each."""
        folder = posixpath.dirname(posixpath.dirname(relations))
        found: dict[str, str] = {}

        def start(name: str, attributes: dict[str, str]) -> None:
            if name == "Relationship" and attributes.get("Type", "").endswith("/" + kind):
                target = attributes.get("Target", "")
                path = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}"
                found[attributes.get("Id", "")] = posixpath.normpath(path).lstrip("/")

        self._package.parse_whole(relations, start=start)
        return found

    def _only(self, kind: str) -> str | None:
        path = next(iter(self._related(self._parts, kind).values()), None)
        return path if path and path in self._package else None

    def _read_formats(self) -> list[NumberFormat]:
        path = self._only("styles")
        custom: dict[int, str] = {}
        used: list[int] = []
        in_cells = False

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal in_cells
            if name == "numFmt":
                custom[_number(attributes, "numFmtId")] = attributes.get("formatCode", "")
            elif name == "cellXfs":
                in_cells = True
            elif name in ("cellStyles", "dxfs"):
                in_cells = False
            elif name == "xf" and in_cells:
                used.append(_number(attributes, "numFmtId"))
            if len(used) > MOST_STYLES or len(custom) > MOST_STYLES:
                raise damaged()

        if path:
            self._package.parse_whole(path, start=start)
        by_number = {
            number: NumberFormat(format_code(number, custom), since_1904=self._since_1904)
            for number in {*used, 0}
        }
        return [by_number[number] for number in used or [0]]

    def _read_texts(self) -> "SharedTexts":
        texts = SharedTexts()
        path = self._only("sharedStrings")
        if path:
            texts.fill(self._package, path)
        return texts


class SharedTexts:
    """The texts that cells refer to by number, in a file beside: there may be a million."""

    def __init__(self) -> None:
        self._file = tempfile.TemporaryFile()  # noqa: SIM115 - it lives as long as we do
        weakref.finalize(self, self._file.close)
        self._ends = array("Q", [0])

    def fill(self, package: Package, path: str) -> None:
        """Write down all that the workbook lists."""
        pieces: list[str] = []
        length = unspoken = 0

        def start(name: str, attributes: dict[str, str]) -> None:
            nonlocal unspoken
            unspoken += name == "rPh"

        def end(name: str, text: str) -> None:
            nonlocal length, unspoken
            if name == "t" and text and not unspoken:
                pieces.append(text)
                length += len(text)
                if length > LONGEST_TEXT:
                    raise damaged()
            elif name == "rPh":
                # How the text is spoken, in languages where the letters do not say so.
                unspoken -= 1
            elif name == "si":
                self._add(unescaped("".join(pieces)))
                pieces.clear()
                length = 0

        for _piece in package.parse(path, start=start, end=end, texts={"t"}):
            pass
        self._file.flush()

    def _add(self, text: str) -> None:
        self._ends.append(self._ends[-1] + self._file.write(text.encode()))

    def __getitem__(self, number: int) -> str:
        if not 0 <= number < len(self._ends) - 1:
            raise damaged()
        begin, end = self._ends[number], self._ends[number + 1]
        return os.pread(self._file.fileno(), end - begin, begin).decode()


def _attribute(attributes: dict[str, str], name: str) -> str:
    """The attribute of that name, under whichever prefix."""
    return next((value for key, value in attributes.items() if key.endswith(":" + name)), "")


def _number(attributes: dict[str, str], name: str) -> int:
    value = attributes.get(name, "0")
    if not re.fullmatch(r"[0-9]{1,9}", value):
        raise damaged()
    return int(value)
