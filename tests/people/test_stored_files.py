"""The file of an import stays in the database, and is read from there a piece at a time."""

import io
import random

import openpyxl
import pytest

from learning.people.models import StaffImport
from learning.tabular import stored_file
from learning.tabular.reading import UnreadableTable, open_table
from learning.tabular.stored_file import PIECE, open_stored_file
from tests.people.staff_lists import AT, TODAY

pytestmark = pytest.mark.django_db


def stored(content: bytes) -> StaffImport:
    return StaffImport.objects.create(
        file_name="staff.csv", content=content, uploaded_at=AT, takes_effect_on=TODAY
    )


def test_a_file_comes_back_as_it_was_uploaded_a_piece_at_a_time(django_assert_num_queries):
    content = random.Random(1).randbytes(2 * PIECE + 5)
    staff_import = stored(content)

    with django_assert_num_queries(4):  # its length, and three pieces
        file = open_stored_file(staff_import)
        pieces = iter(lambda: file.read(PIECE), b"")
        assert b"".join(pieces) == content


def test_a_workbook_is_read_however_its_parts_lie_in_the_file(monkeypatch):
    monkeypatch.setattr(stored_file, "PIECE", 100)
    book = openpyxl.Workbook()
    for number in range(200):
        book.active.append([number, f"Name {number}", "the same"])
    content = io.BytesIO()
    book.save(content)

    table = open_table(open_stored_file(stored(content.getvalue())))

    assert list(table) == list(open_table(content))
    assert len(list(table)) == 199


def test_a_file_that_is_deleted_while_it_is_read_is_refused():
    file = open_stored_file(stored(b"number\n" + b"1\n" * PIECE))
    file.read(PIECE)

    StaffImport.objects.update(content=None)

    with pytest.raises(UnreadableTable, match="has been deleted"):
        file.read(PIECE)


def test_an_import_is_fetched_and_saved_without_its_file():
    stored(b"number\n1\n")

    staff_import = StaffImport.objects.get()
    assert staff_import.get_deferred_fields() == {"content"}
    staff_import.file_name = "another.csv"
    staff_import.save()

    staff_import.refresh_from_db()
    assert (staff_import.file_name, bytes(staff_import.content)) == ("another.csv", b"number\n1\n")
