"""`tiepdan translations check|update|compile`: the English catalogue, without GNU gettext.

Vietnamese is the source, so it is complete by nature; English stands in one catalogue. Texts are found with Babel in
Python and, through Django's own `templatize`, in templates. Also runs before there is any installation:
`python -m config.translations compile`.
"""

import argparse
import io
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import polib
from babel.messages.extract import extract
from django.utils.translation.template import templatize

ROOT = Path(__file__).resolve().parents[2]
LOCALE = ROOT / "platform" / "config" / "locale"
CATALOGUE = LOCALE / "en" / "LC_MESSAGES" / "django.po"
SOURCES = ("platform", "tenants", "api")
TEMPLATES = ("templates",)
#: Whoever writes the catalogue breaks its lines here, so that no text seems changed that is not.
WIDTH = 78
# Words that stand in data, under the key "label".
LABELS = ("platform/oversight/data/hot_spots.json", "tenants/cases/data/fields.json")
LEFT_OUT = {"migrations", "data", "static", "locale", "__pycache__"}

# What each function's arguments are: (n,) message, (1, 2) singular and plural, ((1, "c"), 2) context and message.
_PLAIN = {"_", "_now", "_lazy", "gettext", "gettext_lazy", "gettext_noop"}
_PLURAL = {"ngettext", "ngettext_lazy"}
_CONTEXT = {"pgettext", "pgettext_lazy"}
KEYWORDS: dict[str, Any] = {
    **dict.fromkeys(_PLAIN, None),
    **dict.fromkeys(_PLURAL, (1, 2)),
    **dict.fromkeys(_CONTEXT, ((1, "c"), 2)),
    "npgettext": ((1, "c"), 2, 3),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
_PLACEHOLDER = re.compile(r"%\(\w+\)[#0\- +]*[\d.]*[a-zA-Z]|%[sd]|\{\w*\}")


@dataclass
class Message:
    """One text of the product and the files it stands in."""

    msgid: str
    plural: str = ""
    context: str | None = None
    places: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[str | None, str]:
        return (self.context, self.msgid)


def found_messages(root: Path = ROOT) -> dict[tuple[str | None, str], Message]:
    """Every text marked for translation in the product's code and templates."""
    messages: dict[tuple[str | None, str], Message] = {}
    for path, source in _sources(root):
        for message in _extracted(source):
            known = messages.setdefault(message.key, message)
            known.plural = known.plural or message.plural
            known.places.add(path.relative_to(root).as_posix())
    for name in LABELS:
        for label in _labels(root / name):
            messages.setdefault((None, label), Message(label)).places.add(name)
    return messages


def problems(catalogue: polib.POFile, found: dict[tuple[str | None, str], Message]) -> list[str]:
    """What is wrong with a catalogue: a text without English, a stale one, other placeholders than the source."""
    entries = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    complaints = [f"missing: {_shown(message)}" for key, message in found.items() if key not in entries]
    complaints += [
        f"stale: {entry.msgid!r} stands nowhere any more" for key, entry in entries.items() if key not in found
    ]
    for key, entry in entries.items():
        if key not in found:
            continue
        said = list(entry.msgstr_plural.values()) if found[key].plural else [entry.msgstr]
        if entry.fuzzy or not said or not all(said):
            complaints.append(f"without English: {_shown(found[key])}")
            continue
        wanted = set(_PLACEHOLDER.findall(entry.msgid)) | set(_PLACEHOLDER.findall(found[key].plural))
        for text in said:
            if unknown := set(_PLACEHOLDER.findall(text)) - wanted:
                complaints.append(f"placeholder {', '.join(sorted(unknown))} is not in {entry.msgid!r}")
        # A singular may say "one" instead of the number; everything else must be said.
        if lost := wanted - set(_PLACEHOLDER.findall(said[-1])):
            complaints.append(f"placeholder {', '.join(sorted(lost))} is lost in the English of {entry.msgid!r}")
    return complaints


def updated(catalogue: polib.POFile, found: dict[tuple[str | None, str], Message]) -> polib.POFile:
    """The catalogue with every text of the product, what was translated kept, in the order of their files."""
    old = {(entry.msgctxt, entry.msgid): entry for entry in catalogue if not entry.obsolete}
    new = polib.POFile(wrapwidth=WIDTH)
    new.metadata = {
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "Plural-Forms": "nplurals=2; plural=(n != 1);",
    }
    for message in sorted(found.values(), key=lambda message: (min(message.places), message.msgid)):
        entry = polib.POEntry(
            msgid=message.msgid,
            msgctxt=message.context,
            # The file without line numbers: a line added above must not change the catalogue.
            occurrences=[(place, "") for place in sorted(message.places)],
        )
        before = old.get(message.key)
        if message.plural:
            entry.msgid_plural = message.plural
            kept = dict(before.msgstr_plural) if before is not None else {}
            entry.msgstr_plural = {number: kept.get(number, "") for number in (0, 1)}
        else:
            entry.msgstr = before.msgstr if before is not None else ""
        if _PLACEHOLDER.search(message.msgid) and "%" in message.msgid:
            entry.flags.append("python-format")
        new.append(entry)
    return new


def compile_catalogues(locale: Path = LOCALE) -> list[Path]:
    """Write the compiled form of every catalogue beside it; fuzzy entries are left out."""
    written = []
    for source in sorted(locale.glob("*/LC_MESSAGES/*.po")):
        target = source.with_suffix(".mo")
        polib.pofile(str(source)).save_as_mofile(str(target))
        written.append(target)
    return written


def read_catalogue(path: Path = CATALOGUE) -> polib.POFile:
    return polib.pofile(str(path), wrapwidth=WIDTH) if path.exists() else polib.POFile(wrapwidth=WIDTH)


def _sources(root: Path) -> Iterator[tuple[Path, str]]:
    for folder, pattern in [*((name, "*.py") for name in SOURCES), *((name, "*") for name in TEMPLATES)]:
        for path in sorted((root / folder).rglob(pattern)):
            if not path.is_file() or LEFT_OUT & set(path.relative_to(root).parts):
                continue
            text = path.read_text(encoding="utf-8")
            if folder in TEMPLATES:
                # Only the indentation would disturb Python's tokenizer; texts stand on one line each.
                text = "\n".join(line.lstrip() for line in templatize(text, origin=str(path)).splitlines())
            yield path, text


def _labels(path: Path) -> Iterator[str]:
    left = [json.loads(path.read_text(encoding="utf-8"))] if path.is_file() else []
    while left:
        node = left.pop()
        if isinstance(node, dict) and isinstance(node.get("label"), str):
            yield node["label"]
        left += list(node.values()) if isinstance(node, dict) else node if isinstance(node, list) else []


def _extracted(source: str) -> Iterator[Message]:
    for _line, found, _comments, context in extract("python", io.BytesIO(source.encode()), keywords=KEYWORDS):
        singular, plural = (found[0], found[1]) if isinstance(found, tuple) else (found, "")
        if singular:
            yield Message(str(singular), str(plural or ""), context)


def _shown(message: Message) -> str:
    return f"{message.msgid!r} ({min(message.places)})"


def register(subparsers: Any) -> None:
    """Add `translations` to the command line."""
    add_verbs(subparsers.add_parser("translations", help="the English catalogue"))


def add_verbs(parser: argparse.ArgumentParser) -> None:
    verbs = parser.add_subparsers(dest="verb", required=True)
    verbs.add_parser("check", help="fail when a text has no English or the catalogue is stale").set_defaults(
        handler=check
    )
    verbs.add_parser("update", help="bring new texts in, drop those that are gone").set_defaults(handler=update)
    verbs.add_parser("compile", help="write the form that programs read").set_defaults(handler=compile_all)


def check(options: argparse.Namespace) -> int:
    """Name everything wrong; 0 when nothing is."""
    complaints = problems(read_catalogue(), found_messages())
    for complaint in complaints:
        print(complaint, file=sys.stderr)
    if complaints:
        print(f"{len(complaints)} problems; `tiepdan translations update` brings new texts in.", file=sys.stderr)
    return 1 if complaints else 0


def update(options: argparse.Namespace) -> int:
    """Write the catalogue anew and say how many texts wait for English."""
    catalogue = updated(read_catalogue(), found_messages())
    CATALOGUE.parent.mkdir(parents=True, exist_ok=True)
    catalogue.save(str(CATALOGUE))
    print(f"{len(catalogue)} texts, {len(catalogue.untranslated_entries())} without English")
    return 0


def compile_all(options: argparse.Namespace) -> int:
    for path in compile_catalogues():
        print(path.relative_to(ROOT))
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m config.translations")
    add_verbs(parser)
    options = parser.parse_args()
    code: int = options.handler(options)
    return code


if __name__ == "__main__":
    sys.exit(main())
