"""Typed readers of the environment: each setting has a name, a type, a default and a sentence of help.

A secret may be given as `<NAME>_FILE`, a path whose content is the value. A setting without a default that is
missing stops the start. `deploy/settings.md` is written from the register these readers keep.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from django.core.exceptions import ImproperlyConfigured

T = TypeVar("T")


class _Required:
    """The default of a setting that has none."""


REQUIRED = _Required()


@dataclass(frozen=True)
class Setting:
    """One line of the settings reference; `default` is the text shown there."""

    name: str
    kind: str
    default: str
    help: str
    section: str


REGISTER: dict[str, Setting] = {}
_section = ""


def section(title: str) -> None:
    """Open a headed section of the reference; the settings read afterwards belong to it."""
    global _section
    _section = title


def text(name: str, default: str | _Required = REQUIRED, *, help: str, shown: str | None = None) -> str:
    return _read(name, "text", default, lambda raw: raw, help, shown)


def secret(name: str, default: str | _Required = REQUIRED, *, help: str, shown: str | None = None) -> str:
    """A value that never stands in the reference; `<NAME>_FILE` names a file that holds it."""
    return _read(name, "secret", default, lambda raw: raw, help, shown)


def number(name: str, default: int | _Required = REQUIRED, *, help: str, shown: str | None = None) -> int:
    return _read(name, "number", default, _number, help, shown)


def yes_no(name: str, default: bool | _Required = REQUIRED, *, help: str, shown: str | None = None) -> bool:
    return _read(name, "yes or no", default, _yes_no, help, shown)


def path(name: str, default: Path | _Required = REQUIRED, *, help: str, shown: str | None = None) -> Path:
    return _read(name, "path", default, lambda raw: Path(raw).expanduser().absolute(), help, shown)


def words(name: str, default: list[str] | _Required = REQUIRED, *, help: str, shown: str | None = None) -> list[str]:
    """A list separated by commas."""
    return _read(name, "list", default, _words, help, shown)


def _read(name: str, kind: str, default: T | _Required, parse: Callable[[str], T], help: str, shown: str | None) -> T:
    REGISTER[name] = Setting(name, kind, shown if shown is not None else _shown(default), help, _section)
    raw = _raw(name)
    if raw is None:
        if isinstance(default, _Required):
            raise ImproperlyConfigured(f"{name} is missing: {help}")
        return default
    try:
        return parse(raw)
    except ValueError as error:
        raise ImproperlyConfigured(f"{name} is not a {kind}: {error}") from error


def _raw(name: str) -> str | None:
    file = os.environ.get(f"{name}_FILE")
    value = os.environ.get(name)
    if file and value:
        raise ImproperlyConfigured(f"{name} and {name}_FILE are both set; keep one.")
    if not file:
        return value or None
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except OSError as error:
        raise ImproperlyConfigured(f"{name}_FILE cannot be read: {error.strerror}") from error


def _number(raw: str) -> int:
    return int(raw)


def _yes_no(raw: str) -> bool:
    answers = {"yes": True, "true": True, "1": True, "on": True, "no": False, "false": False, "0": False, "off": False}
    if raw.lower() not in answers:
        raise ValueError(f"{raw!r} is neither yes nor no")
    return answers[raw.lower()]


def _words(raw: str) -> list[str]:
    return [word.strip() for word in raw.split(",") if word.strip()]


def _shown(default: object) -> str:
    if isinstance(default, _Required):
        return "(required)"
    if isinstance(default, bool):
        return "yes" if default else "no"
    if isinstance(default, list):
        return ",".join(default)
    return str(default)
