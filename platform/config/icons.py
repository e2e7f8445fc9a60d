"""The product's own icons: one sprite, drawn for it; the names are read from the file so that the two cannot differ."""

import re
from functools import cache
from pathlib import Path

from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

SPRITE = Path(__file__).parent / "static" / "tiepdan" / "icons.svg"


@cache
def names() -> frozenset[str]:
    """Every icon of the sprite."""
    return frozenset(re.findall(r'<symbol id="([a-z-]+)"', SPRITE.read_text(encoding="utf-8")))


def svg(name: str, label: str = "", css: str = "icon") -> SafeString:
    """The reference to one icon. Raises ``KeyError`` for a name that is not drawn: an empty square helps nobody."""
    if label:
        return format_html(
            '<svg class="{}" role="img" aria-label="{}"><use href="{}"/></svg>', css, label, _address(name)
        )
    return _ornament(name, css)


@cache
def _ornament(name: str, css: str) -> SafeString:
    # Dozens of them on a page, always the same few.
    return format_html(
        '<svg class="{}" aria-hidden="true" focusable="false"><use href="{}"/></svg>', css, _address(name)
    )


@cache
def _address(name: str) -> str:
    if name not in names():
        raise KeyError(f"no icon {name!r} in {SPRITE.name}")
    return f"{static('tiepdan/icons.svg')}#{name}"
