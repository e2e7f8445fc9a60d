"""The data folder of one installation: held by one supervisor at a time, thrown away only when it is ours."""

import fcntl
import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from config import running
from config.services.ports import LOOPBACK
from config.terminal import _

MARK = ".tiepdan"
# Every sign-in of a demonstration, in its data folder.
ACCOUNTS_FILE = "demo-accounts.json"


class Refused(Exception):
    """The start is refused; the message says why and what to do."""


@dataclass(frozen=True)
class Plan:
    """What to start. `size` is the demo's, None serves without a demo; `afresh` throws the old data away first."""

    var: Path
    keys_file: Path
    port: int
    size: str | None = None
    afresh: bool = False

    @property
    def address(self) -> str:
        return f"http://{LOOPBACK}:{self.port}/"


@contextmanager
def alone(plan: Plan) -> Iterator[None]:
    """Hold the data folder for this supervisor; its lock goes with the process, however it ends."""
    # Everything below is private; the folder itself may be passed, or a PostgreSQL that stepped down could not enter.
    os.umask(0o077)
    if not plan.var.exists():
        plan.var.mkdir(parents=True)
        plan.var.chmod(0o711)
    run_folder = plan.var / "run"
    run_folder.mkdir(exist_ok=True)
    with open(run_folder / "lock", "w", encoding="utf-8") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise Refused(_other(plan)) from error
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind((LOOPBACK, plan.port))
            except OSError as error:
                raise Refused(
                    _("Cổng %d đang được chương trình khác sử dụng. Chọn cổng khác, ví dụ: PORT=%d make demo")
                    % (plan.port, plan.port + 1)
                ) from error
        if plan.afresh:
            _throw_away(plan.var)
        (plan.var / MARK).touch()
        yield


def _other(plan: Plan) -> str:
    found = running.read(plan.var)
    where = f"http://{LOOPBACK}:{found['port']}/ (pid {found['supervisor']})" if found else "?"
    return _(
        "Thư mục dữ liệu %s đang được một bản khác sử dụng: %s. Dừng bản đó, hoặc đặt TIEPDAN_VAR sang thư mục khác."
    ) % (
        plan.var,
        where,
    )


def _throw_away(var: Path) -> None:
    old = [path for path in var.iterdir() if path.name not in ("run", MARK)]
    # A folder without our mark was not made by us: a mistyped TIEPDAN_VAR must not cost somebody's files.
    if old and not (var / MARK).exists():
        raise Refused(_("%s không phải thư mục dữ liệu của Tiếp Dân; không xóa gì.") % var)
    for path in old:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink()


def has_data(var: Path) -> bool:
    """Whether there is a database or a citizen's file in the folder."""
    return any((var / "postgres" / "data").glob("PG_VERSION")) or any((var / "blobs").glob("*"))
