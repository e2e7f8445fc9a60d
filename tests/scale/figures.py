"""What the bench says: rows of ours beside a peer's, as a table and as JSON."""

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True)
class Figure:
    """One row. `ratio` is how many times better ours is than the peer's; `met` is None where nothing is promised.

    `target` says in words what `met` judged; a target may look at the ratio, at ours, or at both.
    """

    name: str
    n: int
    ours: float
    unit: str
    peer: float | None = None
    peer_sample: int | None = None
    ratio: float | None = None
    target: str | None = None
    met: bool | None = None


def times_faster(ours: float, peer: float) -> float:
    """How many times longer the peer takes."""
    return peer / ours if ours else math.inf


def percentile(values: Sequence[float], share: float) -> float:
    """The nearest-rank percentile: `percentile(seconds, 0.95)`."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def middle(rounds: Sequence[float]) -> float:
    """The median of the rounds: what one disturbed round cannot move."""
    return float(median(rounds))


def write(path: Path, figures: Sequence[Figure]) -> None:
    """The rows as a JSON list."""
    path.write_text(json.dumps([_plain(figure) for figure in figures], indent=1) + "\n", encoding="utf-8")


def table(figures: Sequence[Figure]) -> str:
    """The rows for a terminal."""
    head = ("figure", "n", "ours", "peer", "sample", "unit", "ratio", "target", "")
    rows = [head, *(_cells(figure) for figure in figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(head))]
    right = (False, True, True, True, True, False, True, False, False)
    return "\n".join(
        "  ".join(
            cell.rjust(width) if to_right else cell.ljust(width)
            for cell, width, to_right in zip(row, widths, right, strict=True)
        ).rstrip()
        for row in rows
    )


def _cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        str(figure.n),
        _short(figure.ours),
        _short(figure.peer),
        "" if figure.peer_sample is None else str(figure.peer_sample),
        figure.unit,
        "" if figure.ratio is None else f"{figure.ratio:.2f}×",
        figure.target or "",
        {True: "met", False: "MISSED", None: ""}[figure.met],
    )


def _short(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:.4g}" if abs(value) < 1000 else f"{value:.0f}"


def _plain(figure: Figure) -> dict[str, object]:
    return {
        name: round(value, 6) if isinstance(value, float) and math.isfinite(value) else value
        for name, value in asdict(figure).items()
    }
