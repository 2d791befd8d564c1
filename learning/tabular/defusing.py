"""Cells that a spreadsheet would run as formulas, made into plain text."""

FIRST_CHARACTERS = "\t\r+-=@"


def defuse(text: str) -> str:
    """The text with an apostrophe in front, if a spreadsheet would take it for a formula."""
    return "'" + text if text[:1] in FIRST_CHARACTERS and text else text


def defused_sql(expression: str, vendor: str) -> str:
    """An SQL expression that defuses a text expression, as `defuse` does, for streamed tables.

    The expression is repeated, so give it a column or something equally cheap. An empty text
    becomes null: in a file both are nothing.
    """
    first_code = f"{'ascii' if vendor == 'postgresql' else 'unicode'}({expression})"
    codes = [ord(character) for character in FIRST_CHARACTERS]
    # Nearly every cell begins with a letter, and is done after one comparison of numbers.
    return (
        f"CASE WHEN {first_code} > {max(codes)} THEN {expression} "
        f"WHEN {first_code} IN ({', '.join(map(str, codes))}) THEN '''' || {expression} "
        f"WHEN {expression} <> '' THEN {expression} END"
    )
