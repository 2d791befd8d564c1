import pytest

from quizzes.rules.interactions import NotAnAnswer, Numeric, ShortAnswer
from quizzes.rules.interactions.typing_in import differ_by_one_slip

ANY_NUMBER = Numeric("0", "0")


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        pytest.param("15", "15", id="a whole number"),
        pytest.param(" 15 ", "15", id="with space around it"),
        pytest.param("015", "15", id="with a nought before it"),
        pytest.param("+15", "15", id="with a plus"),
        pytest.param("-15", "-15", id="below nought"),
        pytest.param("\u221215", "-15", id="with a typographer's minus"),
        pytest.param("15%", "15", id="per cent"),
        pytest.param("15 %", "15", id="per cent, spaced"),
        pytest.param("£15.50", "15.50", id="pounds and pence"),
        pytest.param("£ 15", "15", id="pounds, spaced"),
        pytest.param(".5", "0.5", id="no nought before the point"),
        pytest.param("5.", "5", id="nothing after the point"),
        pytest.param("1,250", "1250", id="thousands with a comma"),
        pytest.param("1 250.5", "1250.5", id="thousands with a space"),
        pytest.param("1\u00a0250", "1250", id="thousands with a space that does not break"),
        pytest.param("1\u202f250", "1250", id="thousands with a narrow one"),
        pytest.param("-1,250,000.25", "-1250000.25", id="millions below nought"),
        pytest.param("\u0661\u0662", "12", id="Arabic digits"),
        pytest.param("１２", "12", id="wide digits"),
        pytest.param("1." + "0" * 28, "1." + "0" * 28, id="as long as may be"),
    ],
)
def test_a_number_is_read_as_people_type_it(typed, number):
    assert ANY_NUMBER.read(typed) == number


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("ten", id="a word"),
        pytest.param("15 days", id="with its unit"),
        pytest.param("1,25", id="a decimal comma"),
        pytest.param("1 250,5", id="a decimal comma after thousands"),
        pytest.param("0,125", id="a decimal comma that looks like thousands"),
        pytest.param("1.000,250", id="a decimal comma after a thousands point"),
        pytest.param("1.234 567", id="digits grouped after the point"),
        pytest.param("1,250 000", id="thousands in two ways at once"),
        pytest.param("1250,000", id="thousands in one place only"),
        pytest.param("1,2345", id="a group of four"),
        pytest.param("12,34,567", id="lakhs"),
        pytest.param("1\n250", id="two numbers on two lines"),
        pytest.param("1e5", id="an exponent"),
        pytest.param("1e999999", id="a huge exponent"),
        pytest.param("1e-999999999999999999999", id="an exponent beyond all bounds"),
        pytest.param("1_000", id="as a programmer types it"),
        pytest.param("0x10", id="hexadecimal"),
        pytest.param("1/2", id="a fraction"),
        pytest.param("½", id="a fraction in one letter"),
        pytest.param("inf", id="infinity"),
        pytest.param("-Infinity", id="less than anything"),
        pytest.param("nan", id="not a number"),
        pytest.param("sNaN12", id="not a number, and loudly"),
        pytest.param("--5", id="two signs"),
        pytest.param("££5", id="two pounds"),
        pytest.param("%", id="only a sign"),
        pytest.param(".", id="only a point"),
        pytest.param("." + "1" * 29, id="too long when written out"),
    ],
)
def test_what_might_be_another_number_is_no_number(typed):
    with pytest.raises(NotAnAnswer):
        ANY_NUMBER.read(typed)


@pytest.mark.parametrize(
    ("value", "tolerance", "typed", "is_right"),
    [
        pytest.param("10", "0", "10", True, id="exactly"),
        pytest.param("10", "0", "10.00", True, id="exactly, with noughts"),
        pytest.param("10", "0", "10.0001", False, id="hardly off, where nothing is allowed"),
        pytest.param("0.3", "0.1", "0.2", True, id="as far below as allowed"),
        pytest.param("0.1", "0.2", "0.3", True, id="as far above as allowed"),
        pytest.param("0.1", "0.2", "0.31", False, id="too far above"),
        pytest.param("0.3", "0.1", "0.19", False, id="too far below"),
        pytest.param("-5", "1", "-6", True, id="below nought"),
        pytest.param("0", "0", "-0", True, id="minus nought"),
        pytest.param("0", "0", "0", True, id="nought is an answer"),
        pytest.param("0", "5", "", False, id="nothing typed, though nought is right"),
        pytest.param("0", "1", "1." + "0" * 27 + "1", False, id="off by the 28th decimal"),
    ],
)
def test_a_number_is_right_within_the_tolerance(value, tolerance, typed, is_right):
    numeric = Numeric(value, tolerance)

    assert numeric.score(numeric.read(typed)) == is_right


