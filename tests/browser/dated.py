"""The product's WSGI application on another day of the office clock: a story of weeks is walked in minutes.

How far the clock is ahead stands in a file beside the server's data, in seconds; whoever tells the story turns it on.
"""

import os
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from config.wsgi import application as product
from kernel import clock

APPLICATION = "tests.browser.dated:application"
FILE = "office-clock"


def application(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
    """One request, answered at the time that the file says."""
    with clock.at(datetime.now(UTC) + ahead(Path(os.environ["TIEPDAN_VAR"]))):
        return product(environ, start_response)


def ahead(folder: Path) -> timedelta:
    """How far the clock of a server's folder is ahead."""
    file = folder / FILE
    return timedelta(seconds=float(file.read_text())) if file.exists() else timedelta()


def turn(folder: Path, moment: datetime) -> None:
    """From now on it is this moment for the servers of the folder; the clock goes on."""
    file = folder / f"{FILE}.new"
    file.write_text(str((moment - datetime.now(UTC)).total_seconds()))
    file.replace(folder / FILE)
