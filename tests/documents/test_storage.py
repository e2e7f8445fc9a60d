"""Blobs: complete or absent, one folder a unit, every byte checked when it travels."""

import io
import multiprocessing
import os
import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.test import override_settings

from kernel.active import UnitRef
from kernel.errors import NotFound
from tenants.documents import storage

WARD = UnitRef(111, "w111")
DISTRICT = UnitRef(11, "w11")


@pytest.fixture(autouse=True)
def blobs(tmp_path: Path) -> Iterator[Path]:
    with override_settings(BLOBS=tmp_path / "blobs"):
        yield tmp_path / "blobs"


def test_put_twice_keeps_one_file_under_its_digest(blobs: Path) -> None:
    first = storage.put(WARD, io.BytesIO(b"noi dung"), media_type="text/plain")
    second = storage.put(WARD, io.BytesIO(b"noi dung"), media_type="text/plain")
    assert first == second
    assert first.size == 8
    files = [path for path in blobs.rglob("*") if path.is_file()]
    assert files == [blobs / "u111" / first.digest[:2] / first.digest]
    assert files[0].stat().st_mode & 0o077 == 0


def test_open_gives_the_bytes_and_only_in_the_unit_that_has_them() -> None:
    stored = storage.put(WARD, io.BytesIO(b"x" * 600_000))
    with storage.open(WARD, stored.digest) as stream:
        assert stream.read() == b"x" * 600_000
    with pytest.raises(NotFound):
        storage.open(DISTRICT, stored.digest)


@pytest.mark.parametrize("digest", ["", "../../../etc/passwd", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_open_of_what_is_no_digest_is_not_found(digest: str) -> None:
    with pytest.raises(NotFound):
        storage.open(WARD, digest)


def test_copy_brings_the_file_and_repeats_without_harm() -> None:
    stored = storage.put(WARD, io.BytesIO(b"don"))
    assert storage.copy(stored.digest, from_unit=WARD, to_unit=DISTRICT).digest == stored.digest
    assert storage.copy(stored.digest, from_unit=WARD, to_unit=DISTRICT).size == 3
    assert storage.verify(DISTRICT, stored.digest)


def test_copy_of_a_damaged_file_is_refused_and_leaves_nothing() -> None:
    stored = storage.put(WARD, io.BytesIO(b"don"))
    storage.path_of(WARD, stored.digest).write_bytes(b"dom")
    with pytest.raises(storage.DigestMismatch):
        storage.copy(stored.digest, from_unit=WARD, to_unit=DISTRICT)
    assert storage.size_of(DISTRICT, stored.digest) is None
    assert not storage.verify(WARD, stored.digest)


def _copy_slowly(folder: str, digest: str, started: str) -> None:
    class Slow(io.FileIO):
        def read(self, size: int | None = -1) -> bytes:  # type: ignore[override]
            Path(started).touch()
            time.sleep(0.05)
            return super().read(min(size or 1, 1024)) or b""

    with override_settings(BLOBS=Path(folder)):
        storage.put(DISTRICT, Slow(storage.path_of(WARD, digest), "rb"))


def test_killed_copy_leaves_no_half_file_and_the_next_one_completes(blobs: Path, tmp_path: Path) -> None:
    stored = storage.put(WARD, io.BytesIO(os.urandom(400_000)))
    started = tmp_path / "started"
    process = multiprocessing.get_context("fork").Process(
        target=_copy_slowly, args=(str(blobs), stored.digest, str(started))
    )
    process.start()
    deadline = time.monotonic() + 30
    while not started.exists() and time.monotonic() < deadline:
        time.sleep(0.01)
    assert process.pid is not None
    os.kill(process.pid, signal.SIGKILL)
    process.join()
    assert storage.size_of(DISTRICT, stored.digest) is None
    assert len(list((blobs / "u11" / "incoming").iterdir())) == 1
    assert storage.copy(stored.digest, from_unit=WARD, to_unit=DISTRICT).size == 400_000
    assert storage.verify(DISTRICT, stored.digest)
    assert storage.remove_abandoned(DISTRICT, older_than=-1) == 1
    assert list((blobs / "u11" / "incoming").iterdir()) == []
