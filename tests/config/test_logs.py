"""Logs turn over without losing a line, and a request's line holds nothing of what was asked."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client

from config.logs import RotatingFile


def record(text: str) -> logging.LogRecord:
    return logging.LogRecord("x", logging.INFO, "", 0, text, None, None)


def test_two_processes_of_one_name_turn_over_and_lose_no_line(tmp_path: Path) -> None:
    path = tmp_path / "web.log"
    writers = [RotatingFile(str(path), limit=500, kept=50) for _ in range(2)]
    for number in range(200):
        writers[number % 2].emit(record(f"line {number:04}"))
    for writer in writers:
        writer.close()
    files = [path, *tmp_path.glob("web.log.[0-9]*")]
    assert len(files) > 1
    lines = sorted(line for file in files for line in file.read_text().splitlines())
    assert lines == [f"line {number:04}" for number in range(200)]
    assert all(file.stat().st_size < 550 for file in files)


def test_old_files_are_dropped(tmp_path: Path) -> None:
    writer = RotatingFile(str(tmp_path / "web.log"), limit=100, kept=3)
    for number in range(500):
        writer.emit(record(f"line {number}"))
    writer.close()
    assert {path.name for path in tmp_path.iterdir()} == {
        "web.log", "web.log.1", "web.log.2", "web.log.3", "web.log.lock",
    }  # fmt: skip


@pytest.fixture
def request_lines() -> Iterator[list[str]]:
    lines: list[str] = []

    class Keep(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(record.getMessage())

    logger = logging.getLogger("tiepdan.request")
    handler = Keep()
    logger.addHandler(handler)
    yield lines
    logger.removeHandler(handler)


@pytest.mark.django_db
def test_line_of_a_request_names_the_route_and_not_what_was_asked(request_lines: list[str]) -> None:
    Client().get("/healthz?ten=Nguyen+Van+A")
    Client().get("/khong-co/Nguyen-Van-A")
    assert request_lines[0].startswith("GET healthz 200 ")
    assert request_lines[0].endswith("unit=- account=-")
    assert request_lines[1].startswith("GET - 404 ")
    assert "Nguyen" not in " ".join(request_lines)


@pytest.mark.django_db
def test_vietnamese_unless_english_was_chosen() -> None:
    answer = Client().get("/healthz", headers={"accept-language": "en"})
    assert answer.headers["Content-Language"] == "vi"
    client = Client()
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    assert client.get("/healthz").headers["Content-Language"] == "en"
    client.cookies[settings.LANGUAGE_COOKIE_NAME] = "xx"
    assert client.get("/healthz").headers["Content-Language"] == "vi"
