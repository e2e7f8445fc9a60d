"""Texts are found in code and templates, and a catalogue that lacks one is refused."""

from pathlib import Path

import polib
import pytest

from config import translations


@pytest.fixture
def product(tmp_path: Path) -> Path:
    """A product of one module and one template."""
    (tmp_path / "platform" / "room" / "migrations").mkdir(parents=True)
    (tmp_path / "platform" / "room" / "views.py").write_text(
        "from django.utils.translation import gettext as _, ngettext, pgettext\n"
        '_("Lưu")\n_("Đơn số %(number)s") % {"number": 1}\nngettext("%(n)d đơn", "%(n)d đơn", 2)\n'
        'pgettext("tháng", "Ba")\n',
        encoding="utf-8",
    )
    (tmp_path / "platform" / "room" / "migrations" / "0001_x.py").write_text('_("không tìm")\n', encoding="utf-8")
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "page.html").write_text(
        "{% load i18n %}\n  <p>(({% translate 'Gửi' %}</p>\n    {% if a %}\n"
        "{% blocktranslate trimmed with who=unit.name %}\n  Gửi tới\n  {{ who }}\n{% endblocktranslate %}{% endif %}\n"
        '{{ _("Về") }} {% translate "Ba" context "số" %}',
        encoding="utf-8",
    )
    return tmp_path


def complete(product: Path) -> polib.POFile:
    catalogue = translations.updated(polib.POFile(), translations.found_messages(product))
    for entry in catalogue:
        if entry.msgid_plural:
            entry.msgstr_plural = {0: "one petition", 1: "%(n)d petitions"}
        else:
            entry.msgstr = entry.msgid
    return catalogue


def test_found_messages_come_from_code_and_templates(product: Path) -> None:
    found = translations.found_messages(product)
    assert {key[1] for key in found} == {
        "Lưu", "Đơn số %(number)s", "%(n)d đơn", "Ba", "Gửi", "Gửi tới %(who)s", "Về",
    }  # fmt: skip
    assert ("tháng", "Ba") in found
    assert ("số", "Ba") in found


def test_complete_catalogue_has_no_problem(product: Path) -> None:
    assert translations.problems(complete(product), translations.found_messages(product)) == []


def test_new_text_is_missing_until_update_and_then_without_english(product: Path) -> None:
    catalogue = complete(product)
    (product / "templates" / "new.html").write_text("{% translate 'Mới' %}", encoding="utf-8")
    found = translations.found_messages(product)
    assert translations.problems(catalogue, found) == ["missing: 'Mới' (templates/new.html)"]
    after = translations.updated(catalogue, found)
    assert translations.problems(after, found) == ["without English: 'Mới' (templates/new.html)"]
    assert after.find("Lưu").msgstr == "Lưu"


def test_text_that_is_gone_makes_the_catalogue_stale(product: Path) -> None:
    catalogue = complete(product)
    (product / "templates" / "page.html").unlink()
    found = translations.found_messages(product)
    assert any(line.startswith("stale: 'Gửi'") for line in translations.problems(catalogue, found))
    assert translations.problems(translations.updated(catalogue, found), found) == []


def test_placeholder_wrong_or_lost_is_named(product: Path) -> None:
    catalogue = complete(product)
    catalogue.find("Đơn số %(number)s").msgstr = "Petition %(no)s"
    complaints = translations.problems(catalogue, translations.found_messages(product))
    assert len(complaints) == 2
    assert "%(no)s" in complaints[0]
    assert "%(number)s" in complaints[1]


def test_fuzzy_entry_counts_as_without_english(product: Path) -> None:
    catalogue = complete(product)
    catalogue.find("Lưu").flags.append("fuzzy")
    assert len(translations.problems(catalogue, translations.found_messages(product))) == 1


def test_compiled_catalogue_is_read_by_gettext(product: Path, tmp_path: Path) -> None:
    import gettext  # the library's, not Django's

    folder = tmp_path / "locale" / "en" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    catalogue = complete(product)
    catalogue.find("Lưu").msgstr = "Save"
    catalogue.save(str(folder / "django.po"))
    assert translations.compile_catalogues(tmp_path / "locale") == [folder / "django.mo"]
    english = gettext.translation("django", tmp_path / "locale", ["en"])
    assert english.gettext("Lưu") == "Save"
    assert english.ngettext("%(n)d đơn", "%(n)d đơn", 5) == "%(n)d petitions"
    assert english.pgettext("tháng", "Ba") == "Ba"
