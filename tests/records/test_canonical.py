from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.records.rules.canonical import canonical_json, sha256_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param({"b": 1, "a": [True, None]}, '{"a":[true,null],"b":1}', id="sorted-keys"),
        pytest.param("e\u0301", '"\u00e9"', id="composed-letters"),
        pytest.param(Decimal("7.5000"), '"7.5"', id="decimals-as-text"),
        pytest.param(Decimal("100"), '"100"', id="whole-decimals-without-exponent"),
        pytest.param(date(2026, 3, 1), '"2026-03-01"', id="days"),
        pytest.param(
            datetime(2026, 7, 1, 10, tzinfo=ZoneInfo("Europe/London")),
            '"2026-07-01T09:00:00.000000+00:00"',
            id="times-in-utc",
        ),
        pytest.param(UUID(int=1), '"00000000-0000-0000-0000-000000000001"', id="keys"),
    ],
)
def test_a_value_is_written_down_in_one_way(value, text):
    assert canonical_json(value) == text


@pytest.mark.parametrize(
    "value", [1.5, datetime(2026, 1, 1), object()], ids=["float", "naive", "?"]
)
def test_what_has_no_one_form_is_refused(value):
    with pytest.raises(TypeError):
        canonical_json(value)


@given(st.dictionaries(st.text(), st.integers() | st.text()))
def test_the_order_in_which_parts_were_put_together_does_not_matter(parts):
    backwards = dict(reversed(parts.items()))

    assert canonical_json(parts) == canonical_json(backwards)


def test_the_digest_is_that_of_the_utf8_bytes():
    assert sha256_of("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"


@given(st.datetimes(timezones=st.just(UTC)))
def test_the_same_moment_reads_the_same_from_any_time_zone(moment):
    try:
        elsewhere = moment.astimezone(ZoneInfo("Asia/Kolkata"))
    except OverflowError:
        return
    assert canonical_json(moment) == canonical_json(elsewhere)
