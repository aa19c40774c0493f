"""Personal data in running text: identity numbers found in every form, masked, and not seen where there are none."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from medlofte.core.personal_data import find_contacts, find_identity_numbers, mask_identity_numbers

SEPARATORS = ("-", "+", "–", " ", "", " - ", "\u00a0", "\u2011", "\u2212", "\u200b", "-\n  ", "\n      ")


def check_digit(nine: str) -> str:
    """By Skatteverket's description: digits times 2, 1, 2, 1 …, the sums of their digits added, up to the next ten."""
    products = "".join(str(int(digit) * (2 if place % 2 == 0 else 1)) for place, digit in enumerate(nine))
    return str(-sum(map(int, products)) % 10)


days = st.integers(0, (date(2026, 11, 22) - date(1890, 1, 1)).days).map(lambda n: date(1890, 1, 1) + timedelta(n))


@st.composite
def numbers(draw: st.DrawFn) -> tuple[str, str]:
    """A personnummer or samordningsnummer in two halves, with or without its century."""
    day, three = draw(days), draw(st.integers(0, 999))
    added = draw(st.sampled_from([0, 60]))
    born = f"{day:%y%m}{day.day + added:02}"
    if added == 0 and (day.month, day.day) == (2, 29):
        born = f"{day:%y%m}28"
    last = f"{three:03}"
    century = draw(st.sampled_from(["", f"{day.year // 100}"]))
    return century + born, last + check_digit(born + last)


letters = st.text("abcåäö ,.:;()\n\"'", max_size=8)


@given(numbers(), st.sampled_from(SEPARATORS), letters, letters)
def test_a_number_is_found_in_every_form_and_masked(
    number: tuple[str, str], separator: str, before: str, after: str
) -> None:
    text = f"{before}{number[0]}{separator}{number[1]}{after}"
    (found,) = find_identity_numbers(text)
    assert found.kind == "identity"
    assert text[found.start : found.end] == f"{number[0]}{separator}{number[1]}"
    assert mask_identity_numbers(text) == f"{before}{'*' * len(number[0])}{separator}****{after}"
    assert mask_identity_numbers(mask_identity_numbers(text)) == mask_identity_numbers(text)


@given(numbers(), st.sampled_from("0123456789"))
def test_digits_close_by_make_it_another_number(number: tuple[str, str], digit: str) -> None:
    text = f"{digit}{number[0]}-{number[1]}"
    assert not [f for f in find_identity_numbers(text) if text[f.start : f.end] == f"{number[0]}-{number[1]}"]
    assert list(find_identity_numbers(f"{number[0]}-{number[1]}{digit}")) == []


@given(numbers(), st.integers(1, 9))
def test_another_check_digit_is_a_doubt(number: tuple[str, str], more: int) -> None:
    born, last = number
    wrong = last[:3] + str((int(last[3]) + more) % 10)
    (found,) = find_identity_numbers(f"nr {born}-{wrong}.")
    assert found.kind == "wrong-check-digit"
    assert mask_identity_numbers(f"{born}-{wrong}") == f"{born}-{wrong}"
    assert list(find_identity_numbers(f"{born}{wrong}")) == []


@pytest.mark.parametrize(
    "text",
    [
        *("212000-1215", "556016-0680", "16556016-0680", "802000-1234"),  # organisationsnummer
        *("KS 2018/0123", "KS/2018:0123", "dnr 2018-0123", "A123.456/2018", "KS 181001/0123"),  # diarienummer
        *("20181001-20190930", "181001-190930", "2018-10-01/2019-09-30", "2018-10-01", "20181001"),  # dates and spans
        *("114 14", "0303-23 80 00", "08-508 290 00", "0303-238000", "010-569 00 00", "+46 303 23 80 00"),  # telephone
        *("070-123 45 67", "0761234567", "+46701234567", "070-1740605"),
        *("811318-9876", "810231-1111", "19000229-0005", "17811218-9876", "811200-9876", "811260-9876", "811292-9876"),
        *("1 000 000", "5050-1055", "SE45 5000 0000 0583 9825 7466", "416 81", "", "000000-0000"),
    ],
)
def test_quiet_on_what_is_no_identity_number(text: str) -> None:
    assert list(find_identity_numbers(text)) == []
    assert mask_identity_numbers(text) == text


@pytest.mark.parametrize(
    "text", ["20000229-0005", "000229-0005", "811218-9876", "811278-9873", "８１１２１８-９８７６"]
)
def test_loud_on_real_days(text: str) -> None:
    assert [found.kind for found in find_identity_numbers(text)] == ["identity"]


def test_several_numbers_in_one_text() -> None:
    text = "811218-9876, 8112189876\nsamt 19811218+9876."
    assert mask_identity_numbers(text) == "******-****, **********\nsamt ********+****."


def test_a_number_with_another_check_digit_stays_and_the_next_is_masked() -> None:
    text = "811218-9870 och 811218-9876"
    assert [found.kind for found in find_identity_numbers(text)] == ["wrong-check-digit", "identity"]
    assert mask_identity_numbers(text) == "811218-9870 och ******-****"


@pytest.mark.parametrize(
    "text",
    [
        "070-1740605",
        "070 174 06 05",
        "0701740605",
        "+46701740605",
        "0046 70-174 06 05",
        "+46 (0)70-174 06 05",
        "072/1740605",
    ],
)
def test_mobile_numbers_are_found(text: str) -> None:
    (found,) = find_contacts(f"Ring {text}.")
    assert (found.kind, f"Ring {text}."[found.start : found.end]) == ("mobile", text)


@pytest.mark.parametrize(
    "text",
    [
        "0303-23 80 00",
        "2018-07-05",
        "08-508 290 00",
        "10701740605",
        "07017406055",
        "46701740605",
        "0711740605",
        "x@y",
        "@a.example",
        "+46 1, 46701740605",
    ],
)
def test_quiet_on_what_is_no_mobile_number_or_address(text: str) -> None:
    assert list(find_contacts(f"Ring {text}.")) == []


@pytest.mark.parametrize("text", ["a@b.se", "anna.andersson+x@post.exempel.example", "åsa@exempel.example"])
def test_addresses_are_found(text: str) -> None:
    (found,) = find_contacts(f"Skriv till {text}, tack.")
    assert (found.kind, f"Skriv till {text}, tack."[found.start : found.end]) == ("email", text)


@given(st.text(max_size=60))
def test_any_text_is_searched_without_a_fault(text: str) -> None:
    assert len(mask_identity_numbers(text)) == len(text)
    for found in [*find_identity_numbers(text), *find_contacts(text)]:
        assert 0 <= found.start < found.end <= len(text)
