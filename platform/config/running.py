"""What the embedded services wrote about themselves: `run/services.json` in the data folder, while they run."""

import json
import os
from pathlib import Path
from typing import TypedDict


class Running(TypedDict):
    """Addresses of the embedded services and the pid of their supervisor."""

    supervisor: int
    port: int
    database_port: int
    broker_port: int


def file(var: Path) -> Path:
    return var / "run" / "services.json"


def read(var: Path) -> Running | None:
    """The services of this data folder, or None where none run."""
    try:
        found: Running = json.loads(file(var).read_text(encoding="utf-8"))
        os.kill(found["supervisor"], 0)
    except PermissionError:
        return found  # alive, another user's
    except (OSError, ValueError, KeyError):
        return None
    return found


def write(var: Path, services: Running) -> None:
    path = file(var)
    draft = path.with_suffix(".new")
    draft.write_text(json.dumps(services), encoding="utf-8")
    draft.replace(path)
