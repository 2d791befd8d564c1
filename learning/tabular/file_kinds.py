"""Files that are no tables, or of a kind we do not read: told apart, each refused with its cure."""

from typing import BinaryIO

from django.utils.translation import gettext as _

from learning.tabular.rows import UnreadableTable

HEAD = 4096
OLE_MARK, PDF_MARK, RTF_MARK = b"\xd0\xcf\x11\xe0", b"%PDF", b"{\\rtf"
# Web pages and XML that programmes like to call .xls, because spreadsheets open them.
MARKUP = (b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")
# The name under which an old file holds a new one that nobody can read without the password.
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")


def refuse_other_kinds(file: BinaryIO) -> None:
    """Refuse what is neither text nor a workbook of today."""
    file.seek(0)
    head = file.read(HEAD)
    if head.startswith(OLE_MARK):
        raise UnreadableTable(_protected() if _holds(file, ENCRYPTED) else _old())
    if head.startswith(PDF_MARK):
        raise UnreadableTable(_("This is a PDF. Upload a CSV or XLSX file instead."))
    if head.startswith(RTF_MARK):
        raise UnreadableTable(_("This is a text document. Upload a CSV or XLSX file instead."))
    if head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise UnreadableTable(
            _(
                "This is a web page, though it may be called a spreadsheet. Open it in the "
                "spreadsheet, save it as .xlsx and upload that."
            )
        )


def _protected() -> str:
    return _(
        "This spreadsheet is protected by a password. Open it, take the password away, save it as "
        ".xlsx and upload that."
    )


def _old() -> str:
    return _(
        "This is a file of an older Office programme. If it is a spreadsheet, open it, save it as "
        ".xlsx and upload that."
    )


def _holds(file: BinaryIO, wanted: bytes) -> bool:
    file.seek(0)
    before = b""
    while chunk := file.read(64 * 1024):
        if wanted in before + chunk:
            return True
        before = chunk[-len(wanted) :]
    return False