@pytest.mark.parametrize(
    ("accepted", "typed", "is_right"),
    [
        pytest.param("Empathy", "empathy", True, id="another case"),
        pytest.param("Straße", "STRASSE", True, id="capitals that fold"),
        pytest.param("Empathy", "  Empathy ", True, id="space around it"),
        pytest.param("front desk", "front   desk", True, id="much space within"),
        pytest.param(" front  desk", "front desk", True, id="much space in the accepted answer"),
        pytest.param("front desk", "front\u00a0desk", True, id="a space that does not break"),
        pytest.param("front desk", "frontdesk", False, id="no space within"),
        pytest.param("customer's", "customer\u2019s", True, id="a typographer's apostrophe"),
        pytest.param("customer\u2019s", "customer's", True, id="a typewriter's apostrophe"),
        pytest.param("customer's", "customer\u00b4s", True, id="an accent for an apostrophe"),
        pytest.param("customer's", "customers", False, id="no apostrophe"),
        pytest.param("café", "cafe\u0301", True, id="an accent typed on its own"),
        pytest.param("cafe\u0301", "café", True, id="an accent accepted on its own"),
        pytest.param("café", "cafe", False, id="no accent"),
        pytest.param("שלום", "שלום", True, id="from right to left"),
        pytest.param("Empathy", "Empaty", False, id="a slip"),
        pytest.param("Empathy", "", False, id="nothing typed"),
        pytest.param(" ", " ", False, id="nothing typed, where nothing is accepted"),
    ],
)
def test_words_are_right_if_they_are_accepted(accepted, typed, is_right):
    short = ShortAnswer((accepted,))

    assert short.score(short.read(typed)) == is_right


@pytest.mark.parametrize(
    ("typed", "is_right"),
    [
        pytest.param("CSE", True, id="as accepted"),
        pytest.param("cse", False, id="in another case"),
    ],
)
def test_case_matters_where_it_is_said_to(typed, is_right):
    assert ShortAnswer(("CSE",), is_case_strict=True).score(typed) == is_right


@pytest.mark.parametrize(
    ("accepted", "typed", "is_right"),
    [
        pytest.param("empathy", "empaty", True, id="a letter too few"),
        pytest.param("empathy", "emppathy", True, id="a letter too many"),
        pytest.param("empathy", "emphaty", False, id="two letters, though the same ones"),
        pytest.param("empathy", "empahty", True, id="two neighbours swapped"),
        pytest.param("empathy", "empatyh", True, id="the last two swapped"),
        pytest.param("empathy", "enpathy", True, id="a wrong letter"),
        pytest.param("empathy", "empathies", False, id="another word"),
        pytest.param("empathy", "Enpathy", True, id="a wrong letter in another case"),
        pytest.param("front desk", "frontdesk", True, id="no space"),
        pytest.param("calls", "balls", True, id="a word of five letters"),
        pytest.param("call", "ball", False, id="a word of four letters"),
        pytest.param("2.2.1", "2.2.2", False, id="hardly a letter in it"),
        pytest.param("a b c", "a b d", False, id="spaces are no letters"),
        pytest.param("10 working days", "20 working days", False, id="a wrong digit"),
        pytest.param("10 working days", "100 working days", False, id="a digit too many"),
        pytest.param("21 working days", "12 working days", False, id="digits swapped"),
        pytest.param("2.5 metres", "25 metres", False, id="a point left out"),
        pytest.param("1.25 metres", "12.5 metres", False, id="a point in another place"),
        pytest.param("-5 degrees", "5 degrees", False, id="a sign left out"),
        pytest.param("10 or 20 people", "10 or 2 0people", False, id="a space within a number"),
        pytest.param("1,000 pounds", "1000 pounds", True, id="the same number without a comma"),
        pytest.param("9:30 every day", "9.30 every day", True, id="the same time with a point"),
        pytest.param("10 working days", "10 workign days", True, id="a slip beside a number"),
        pytest.param("empathy", "", False, id="nothing typed"),
    ],
)
def test_one_slip_is_forgiven_where_spelling_is_not_strict(accepted, typed, is_right):
    short = ShortAnswer(("quite another answer", accepted), is_spelling_strict=False)

    assert short.score(short.read(typed)) == is_right


@pytest.mark.parametrize(
    ("one", "other", "is_one_slip"),
    [
        pytest.param("", "", True, id="two empty texts"),
        pytest.param("", "a", True, id="one letter for none"),
        pytest.param("", "ab", False, id="two letters for none"),
        pytest.param("ab", "ba", True, id="the only two swapped"),
        pytest.param("abc", "cba", False, id="the first and the last swapped"),
        pytest.param("aab", "ab", True, id="a letter doubled"),
        pytest.param("abcd", "badc", False, id="two swaps"),
        pytest.param("abc", "bad", False, id="a swap and a wrong letter"),
    ],
)
def test_a_slip_is_one_letter_or_one_swap(one, other, is_one_slip):
    assert differ_by_one_slip(one, other) is is_one_slip
    assert differ_by_one_slip(other, one) is is_one_slip
