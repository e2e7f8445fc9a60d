"""As whom the embedded PostgreSQL runs. It refuses root, so root steps down; see decisions/0002."""

import os
import pwd
import shutil
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from config.terminal import _

# Tried in this order. None is enough where every folder on the way may be passed by all; reading and searching
# anywhere is enough for a checkout in a closed folder; containers often leave only the third.
CAPABILITIES = (None, "dac_read_search", "dac_override")
USERS = ("postgres", "nobody")


class CannotStepDown(RuntimeError):
    """Root cannot become anybody who may run PostgreSQL; the message says what to do."""


@dataclass(frozen=True)
class RunAs:
    """How a command is started: unchanged, or through setpriv as an unprivileged user."""

    uid: int | None = None
    gid: int | None = None
    capability: str | None = None

    def command(self, argv: list[str], *, leashed: bool = False) -> list[str]:
        """`argv` as this user. `leashed`: it gets SIGINT (PostgreSQL's fast shutdown) when its parent dies."""
        if self.uid is None:
            return argv
        prefix = ["setpriv", f"--reuid={self.uid}", f"--regid={self.gid}", "--clear-groups"]
        if self.capability:
            # Without the bit access(2) asks as if there were no capability, and PostgreSQL asks it for its own files.
            prefix += ["--securebits=+no_setuid_fixup"]
            prefix += [f"--inh-caps=-all,+{self.capability}", f"--ambient-caps=-all,+{self.capability}"]
        else:
            prefix += ["--inh-caps=-all"]
        if leashed:
            # Becoming another user takes the leash off, so setpriv puts it on afterwards.
            prefix += [f"--pdeathsig={signal.SIGINT.name.removeprefix('SIG')}"]
        return [*prefix, *argv]

    def own(self, path: Path) -> None:
        if self.uid is not None and self.gid is not None:
            os.chown(path, self.uid, self.gid)


def choose(program: Path, folder: Path) -> RunAs:
    """Somebody who can run `program` and write into `folder` (which becomes theirs); raises CannotStepDown."""
    if os.geteuid() != 0:
        return RunAs()
    if shutil.which("setpriv") is None:
        raise CannotStepDown(_advice(_("thiếu chương trình setpriv (gói util-linux)")))
    user = _unprivileged()
    complaint = ""
    for capability in CAPABILITIES:
        chosen = RunAs(user.pw_uid, user.pw_gid, capability)
        chosen.own(folder)
        complaint = _complaint(chosen, program, folder)
        if not complaint:
            return chosen
    raise CannotStepDown(_advice(complaint))


def _unprivileged() -> pwd.struct_passwd:
    for name in USERS:
        try:
            return pwd.getpwnam(name)
        except KeyError:
            continue
    raise CannotStepDown(_advice(_("không có người dùng %s") % ", ".join(USERS)))


def _complaint(who: RunAs, program: Path, folder: Path) -> str:
    # Asked from inside a program that has stepped down already: the step itself still passes closed folders.
    for asked, path in (("-x", program), ("-w", folder)):
        argv = who.command(["test", asked, str(path)])
        tried = subprocess.run(argv, capture_output=True, text=True, cwd="/", check=False)
        if tried.returncode != 0:
            return tried.stderr.strip() or _("không tới được %s") % path
    return ""


def _advice(reason: str) -> str:
    return (
        _(
            "PostgreSQL không chạy dưới quyền root, và ở đây root không chuyển được sang người dùng thường: %s. Hãy khởi động "
            "bằng người dùng thường, hoặc chuyển mã nguồn và TIEPDAN_VAR sang thư mục mà mọi người đi qua được, hoặc dùng một "
            "máy chủ PostgreSQL qua TIEPDAN_DATABASE_HOST (deploy/README.md)."
        )
        % reason
    )
