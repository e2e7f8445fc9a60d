"""Rules that every template keeps, each with a line that breaks it."""

import gzip
import re
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.staticfiles import finders
from django.template import loader

from config import icons

TEMPLATES = Path(settings.BASE_DIR) / "templates"
STATIC = Path(settings.BASE_DIR) / "platform" / "config" / "static" / "tiepdan"
KILOBYTE = 1024

# No inline script, style or handler: the policy of the site would refuse it silently.
INLINE = re.compile(r"<style\b|\sstyle\s*=|<script(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*[\"']|javascript:|\shx-on", re.I)
# Parts are included, never opened as a page.
NOT_PAGES = ("parts/", "layout/base.html", "mail/", "account/", "mfa/", "usersessions/", "allauth/", "elements/")
VIETNAMESE = re.compile(r"[à-ỹÀ-ỸđĐ][^<>{}]*")
COMMENT = re.compile(r"\{#.*?#\}|\{% comment.*?endcomment %\}", re.S)
_NAMED = re.compile(r'"([a-z_]+/[a-z_/]+\.html)"')
TRANSLATED = re.compile(r"\{% blocktrans(?:late)?\b.*?\{% endblocktrans(?:late)? %\}", re.S)


def all_templates() -> list[str]:
    return sorted(str(path.relative_to(TEMPLATES)) for path in TEMPLATES.rglob("*.html"))


def text_of(name: str) -> str:
    return (TEMPLATES / name).read_text(encoding="utf-8")


def inline_code(text: str) -> list[str]:
    return INLINE.findall(COMMENT.sub("", text))


def untranslated(text: str) -> list[str]:
    """Vietnamese letters that stand neither in a translated block nor in a tag."""
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", TRANSLATED.sub("", COMMENT.sub("", text)), flags=re.S)
    return [found for found in VIETNAMESE.findall(bare) if found not in KEEPS_ITS_NAME]


# The names of the product and of the language are the same in every language.
KEEPS_ITS_NAME = ("ếng Việt", "ếp Dân")


def test_templates_load_without_inline_code() -> None:
    for name in all_templates():
        loader.get_template(name)
        assert inline_code(text_of(name)) == [], name


@pytest.mark.parametrize(
    "line", ['<p style="color:red">', "<script>go()</script>", '<a onclick="go()">', "<style>p{}</style>"]
)
def test_inline_code_is_found(line: str) -> None:
    assert inline_code(line)


def test_script_with_an_address_and_data_attributes_are_allowed() -> None:
    assert inline_code('<script src="/static/a.js" defer></script><form data-on="x" hx-get="/a">') == []


def test_text_of_templates_is_translatable() -> None:
    assert {name: found for name in all_templates() if (found := untranslated(text_of(name)))} == {}


def test_untranslated_text_is_found() -> None:
    assert untranslated("<p>Đã chuyển</p>")
    assert untranslated('<p>{% translate "Đã chuyển" %}</p>') == []


def test_every_page_extends_a_layout_or_is_included_by_one() -> None:
    parts = {
        name
        for name in all_templates()
        if not name.startswith(NOT_PAGES) and not text_of(name).lstrip().startswith("{% extends")
    }
    roots = [Path(settings.BASE_DIR) / name for name in ("platform", "tenants", "api", "templates")]
    used = set[str]()
    for path in (found for root in roots for found in root.rglob("*") if found.suffix in (".py", ".html")):
        used |= {name for name in _NAMED.findall(path.read_text(encoding="utf-8")) if not path.match(name)}
    assert parts - used == set(), "neither a page with a layout nor a part of one"


def test_every_icon_that_is_named_is_drawn() -> None:
    use = re.compile(r'(?:\{% icon |parts/icon\.html" with name=)"([a-z]+)"')
    named = {found for name in all_templates() for found in use.findall(COMMENT.sub("", text_of(name)))}
    assert named - icons.names() == set()


def test_icon_that_is_not_drawn_is_refused() -> None:
    with pytest.raises(KeyError):
        icons.svg("no-such-icon")


def sheets_of(layout: str) -> list[str]:
    """Style sheets a layout links, those of the layouts it extends included."""
    text = text_of(layout)
    own = re.findall(r"static '(tiepdan/[a-z]+\.css)'", text)
    above = re.findall(r'\{% extends "(layout/[^"]+)"', text)
    return own + (sheets_of(above[0]) if above else [])


def scripts_of(layout: str) -> list[str]:
    """Scripts that every page of a layout loads."""
    return re.findall(r"static '(tiepdan/[a-z]+\.js)'", text_of(layout))


@pytest.mark.parametrize("layout", ["desk", "desk_aside", "public", "still", "print"])
def test_style_of_a_page_stays_within_30_kb(layout: str) -> None:
    sheets = sheets_of(f"layout/{layout}.html")
    if layout.startswith("desk"):
        sheets.append("tiepdan/cases.css")
    assert len(sheets) >= 4
    size = sum((STATIC.parent / name).stat().st_size for name in sheets)
    assert size <= 30 * KILOBYTE, f"{layout}: {size} bytes"


def test_script_stays_within_60_kb_as_sent() -> None:
    htmx = finders.find("django_htmx/htmx-2.min.js")
    assert isinstance(htmx, str)
    own = [path.read_bytes() for path in STATIC.glob("*.js")]
    everywhere = {name for layout in ("base", "desk") for name in scripts_of(f"layout/{layout}.html")}
    assert len(everywhere) >= 4
    assert sum((STATIC.parent / name).stat().st_size for name in everywhere) <= 16 * KILOBYTE
    assert sum(len(gzip.compress(part)) for part in [Path(htmx).read_bytes(), *own]) <= 60 * KILOBYTE


def test_colours_are_named_only_in_the_tokens() -> None:
    colour = re.compile(r"#[0-9a-f]{3,8}\b", re.I)
    for sheet in ("base", "components", "pages", "cases"):
        text = re.sub(r"@media print \{.*", "", (STATIC / f"{sheet}.css").read_text(encoding="utf-8"), flags=re.S)
        assert colour.findall(text.replace("#fff", "")) == [], sheet


def test_dark_tokens_are_tokens() -> None:
    names = re.compile(r"(--[a-z-]+):")
    light = set(names.findall((STATIC / "tokens.css").read_text(encoding="utf-8")))
    dark = set(names.findall((STATIC / "dark.css").read_text(encoding="utf-8")))
    assert dark <= light
