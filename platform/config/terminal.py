"""Words on the terminal, before Django is there: Vietnamese, or English where the terminal's language says so."""

import gettext
import os
import sys
from pathlib import Path

_LOCALE = Path(__file__).parent / "locale"


def _translations() -> gettext.NullTranslations:
    wanted = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    # C and POSIX say nothing about the reader.
    return gettext.translation("django", _LOCALE, ["en"] if wanted.startswith("en") else ["vi"], fallback=True)


def _(message: str) -> str:
    """The message in the terminal's language."""
    return _catalogue.gettext(message)


_catalogue = _translations()


def say(message: str) -> None:
    """One line, at once: the reader may be a pipe."""
    # A terminal or pipe without UTF-8 (LANG=C) must not end a start because of a diacritic.
    encoding = sys.stdout.encoding or "utf-8"
    print(message.encode(encoding, "replace").decode(encoding), flush=True)


def complain(message: str) -> None:
    encoding = sys.stderr.encoding or "utf-8"
    print(message.encode(encoding, "replace").decode(encoding), file=sys.stderr, flush=True)
