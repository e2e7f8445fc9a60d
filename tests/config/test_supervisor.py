"""One command starts everything; ended or killed, nothing stays; the next start goes on.

Two starts for all of it, in the order of this file; each test starts by itself where it stands alone.
"""

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.config.installation import Installation
from tests.config.processes import CEILING, children, descendants, is_alive, wait_for

pytestmark = pytest.mark.serial


@pytest.fixture(scope="module")
def installation(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    installation = Installation(tmp_path_factory.mktemp("installation") / "var")
    yield installation
    installation.end()


def test_start_serves(installation: Installation) -> None:
    process = installation.start_until_ready()
    assert installation.ask("/readyz") == 200
    assert installation.ask("/static/tiepdan/base.css") == 200
    assert len(descendants(process.pid)) >= 6  # PostgreSQL, Valkey, web and its workers, worker, scheduler


def test_second_supervisor_of_the_same_folder_is_refused_and_the_first_goes_on(installation: Installation) -> None:
    installation.running()
    other = Installation(installation.var)
    other.printed = installation.var.with_name("printed-other")
    assert other.start().wait(CEILING) == 1
    assert f"http://127.0.0.1:{installation.port}/" in other.text
    assert "Traceback" not in other.text
    assert installation.ask("/readyz") == 200


def test_program_that_ends_by_itself_is_started_again(installation: Installation) -> None:
    process = installation.running()
    for name in ("valkey-server", "postgres"):
        [pid] = [pid for pid in children(process.pid) if program_of(pid) == name]
        os.kill(pid, signal.SIGKILL)
        wait_for(lambda pid=pid: not is_alive(pid), "its end")
        wait_for(lambda: is_ok(installation), "a ready site")
    assert process.poll() is None


def test_killed_supervisor_takes_everything_along_and_the_next_start_recovers(installation: Installation) -> None:
    process = installation.running()
    below = descendants(process.pid)
    process.kill()
    process.wait()
    wait_for(lambda: not any(is_alive(pid) for pid in below), "the children's end", 10)
    installation.start_until_ready()
    assert installation.ask("/readyz") == 200


def test_ctrl_c_ends_everything(installation: Installation) -> None:
    process = installation.running()
    below = descendants(process.pid)
    process.send_signal(signal.SIGINT)
    assert process.wait(CEILING) == 0
    assert not any(is_alive(pid) for pid in below)
    assert "Traceback" not in installation.text


def test_missing_keys_beside_data_are_refused(installation: Installation) -> None:
    if not installation.var.exists():
        installation.running()
    installation.end()
    keys_file = installation.var / "keys.json"
    kept = keys_file.read_bytes()
    keys_file.unlink()
    assert installation.start().wait(CEILING) == 1
    assert "keys.json" in installation.text
    assert not keys_file.exists()
    keys_file.touch(mode=0o600)
    keys_file.write_bytes(kept)


def test_port_in_use_is_told_before_anything_starts(tmp_path: Path) -> None:
    installation = Installation(tmp_path / "var")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", installation.port))
        taken.listen()
        assert installation.start().wait(CEILING) == 1
    assert f"PORT={installation.port + 1}" in installation.text
    assert not (tmp_path / "var" / "postgres").exists()


def test_afresh_refuses_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "var").mkdir()
    (tmp_path / "var" / "thesis.txt").write_text("years of work")
    installation = Installation(tmp_path / "var")
    assert installation.start("demo", "--size", "small", "--afresh").wait(CEILING) == 1
    assert (tmp_path / "var" / "thesis.txt").exists()


def program_of(pid: int) -> str:
    try:
        return Path(os.readlink(f"/proc/{pid}/exe")).name
    except FileNotFoundError:
        return ""  # ended and not yet waited for


def is_ok(installation: Installation) -> bool:
    try:
        return installation.ask("/readyz") == 200
    except OSError:
        return False
