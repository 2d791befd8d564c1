"""A short file never passes for a whole one."""

import io
import zipfile

import pytest

from learning.exports.choices import FileFormat
from learning.exports.services import completions_xlsx, completions_zip
from tests.exports.breaking import break_the_last_row
from tests.exports.reading import LATER, started
from tests.factories.exports import many_completions

pytestmark = pytest.mark.usefixtures("fresh_database")


@pytest.mark.parametrize(
    ("file_format", "stream"),
    [
        pytest.param(FileFormat.ZIP, completions_zip, id="zip"),
        pytest.param(FileFormat.XLSX, completions_xlsx, id="xlsx"),
    ],
)
def test_when_a_row_cannot_be_read_the_file_does_not_end_as_if_whole(file_format, stream):
    many_completions(6000)
    export = started(file_format)
    break_the_last_row()

    arrived = []
    with pytest.raises(Exception, match=r"division by zero|time data|isoformat"):
        for chunk in stream(export=export, clock=lambda: LATER):
            arrived.append(chunk)

    assert sum(len(chunk) for chunk in arrived) > 64 * 1024
    assert not zipfile.is_zipfile(io.BytesIO(b"".join(arrived)))
    export.refresh_from_db()
    assert export.finished_at is None
