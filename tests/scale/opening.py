"""How long it takes to open a unit, after N are there already."""

from collections.abc import Callable

from tests.scale.errands import Runner
from tests.scale.figures import Figure, middle, times_faster

ROUNDS = 3
OURS_AT_MOST = 0.15
TIMES_STOCK = 10


def measure(ours: Runner, stock: Runner, n: int, sample: int, say: Callable[[str], None]) -> list[Figure]:
    """In each round some units of ours, then as many of the peer's, made by migrating and by cloning."""
    opened, created, cloned = [], [], []
    for numbers in shares(sample):
        opened.append(mean(ours.ask("open_each", count=len(numbers))))
        created.append(mean(stock.ask("create", numbers=numbers)))
        cloned.append(mean(stock.ask("clone", numbers=numbers)))
        say(f"opening: ours {opened[-1]:.3f} s, create_schema {created[-1]:.2f} s, clone_schema {cloned[-1]:.2f} s")
    mine, by_migrating, by_cloning = middle(opened), middle(created), middle(cloned)
    ratio = times_faster(mine, by_migrating)
    return [
        Figure(
            name="open_unit",
            n=n,
            ours=mine,
            unit="s/unit",
            peer=by_migrating,
            peer_sample=sample,
            ratio=ratio,
            target=f"≤ {OURS_AT_MOST} s and ≥ {TIMES_STOCK}× create_schema",
            met=mine <= OURS_AT_MOST and ratio >= TIMES_STOCK,
        ),
        Figure(
            name="open_unit_vs_clone",
            n=n,
            ours=mine,
            unit="s/unit",
            peer=by_cloning,
            peer_sample=sample,
            ratio=times_faster(mine, by_cloning),
        ),
    ]


def shares(sample: int) -> list[list[int]]:
    """The numbers of the sample, dealt out to the rounds; each round gets at least one."""
    return [list(range(begin, sample, ROUNDS)) for begin in range(ROUNDS)]


def mean(seconds: list[float]) -> float:
    return sum(seconds) / len(seconds)
