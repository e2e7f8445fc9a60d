"""How long after its commit an intake stands in the roll-ups: while little happens, and while eight users work."""

from collections.abc import Callable

from tests.scale import lifecycle
from tests.scale.errands import Runner
from tests.scale.figures import Figure, percentile
from tests.scale.installation import Installation

SECONDS_AT_MOST = 2.0
# One intake about so often: enough to see every phase of the scheduler.
PAUSE = 0.2


def measure(
    ours: Runner,
    installation: Installation,
    people: list[dict[str, str]],
    users: int,
    n: int,
    seconds: float,
    say: Callable[[str], None],
) -> list[Figure]:
    """Intakes at uneven moments, each watched until it is folded; worker and scheduler are the installation's own."""
    keys = [person["key"] for person in people]
    quiet = ours.ask("lag", keys=keys, seconds=seconds / 3, pause=PAUSE)
    say(f"roll-up lag: p95 {percentile(quiet, 0.95):.2f} s of {len(quiet)}")
    ours.send("lag", keys=keys, seconds=seconds / 3, pause=PAUSE)
    load = lifecycle.load(installation.port, people, users, seconds / 3)
    loaded = ours.answer()
    say(f"roll-up lag at {load.per_second:.0f} cases a second: p95 {percentile(loaded, 0.95):.2f} s of {len(loaded)}")
    return [_figure("rollup_lag_p95", n, quiet), _figure("rollup_lag_p95_under_load", n, loaded)]


def _figure(name: str, n: int, lags: list[float]) -> Figure:
    found = percentile(lags, 0.95)
    return Figure(name=name, n=n, ours=found, unit="s", target=f"≤ {SECONDS_AT_MOST:g} s", met=found <= SECONDS_AT_MOST)
