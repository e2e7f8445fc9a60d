"""`tiepdan keys make|show`: the keys of a production, made once by hand before its first start."""

import argparse
import os
import sys
from dataclasses import fields
from pathlib import Path
from typing import Any

from config import keys
from config.terminal import _, complain, say


def register(subparsers: Any) -> None:
    """Add `keys` to the command line."""
    ring = subparsers.add_parser("keys", help="make the keys file of a new installation, show one key")
    verbs = ring.add_subparsers(dest="verb", required=True)
    making = verbs.add_parser("make", help="make a new keys file; never replaces one")
    making.add_argument("file", type=Path, nargs="?", help="default: TIEPDAN_KEYS_FILE")
    making.set_defaults(handler=make)
    showing = verbs.add_parser("show", help="print one key, for example to give a role its password")
    showing.add_argument("name", choices=[field.name for field in fields(keys.Keys)])
    showing.add_argument("file", type=Path, nargs="?", help="default: TIEPDAN_KEYS_FILE")
    showing.set_defaults(handler=show)


def make(options: argparse.Namespace) -> int:
    """Make the file; 1 when it is there already."""
    path = _file(options)
    try:
        keys.make(path)
    except FileExistsError:
        complain(_("Đã có %s; không thay.") % path)
        return 1
    say(_("Đã tạo %s. Sao lưu tệp này ngay, tách khỏi bản sao lưu cơ sở dữ liệu.") % path)
    return 0


def show(options: argparse.Namespace) -> int:
    """Print one value without anything else."""
    try:
        value = getattr(keys.load(_file(options)), options.name)
    except keys.KeysRefused as refused:
        complain(str(refused))
        return 1
    sys.stdout.write(value)
    return 0


def _file(options: argparse.Namespace) -> Path:
    path = options.file or os.environ.get("TIEPDAN_KEYS_FILE")
    if not path:
        sys.exit(_("Nêu tệp khóa, hoặc đặt TIEPDAN_KEYS_FILE."))
    return Path(path).absolute()
