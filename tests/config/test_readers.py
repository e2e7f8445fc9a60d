"""Typed readers: missing means stop, a secret may stand in a file, the reference is current."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from config import readers
from config.reference import REFERENCE, reference


@pytest.fixture(autouse=True)
def _register_untouched(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(readers, "REGISTER", {})


def test_text_missing_without_default_stops_and_says_what_it_is_for() -> None:
    with pytest.raises(ImproperlyConfigured, match=r"TIEPDAN_X is missing: Name of the thing\."):
        readers.text("TIEPDAN_X", help="Name of the thing.")


def test_number_that_is_none_stops(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEPDAN_X", "eight")
    with pytest.raises(ImproperlyConfigured, match="TIEPDAN_X is not a number"):
        readers.number("TIEPDAN_X", 8, help="")


@pytest.mark.parametrize(("raw", "value"), [("yes", True), ("TRUE", True), ("0", False), ("off", False)])
def test_yes_no_reads_the_usual_words(monkeypatch: pytest.MonkeyPatch, raw: str, value: bool) -> None:
    monkeypatch.setenv("TIEPDAN_X", raw)
    assert readers.yes_no("TIEPDAN_X", help="") is value


def test_yes_no_refuses_a_typing_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEPDAN_X", "ture")
    with pytest.raises(ImproperlyConfigured):
        readers.yes_no("TIEPDAN_X", help="")


def test_words_are_separated_by_commas(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TIEPDAN_X", "a.vn, b.vn,")
    assert readers.words("TIEPDAN_X", help="") == ["a.vn", "b.vn"]


def test_secret_from_a_file_is_read_without_its_line_end(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "word").write_text("s3cret\n")
    monkeypatch.setenv("TIEPDAN_X_FILE", str(tmp_path / "word"))
    assert readers.secret("TIEPDAN_X", help="") == "s3cret"


def test_secret_given_twice_stops(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIEPDAN_X_FILE", str(tmp_path / "word"))
    monkeypatch.setenv("TIEPDAN_X", "other")
    with pytest.raises(ImproperlyConfigured, match="both set"):
        readers.secret("TIEPDAN_X", help="")


def test_secret_file_that_is_missing_stops(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TIEPDAN_X_FILE", str(tmp_path / "nothing"))
    with pytest.raises(ImproperlyConfigured, match="cannot be read"):
        readers.secret("TIEPDAN_X", help="")


def test_reference_of_settings_is_current() -> None:
    committed = (settings.BASE_DIR / REFERENCE).read_text(encoding="utf-8")
    assert committed == reference(settings.SETTINGS_REFERENCE), "run: python -m config.reference"


def test_reference_shows_no_secret_and_no_folder_of_this_machine() -> None:
    text = reference(settings.SETTINGS_REFERENCE)
    assert settings.SECRET_KEY not in text
    assert settings.KEYS.broker_password not in text
    assert str(settings.BASE_DIR) not in text
