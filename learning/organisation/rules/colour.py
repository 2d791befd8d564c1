"""Colours that can be read, by the formula of WCAG 2.2 (relative luminance and contrast ratio)."""

READABLE = 4.5


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colours like #0b5c5c, from 1 to 21."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def text_on(colour: str) -> str:
    """White, or black where white could not be read on the colour."""
    return "#ffffff" if contrast(colour, "#ffffff") >= READABLE else "#000000"


def readable_on_white(colour: str) -> str:
    """The colour, darkened just enough to be read on white."""
    red, green, blue = _channels(colour)
    for share in range(100, -1, -2):
        darker = "#" + "".join(f"{part * share // 100:02x}" for part in (red, green, blue))
        if contrast(darker, "#ffffff") >= READABLE:
            return darker
    return "#000000"


def _channels(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
        for part in _channels(colour)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
