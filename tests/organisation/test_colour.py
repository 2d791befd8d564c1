import pytest
from hypothesis import given
from hypothesis import strategies as st

from learning.organisation.rules.colour import READABLE, contrast, readable_on_white, text_on

colours = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        pytest.param("#000000", "#ffffff", 21, id="black-on-white"),
        pytest.param("#777777", "#ffffff", 4.48, id="the-grey-that-just-fails"),
        pytest.param("#767676", "#ffffff", 4.54, id="the-grey-that-just-passes"),
    ],
)
def test_contrast_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.01)


@given(colours)
def test_whatever_colour_is_chosen_the_text_on_it_can_be_read(colour):
    assert contrast(text_on(colour), colour) >= READABLE


@given(colours)
def test_whatever_colour_is_chosen_links_on_white_can_be_read(colour):
    assert contrast(readable_on_white(colour), "#ffffff") >= READABLE
