"""`tiepdan openapi check|write`: the committed schema of the API, compared with what the code says."""

import argparse
import difflib
import io
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command

SCHEMA = Path("api") / "openapi.yaml"


def register(subparsers: Any) -> None:
    """Add `openapi` to the command line."""
    openapi = subparsers.add_parser("openapi", help="the committed schema of the API")
    verbs = openapi.add_subparsers(dest="verb", required=True)
    verbs.add_parser("check", help="fail when the committed schema is not what the code says").set_defaults(
        handler=check
    )
    verbs.add_parser("write", help="write the schema anew").set_defaults(handler=write)


def check(options: argparse.Namespace) -> int:
    """Print the difference; 0 when there is none."""
    file = settings.BASE_DIR / SCHEMA
    committed = file.read_text(encoding="utf-8") if file.exists() else ""
    difference = list(
        difflib.unified_diff(committed.splitlines(), generated().splitlines(), str(SCHEMA), "code", lineterm="")
    )
    if not difference:
        return 0
    print("\n".join(difference[:60]), file=sys.stderr)
    print(f"{SCHEMA} is out of date; run: tiepdan openapi write", file=sys.stderr)
    return 1


def write(options: argparse.Namespace) -> int:
    """Write the schema the code describes."""
    (settings.BASE_DIR / SCHEMA).write_text(generated(), encoding="utf-8")
    return 0


def generated() -> str:
    """The schema of both faces of the API; raises CommandError when an operation is described badly."""
    out = io.StringIO()
    call_command("spectacular", urlconf="api.urls_all", validate=True, fail_on_warn=True, stdout=out)
    return out.getvalue()
