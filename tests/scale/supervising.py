"""What supervision costs: the duty board of a province and of the whole country, folding, the reports of 167 units."""

from collections.abc import Callable

from tests.scale.errands import Runner
from tests.scale.figures import Figure, percentile

PROVINCE = 167
BOARD_MS, COUNTRY_MS = 150, 300
OUTBOX_ROWS, FOLD_SECONDS = 1_000, 1.0
REPORT_SECONDS = 10.0


def measure(ours: Runner, keys: list[str], say: Callable[[str], None]) -> list[Figure]:
    """Boards over generated duties and folding leave nothing behind; reports are closed in opened units and added up."""
    found = []
    for name, count, most in (("duty_board_p95", PROVINCE, BOARD_MS), ("duty_board_country_p95", 0, COUNTRY_MS)):
        shown = ours.ask("board", count=count)
        late = percentile(shown["ms"], 0.95)
        found.append(Figure(name, shown["units"], late, "ms", target=f"≤ {most} ms", met=late <= most))
        say(f"duty board of {shown['units']} units × 12 months: p95 {late:.0f} ms")
    seconds = ours.ask("fold", count=OUTBOX_ROWS)
    found.append(
        Figure("fold_1000", OUTBOX_ROWS, seconds, "s", target=f"≤ {FOLD_SECONDS:g} s", met=seconds <= FOLD_SECONDS)
    )
    chosen = keys[:PROVINCE]
    seconds = ours.ask("close_reports", keys=chosen)
    found.append(
        Figure(
            "close_reports", len(chosen), seconds, "s", target=f"≤ {REPORT_SECONDS:g} s", met=seconds <= REPORT_SECONDS
        )
    )
    say(f"{OUTBOX_ROWS} outbox rows folded, reports of {len(chosen)} units closed and added up in {seconds:.1f} s")
    return found
