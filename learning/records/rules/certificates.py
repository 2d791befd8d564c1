"""What a file is by its bytes, whatever it is called."""

from enum import Enum

MOST_BYTES = 5 * 1024 * 1024
# A PDF may be followed by a few stray bytes, which its readers put up with.
PDF_ENDS_WITHIN = 1024


class FileKind(Enum):
    """The kinds of file that a certificate may be. The values are their content types."""

    PDF = "application/pdf"
    JPEG = "image/jpeg"
    PNG = "image/png"


def kind_of(data: bytes) -> FileKind | None:
    """By how it begins and ends, so that a file cut short is none."""
    if data.startswith(b"%PDF-") and b"%%EOF" in data[-PDF_ENDS_WITHIN:]:
        return FileKind.PDF
    if data.startswith(b"\xff\xd8\xff") and b"\xff\xd9" in data:
        return FileKind.JPEG
    if data.startswith(b"\x89PNG\r\n\x1a\n") and data.endswith(b"IEND\xae\x42\x60\x82"):
        return FileKind.PNG
    return None
