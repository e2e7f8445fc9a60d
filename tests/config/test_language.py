"""The product's own catalogues: the libraries speak Vietnamese, and the switch switches. That no text lacks English `make check` sees."""

import ast
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import polib
import pytest
from django.conf import LazySettings
from django.forms import Form, IntegerField
from django.utils import translation
from django.utils.translation import gettext, ngettext
from rest_framework.exceptions import NotAuthenticated

from config import translations
from tests.factories import cases

VIETNAMESE = translations.LOCALE / "vi" / "LC_MESSAGES" / "django.po"


@pytest.fixture
def compiled(settings: LazySettings, tmp_path: Path) -> Iterator[None]:
    """The catalogues as an installation compiles them, in a folder of this test."""
    folder = tmp_path / "locale"
    shutil.copytree(translations.LOCALE, folder, ignore=shutil.ignore_patterns("*.mo"))
    translations.compile_catalogues(folder)
    with translation.override("vi"):
        settings.LOCALE_PATHS = [folder]
        yield


def test_no_name_of_gettext_escapes_the_search() -> None:
    unknown = set()
    for path, source in translations._sources(translations.ROOT):
        if path.suffix == ".py" and "gettext" in source:
            for node in ast.walk(ast.parse(source)):
                if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation":
                    names = {alias.asname or alias.name for alias in node.names if "gettext" in alias.name}
                    unknown |= {(path.name, name) for name in names - set(translations.KEYWORDS)}
    assert unknown == set()


def test_words_of_data_are_found(tmp_path: Path) -> None:
    path = tmp_path / translations.LABELS[0]
    path.parent.mkdir(parents=True)
    path.write_text(
        '{"kinds": {"X": [{"code": "land", "label": "Đất đai"}, {"code": "other", "label": "Khác"}]}}', encoding="utf-8"
    )
    assert {key[1] for key in translations.found_messages(tmp_path)} == {"Đất đai", "Khác"}


def test_vietnamese_of_the_libraries_keeps_their_placeholders() -> None:
    for entry in polib.pofile(str(VIETNAMESE)):
        said = entry.msgstr or entry.msgstr_plural[0]
        assert said, entry.msgid
        pattern = translations._PLACEHOLDER
        assert set(pattern.findall(said)) == set(pattern.findall(entry.msgid)), entry.msgid


def test_libraries_speak_vietnamese(compiled: None) -> None:
    class Counted(Form):
        n = IntegerField(max_value=3)

    assert Counted({}).errors["n"] == ["Chưa ghi ô này."]
    assert Counted({"n": "x"}).errors["n"] == ["Hãy nhập một số nguyên."]
    assert Counted({"n": "4"}).errors["n"] == ["Nhiều nhất là 3."]
    assert str(NotAuthenticated().detail) == "Chưa có thông tin xác thực."
    assert ngettext(
        "This password is too short. It must contain at least %d character.",
        "This password is too short. It must contain at least %d characters.",
        10,
    ) == "Mật khẩu quá ngắn, cần ít nhất %d ký tự."  # fmt: skip


def test_libraries_speak_english_to_who_reads_english(compiled: None) -> None:
    with translation.override("en"):
        assert gettext("This field is required.") == "This field is required."


@pytest.mark.django_db
def test_switch_shows_the_desk_in_english_and_back(world: Any, compiled: None) -> None:
    browser = world.client("w111", "officer")
    desk = "/u/w111/desk/"
    assert 'lang="vi"' in browser.get(desk).content.decode()
    answer = browser.post("/language/setlang/", {"language": "en", "next": desk})
    assert (answer.status_code, answer["Location"]) == (302, desk)
    response = browser.get(desk)
    page = response.content.decode()
    assert response["Content-Language"] == "en"
    assert '<html lang="en"' in page
    for words in ("Today", "Cases", "Take in a petition", "Sign out"):
        assert words in page
    browser.post("/language/setlang/", {"language": "vi", "next": desk})
    assert "Hôm nay" in browser.get(desk).content.decode()


@pytest.mark.django_db
def test_official_paper_stays_vietnamese(world: Any, compiled: None) -> None:
    with world.scope("w111"):
        case = cases.take_in(world.actor("w111", "officer"))
    browser = world.client("w111", "officer")
    browser.post("/language/setlang/", {"language": "en", "next": "/"})
    assert "<h1" in (shown := browser.get(f"/u/w111/desk/cases/{case.pk}/").content.decode())
    assert "Timeline" in shown
    response = browser.get(f"/u/w111/desk/cases/{case.pk}/receipt/")
    assert response["Content-Language"] == "vi"
    assert "Giấy biên nhận" in response.content.decode()


def test_catalogue_read_and_written_again_is_the_same_file(tmp_path: Path) -> None:
    copied, renewed = tmp_path / "copied.po", tmp_path / "renewed.po"
    found = translations.read_catalogue()
    found.save(str(copied))
    # The difference of two large files takes pytest minutes to print.
    is_same = copied.read_bytes() == translations.CATALOGUE.read_bytes()
    assert is_same, "the catalogue was not written by `tiepdan translations update`"
    translations.updated(found, translations.found_messages()).save(str(renewed))
    told = {line for line in copied.read_text().splitlines() if line.startswith('"')}
    lines = [line for line in renewed.read_text().splitlines() if line.startswith('"')]
    assert all(len(line) <= translations.WIDTH for line in lines)
    assert len(told & set(lines)) >= len(told) * 0.9, "no text is wrapped anew"
