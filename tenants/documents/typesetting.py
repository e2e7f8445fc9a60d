"""A document as a PDF: our own layouts, the fonts that come with typst, and nothing of the machine or the hour.

The same document at the same moment gives the same bytes on every machine: no system font, no clock, no address of a file.
"""

import json
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import typst

from tenants.documents.rules.papers import Paper

LAYOUTS = Path(__file__).parent / "layouts"


def pdf(paper: Paper, *, moment: datetime) -> bytes:
    """The PDF of a paper; ``moment`` stands in it as its time of creation. Takes tenths of a second."""
    made = typst.compile(
        str(LAYOUTS / f"{paper.layout}.typ"),
        root=str(LAYOUTS),
        font_paths=_fonts(),
        ignore_system_fonts=True,
        sys_inputs={"paper": json.dumps(paper.as_json(), ensure_ascii=False, sort_keys=True)},
        timestamp=moment.astimezone(UTC).replace(microsecond=0),
        format="pdf",
    )
    assert isinstance(made, bytes)
    return made


@cache
def _fonts() -> Any:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=True)
