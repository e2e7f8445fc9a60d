"""`deploy/settings.md`, written from what the typed readers were asked for: `python -m config.reference`."""

from collections.abc import Iterable
from itertools import groupby
from pathlib import Path

from config.readers import Setting

REFERENCE = Path("deploy") / "settings.md"

_HEAD = """# Settings

Written from the readers in `platform/config/settings.py` by `python -m config.reference`; a test compares. Every setting is
an environment variable. A secret may also be given as `<NAME>_FILE`, a path whose content is the value (one of the two, not
both). A setting marked (required) that is missing stops the start. An empty value counts as not set.
"""


def reference(settings: Iterable[Setting]) -> str:
    """The page: one table a section, in the order of the settings file."""
    parts = [_HEAD]
    for section, rows in groupby(settings, key=lambda setting: setting.section):
        parts.append(f"\n## {section}\n\n| setting | type | default | what it is |\n|---|---|---|---|\n")
        parts += [f"| `{row.name}` | {row.kind} | {row.default or '(empty)'} | {row.help} |\n" for row in rows]
    return "".join(parts)


def main() -> None:
    """Write the page; needs no installation."""
    import os  # only here the environment is touched

    os.environ.setdefault("TIEPDAN_THROWAWAY_KEYS", "reference")
    from config import settings  # reads the environment when imported

    (settings.BASE_DIR / REFERENCE).write_text(reference(settings.SETTINGS_REFERENCE), encoding="utf-8")


if __name__ == "__main__":
    main()
