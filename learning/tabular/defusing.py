"""Cells that a spreadsheet would run as formulas, made into plain text."""

FIRST_CHARACTERS = "\t\r+-=@"


def defuse(text: str) -> str:
    """The text with an apostrophe in front, if a spreadsheet would take it for a formula."""
    return "'" + text if text[:1] in FIRST_CHARACTERS and text else text


def defused_sql(expression: str, vendor: str) -> str:
    """An SQL expression that defuses a text expression, as `defuse` does, for streamed tables.

    The expression is repeated, so give it a column or something equally cheap.
    """
    # Comparing the code of the first character makes no new string for the many innocent cells.
    first_code = {"postgresql": "ascii", "sqlite": "unicode"}[vendor]
    codes = ", ".join(str(ord(character)) for character in FIRST_CHARACTERS)
    return (
        f"CASE WHEN {first_code}({expression}) IN ({codes}) "
        f"THEN '''' || {expression} ELSE {expression} END"
    )
