import io
import os
import shutil
import subprocess
import zipfile

import pytest

from learning.tabular.zip_streaming import zip_chunks

MEMBERS = [("records.csv", [b"a,b\n", b"1,2\n" * 50_000]), ("schema.json", [b"{}"]), ("empty", [])]


@pytest.mark.parametrize("may_be_huge", [True, False])
def test_a_zip_opens_with_what_was_put_in(may_be_huge):
    data = b"".join(zip_chunks(MEMBERS, may_be_huge=may_be_huge))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["records.csv", "schema.json", "empty"]
        for name, chunks in MEMBERS:
            assert archive.read(name) == b"".join(chunks)


@pytest.mark.skipif(not shutil.which("unzip"), reason="unzip is not installed")
def test_unzip_finds_no_fault(tmp_path):
    (tmp_path / "a.zip").write_bytes(b"".join(zip_chunks(MEMBERS)))

    tested = subprocess.run(["unzip", "-t", tmp_path / "a.zip"], capture_output=True, text=True)

    assert tested.returncode == 0, tested.stdout
    assert "No errors detected" in tested.stdout


def test_the_same_members_make_the_same_bytes_whenever_they_are_zipped(time_machine):
    time_machine.move_to("2026-01-01 00:00:00Z")
    first = b"".join(zip_chunks(MEMBERS))
    time_machine.move_to("2031-06-30 12:00:00Z")

    assert b"".join(zip_chunks(MEMBERS)) == first


def test_members_are_made_one_after_the_other_so_the_last_can_count_the_first():
    counted = []

    def records():
        for _ in range(3):
            counted.append(1)
            yield b"row\n"

    def manifest():
        yield str(len(counted)).encode()

    data = b"".join(zip_chunks([("records.csv", records()), ("manifest", manifest())]))

    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        assert archive.read("manifest") == b"3"


def test_pieces_leave_while_the_zip_is_being_made():
    made = []

    def noise():
        for _ in range(100):
            made.append(1)
            yield os.urandom(64 * 1024)

    chunks = zip_chunks([("noise", noise())])
    first = next(chunks)

    assert len(made) < 5
    assert len(first) < 512 * 1024


def test_a_zip_whose_making_failed_does_not_open():
    def half():
        yield b"one\n" * 100_000
        raise OSError("The database went away.")

    sent = []
    with pytest.raises(OSError, match="went away"):
        for chunk in zip_chunks([("a.csv", half()), ("b.csv", [b""])]):
            sent.append(chunk)

    with pytest.raises(zipfile.BadZipFile):
        zipfile.ZipFile(io.BytesIO(b"".join(sent)))
