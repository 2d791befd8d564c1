import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.records.rules.certificates import FileKind, kind_of

PDF = b"%PDF-1.7\n...\n%%EOF\n"
JPEG = b"\xff\xd8\xff\xe0...\xff\xd9"
PNG = b"\x89PNG\r\n\x1a\n...IEND\xae\x42\x60\x82"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(PDF, FileKind.PDF, id="pdf"),
        pytest.param(PDF + b"\x00" * 500, FileKind.PDF, id="pdf-with-stray-bytes-at-the-end"),
        pytest.param(b" " + PDF, None, id="pdf-that-begins-late"),
        pytest.param(PDF[:-7], None, id="pdf-cut-short"),
        pytest.param(JPEG, FileKind.JPEG, id="jpeg"),
        pytest.param(JPEG[:-2], None, id="jpeg-cut-short"),
        pytest.param(PNG, FileKind.PNG, id="png"),
        pytest.param(PNG[:-4], None, id="png-cut-short"),
        pytest.param(PNG + b"<script>alert(1)</script>", None, id="png-with-something-behind-it"),
        pytest.param(b"<html><script>alert(1)</script>", None, id="web-page"),
        pytest.param(b"<svg xmlns='http://www.w3.org/2000/svg'/>", None, id="svg"),
        pytest.param(b"PK\x03\x04word/document.xml", None, id="word-document"),
        pytest.param(b"MZ\x90\x00", None, id="program"),
        pytest.param(b"", None, id="nothing"),
    ],
)
def test_a_file_is_what_its_bytes_are(data, kind):
    assert kind_of(data) is kind


@given(st.binary(max_size=200))
def test_nothing_else_is_taken_for_a_certificate(data):
    begins = (b"%PDF-", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
    assert kind_of(data) is None or data.startswith(begins)
