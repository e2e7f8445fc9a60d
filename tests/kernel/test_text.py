"""Search, sorting and acceptance of Vietnamese text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kernel.errors import Invalid
from kernel.text import clean, normalise, sort_key


@pytest.mark.parametrize(
    "typed",
    [
        "Nguyễn Thị Hoà",
        "Nguyễn Thị Hòa",
        "nguyen thi hoa",
        "NGUYỄN  THỊ HÒA ",
        unicodedata.normalize("NFD", "Nguyễn Thị Hòa"),
    ],
)
def test_normalise_of_one_name_in_all_spellings_is_one(typed: str) -> None:
    assert normalise(typed) == "nguyen thi hoa"


@pytest.mark.parametrize(
    ("typed", "stored"), [("Đắk Lắk", "dak lak"), ("ĐỒNG ĐĂNG", "dong dang"), ("Ｘã 5", "xa 5"), ("  ", "")]
)
def test_normalise_knows_d_with_stroke_and_wide_letters(typed: str, stored: str) -> None:
    assert normalise(typed) == stored


@given(st.text(max_size=80))
def test_normalise_twice_changes_nothing(text: str) -> None:
    assert normalise(normalise(text)) == normalise(text)
    assert normalise(unicodedata.normalize("NFD", text)) == normalise(unicodedata.normalize("NFC", text))


def test_sort_key_follows_the_vietnamese_dictionary() -> None:
    ordered = [
        "2 Bà Trưng", "An", "Àn", "Ạn", "An Bình", "Ăn", "Ân", "Bà Rịa", "Cà Mau", "Dương", "Đà Nẵng", "Đông", "Ea Súp", "Mỹ Thới",
        "Nguyễn Văn An", "Nguyễn Văn Ân", "Ô Môn", "Ơ", "Ưu",
    ]  # fmt: skip
    assert sorted(ordered, key=sort_key) == ordered


def test_sort_key_is_the_same_composed_and_decomposed() -> None:
    assert sort_key(unicodedata.normalize("NFD", "Huỳnh Đức Thắng")) == sort_key("Huỳnh Đức Thắng")


@given(st.text(max_size=60))
def test_sort_key_of_any_text_is_digits(text: str) -> None:
    assert sort_key(text).isdecimal()


def test_clean_returns_composed_trimmed_text() -> None:
    assert (
        clean(unicodedata.normalize("NFD", "  Đất đai \n"), field="content", max_length=20, multiline=True) == "Đất đai"
    )
    assert clean("dòng 1\r\ndòng 2", field="content", max_length=40, multiline=True) == "dòng 1\ndòng 2"


@pytest.mark.parametrize("bad", ["a\x00b", "a\x1bb", "a\ud800", "ten\u202egnp.exe", "hai\ndòng"])
def test_clean_of_a_control_character_is_refused_and_names_the_field(bad: str) -> None:
    with pytest.raises(Invalid) as refusal:
        clean(bad, field="full_name", max_length=50)
    assert list(refusal.value.fields) == ["full_name"]


def test_clean_of_too_long_text_is_refused_with_both_lengths() -> None:
    with pytest.raises(Invalid, match="11 ký tự, tối đa 10"):
        clean("x" * 11, field="place", max_length=10)


def test_clean_keeps_html_and_formulas_as_they_are() -> None:
    assert clean("<b>=1+1</b> 👩‍🌾", field="content", max_length=50) == "<b>=1+1</b> 👩‍🌾"
