"""How long it takes to migrate all units: when nothing is to be done, and when every one gets a column."""

from collections.abc import Callable

from tests.scale.errands import Runner
from tests.scale.figures import Figure, middle, times_faster
from tests.scale.opening import ROUNDS

NOTHING_AT_MOST = 1.0
TIMES_STOCK = 50


def measure(ours: Runner, stock: Runner, say: Callable[[str], None]) -> list[Figure]:
    """In each round ours and the peer find nothing to do, then both get the same new migration."""
    idle: list[float] = []
    idle_each: list[float] = []
    stock_idle: list[float] = []
    column: list[float] = []
    column_each: list[float] = []
    stock_column: list[float] = []
    units = sample = 0
    for number in range(ROUNDS):
        found = ours.ask("migrate")
        assert found["migrated"] == 0, found
        units = found["opened"]
        idle.append(found["seconds"])
        idle_each.append(found["seconds"] / units)
        stock_idle.append(_per_schema(stock))
        ours.ask("add_column", number=number)
        found = ours.ask("migrate")
        assert found["migrated"] == units, found
        column.append(found["seconds"])
        column_each.append(found["seconds"] / units)
        found = stock.ask("migrate")
        stock_column.append(found["seconds"] / found["schemas"])
        sample = found["schemas"]
        say(
            f"migrating: nothing {idle[-1]:.2f} s for all (peer {stock_idle[-1]:.3f} s/schema), "
            f"a column {column[-1]:.2f} s for all (peer {stock_column[-1]:.3f} s/schema)"
        )
    ratio = times_faster(middle(column_each), middle(stock_column))
    return [
        Figure(
            name="migrate_noop_all",
            n=units,
            ours=middle(idle),
            unit="s",
            target=f"< {NOTHING_AT_MOST:g} s",
            met=middle(idle) < NOTHING_AT_MOST,
        ),
        Figure(
            name="migrate_noop",
            n=units,
            ours=middle(idle_each),
            unit="s/unit",
            peer=middle(stock_idle),
            peer_sample=sample,
            ratio=times_faster(middle(idle_each), middle(stock_idle)),
        ),
        Figure(name="migrate_column_all", n=units, ours=middle(column), unit="s"),
        Figure(
            name="migrate_column",
            n=units,
            ours=middle(column_each),
            unit="s/unit",
            peer=middle(stock_column),
            peer_sample=sample,
            ratio=ratio,
            target=f"≥ {TIMES_STOCK}× migrate_schemas",
            met=ratio >= TIMES_STOCK,
        ),
    ]


def _per_schema(stock: Runner) -> float:
    found = stock.ask("migrate")
    return float(found["seconds"] / found["schemas"])
