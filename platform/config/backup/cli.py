"""`tiepdan backup create|check|restore`: the whole of an installation, the keys apart."""

import argparse
from collections.abc import Callable
from pathlib import Path
from typing import Any

from config.backup import making
from config.backup.database import ProgramFailed
from config.backup.manifest import Counts, Damaged
from config.terminal import _, complain, say


def register(subparsers: Any) -> None:
    """Add `backup` and its verbs to the command line; each handler returns the exit code."""
    backup = subparsers.add_parser("backup", help="database and files in one folder, the keys apart")
    verbs = backup.add_subparsers(dest="verb", required=True)

    creating = verbs.add_parser("create", help="make a backup in a new folder")
    creating.add_argument("folder", type=Path)
    creating.add_argument("--keys", type=Path, metavar="FILE", help="copy the keys to another place, too")
    creating.set_defaults(handler=do_create)

    checking = verbs.add_parser("check", help="compare a backup with its manifest; asks no database")
    checking.add_argument("folder", type=Path)
    checking.set_defaults(handler=do_check)

    restoring = verbs.add_parser("restore", help="read a backup into an empty database and an empty store of files")
    restoring.add_argument("folder", type=Path)
    restoring.set_defaults(handler=do_restore)


def do_create(options: argparse.Namespace) -> int:
    """Make it and check it."""

    def work() -> None:
        if options.keys:
            making.copy_keys(options.keys, apart_from=options.folder)
        making.create(options.folder)
        say(_("Đã sao lưu vào %s: %s") % (options.folder, _told(making.check(options.folder).counts)))
        if not options.keys:
            say(_("Tệp khóa không nằm trong đó; phải có bản sao ở nơi khác, do người khác giữ."))

    return _done(work)


def do_check(options: argparse.Namespace) -> int:
    """Say what the backup holds."""

    def work() -> None:
        found = making.check(options.folder)
        say(
            _("Bản sao lưu nguyên vẹn, bản phát hành %s, lúc %s: %s")
            % (found.release, found.made_at, _told(found.counts))
        )

    return _done(work)


def do_restore(options: argparse.Namespace) -> int:
    """Read it back, and say what proves it."""

    def work() -> None:
        say(_("Đã khôi phục: %s") % _told(making.restore(options.folder)))
        say(_("Kiểm tiếp: tiepdan units migrate, tiepdan units verify, tiepdan audit verify."))

    return _done(work)


def _told(counts: Counts) -> str:
    return _("%d đơn vị, %d tài khoản, %d vụ việc, %d phong bì, %d mắt xích nhật ký, %d tệp") % (
        counts.units,
        counts.accounts,
        counts.cases,
        counts.envelopes,
        counts.links,
        counts.files,
    )


def _done(work: Callable[[], None]) -> int:
    try:
        work()
    except (making.Refused, Damaged, ProgramFailed, OSError) as refused:
        complain(str(refused))
        return 1
    return 0
