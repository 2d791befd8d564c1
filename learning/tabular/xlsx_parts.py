"""The parts of a workbook that are the same for every table, or know only its size."""

from collections.abc import Sequence
from xml.sax.saxutils import escape, quoteattr

from learning.tabular.columns import Column, Kind

XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"

# Places in the list of cell formats below.
HEADING_STYLE, TEXT_STYLE, DATE_STYLE, DATETIME_STYLE = 1, 2, 3, 4
WIDTHS = {Kind.TEXT: 28, Kind.KEY: 38, Kind.DATE: 12, Kind.DATETIME: 20}
OTHER_WIDTH = 12
LONGEST_NAME = 31

# Sheets are the default, so that this part can come first, before they are counted.
CONTENT_TYPES = (
    f'{XML}<Types xmlns="{PACKAGE}/content-types">'
    '<Default Extension="rels"'
    ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    f'<Default Extension="xml" ContentType="{SHEET_TYPE}.worksheet+xml"/>'
    f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}.sheet.main+xml"/>'
    f'<Override PartName="/xl/styles.xml" ContentType="{SHEET_TYPE}.styles+xml"/>'
    "</Types>"
)
ROOT_RELATIONSHIPS = (
    f'{XML}<Relationships xmlns="{PACKAGE}/relationships">'
    f'<Relationship Id="rId1" Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    "</Relationships>"
)
STYLES = (
    f'{XML}<styleSheet xmlns="{MAIN}">'
    '<numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/>'
    '<numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts>'
    '<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>'
    '<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>'
    '<fills count="2"><fill><patternFill patternType="none"/></fill>'
    '<fill><patternFill patternType="gray125"/></fill></fills>'
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
    '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
    '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0"'
    ' applyNumberFormat="1" applyFont="1"/>'
    '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0"'
    ' quotePrefix="1" applyNumberFormat="1"/>'
    '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '<xf numFmtId="165" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
    '</cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
    "</styleSheet>"
)


ABOUT = "About"
ABOUT_START = (
    f'{XML}<worksheet xmlns="{MAIN}"><cols><col min="1" max="1" width="24" customWidth="1"/>'
    '<col min="2" max="2" width="90" customWidth="1"/></cols><sheetData>'
)


def sheet_start(columns: Sequence[Column]) -> str:
    """The top of a sheet: the heading stays in view, and columns are about wide enough."""
    widths = "".join(
        f'<col min="{place}" max="{place}" width="{WIDTHS.get(column.kind, OTHER_WIDTH)}"'
        ' customWidth="1"/>'
        for place, column in enumerate(columns, start=1)
    )
    return (
        f'{XML}<worksheet xmlns="{MAIN}"><sheetViews><sheetView workbookViewId="0">'
        '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
        f"</sheetView></sheetViews><cols>{widths}</cols><sheetData>"
    )


def sheet_end(columns: Sequence[Column], rows: int) -> str:
    """The foot of a sheet: the heading filters all the rows above."""
    reference = f"A1:{letters(len(columns))}{rows}"
    return f'</sheetData><autoFilter ref="{reference}"/></worksheet>'


def workbook(
    name: str,
    columns: Sequence[Column],
    rows_by_sheet: Sequence[int],
    *,
    has_about: bool = False,
) -> str:
    """The list of sheets, with the range that each one's filter covers."""
    names = [sheet_name(name, number) for number in range(1, len(rows_by_sheet) + 1)]
    all_names = [*names, ABOUT] if has_about else names
    sheets = "".join(
        f'<sheet name={quoteattr(each)} sheetId="{number}" r:id="rId{number}"/>'
        for number, each in enumerate(all_names, start=1)
    )
    filters = "".join(
        f'<definedName name="_xlnm._FilterDatabase" localSheetId="{place}" hidden="1">'
        + escape(_absolute(each, len(columns), rows))
        + "</definedName>"
        for place, (each, rows) in enumerate(zip(names, rows_by_sheet, strict=True))
    )
    return (
        f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{sheets}</sheets>'
        f"<definedNames>{filters}</definedNames></workbook>"
    )


def workbook_relationships(sheets: int) -> str:
    """Where the workbook finds its sheets and styles."""
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{OFFICE}/worksheet"'
        f' Target="worksheets/sheet{number}.xml"/>'
        for number in range(1, sheets + 1)
    )
    return (
        f'{XML}<Relationships xmlns="{PACKAGE}/relationships">{found}'
        f'<Relationship Id="rId{sheets + 1}" Type="{OFFICE}/styles" Target="styles.xml"/>'
        "</Relationships>"
    )


def sheet_name(name: str, number: int) -> str:
    """A name that a spreadsheet accepts, numbered from the second sheet on."""
    allowed = "".join(" " if letter in "[]:*?/\\" else letter for letter in name).strip(" '")
    ending = f" {number}" if number > 1 else ""
    return (allowed or "Sheet")[: LONGEST_NAME - len(ending)] + ending


def letters(column: int) -> str:
    """The name of a column in a spreadsheet: 1 is A, 27 is AA."""
    name = ""
    while column:
        column, place = divmod(column - 1, 26)
        name = chr(ord("A") + place) + name
    return name


def _absolute(sheet: str, columns: int, rows: int) -> str:
    quoted = sheet.replace("'", "''")
    return f"'{quoted}'!$A$1:${letters(columns)}${rows}"
