"""Workbooks as programmes write them, and as nobody should: made part by part."""

import io
import re
import zipfile
from xml.sax.saxutils import escape, quoteattr

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
WORKBOOK_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def text(value):
    """A cell with its text inside."""
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(value)}</t></is></c>'


def number(value, style=0):
    return f'<c s="{style}"><v>{value}</v></c>'


def sheet_xml(rows, after=""):
    """A sheet of rows, each a list of cells as XML."""
    body = "".join(
        f'<row r="{place}">{"".join(cells)}</row>' for place, cells in enumerate(rows, start=1)
    )
    return f'<worksheet xmlns="{MAIN}"><sheetData>{body}</sheetData>{after}</worksheet>'


def styles_xml(*codes):
    """Cell formats with these codes, numbered from 1."""
    own = "".join(
        f'<numFmt numFmtId="{164 + n}" formatCode={quoteattr(code)}/>'
        for n, code in enumerate(codes)
    )
    cells = "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(codes)))
    return (
        f'<styleSheet xmlns="{MAIN}"><numFmts>{own}</numFmts><cellStyleXfs><xf numFmtId="14"/>'
        f'</cellStyleXfs><cellXfs><xf numFmtId="0"/>{cells}</cellXfs></styleSheet>'
    )


def package(sheets, *, styles="", strings="", kind=WORKBOOK_TYPE, settings="", **others):
    """The zip. `sheets` gives, for each name, its XML, or its state and its XML."""
    listed, related, parts = "", "", {}
    for place, (name, given) in enumerate(sheets.items(), start=1):
        state, xml = given if isinstance(given, tuple) else ("visible", given)
        listed += (
            f'<sheet name={quoteattr(name)} sheetId="{place}" state="{state}" r:id="s{place}"/>'
        )
        related += relation(f"s{place}", "worksheet", f"worksheets/sheet{place}.xml")
        parts[f"xl/worksheets/sheet{place}.xml"] = xml
    for part, name, xml in (("styles", "styles", styles), ("sharedStrings", "strings", strings)):
        if xml:
            related += relation(name, part, f"/xl/{part}.xml")
            parts[f"xl/{part}.xml"] = xml
    parts |= {
        "[Content_Types].xml": f'<Types><Override ContentType="{kind}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}">'
        f"{relation('w', 'officeDocument', 'xl/workbook.xml')}</Relationships>",
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">{settings}'
        f"<sheets>{listed}</sheets></workbook>",
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}</Relationships>',
    }
    return zipped(parts | others.get("parts", {}))


def relation(key, kind, target):
    return f'<Relationship Id="{key}" Type="{OFFICE}/{kind}" Target="{target}"/>'


def zipped(parts):
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, xml in parts.items():
            archive.writestr(name, xml)
    return file.getvalue()


def workbook(rows, *, name="Sheet1", shared=False):
    """A workbook of one sheet that holds text, with the text beside it or within.

    Text that only looks like an escape (_x0041_) is spelt out, as every programme does.
    """
    rows = [[re.sub("_(?=x[0-9A-Fa-f]{4}_)", "_x005F_", cell) for cell in row] for row in rows]
    if not shared:
        return package({name: sheet_xml([[text(cell) for cell in row] for row in rows])})
    places = {}

    def cell(value):
        if not value:
            return '<c s="0"/>'
        return f'<c t="s"><v>{places.setdefault(value, len(places))}</v></c>'

    sheet = sheet_xml([[cell(value) for value in row] for row in rows])
    items = "".join(f'<si><t xml:space="preserve">{escape(value)}</t></si>' for value in places)
    return package({name: sheet}, strings=f'<sst xmlns="{MAIN}">{items}</sst>')
