"""A hidden count keeps at least two possible values for a reader who knows the rule."""

from functools import cache
from itertools import product

from hypothesis import given, settings
from hypothesis import strategies as st

from oversight.rules.suppression import hidden_units

THRESHOLD = 3
OWN = 99


def published(wards: tuple[int, ...], own: int) -> tuple[object, ...]:
    """What a page shows: the total, and each ward's figure or a dot."""
    hidden = hidden_units(dict(enumerate(wards)), own_id=OWN, own=own, threshold=THRESHOLD)
    shown = tuple("•" if index in hidden else n for index, n in enumerate(wards))
    return (sum(wards) + own, *shown, "•" if OWN in hidden else own)


@cache
def worlds(size: int, top: int) -> dict[tuple[object, ...], list[tuple[int, ...]]]:
    """Every page of a small world with all the truths that would print it."""
    pages: dict[tuple[object, ...], list[tuple[int, ...]]] = {}
    for *wards, own in product(range(top + 1), repeat=size + 1):
        pages.setdefault(published(tuple(wards), own), []).append((*wards, own))
    return pages


def test_hidden_counts_of_three_wards_are_not_recoverable_by_subtraction():
    for page, truths in worlds(3, 7).items():
        total, *cells = page
        if total == 0:
            continue  # an absence discloses nobody
        for index, cell in enumerate(cells[:-1]):
            if cell == "•" and max(truths[0]) < 7:
                assert len({truth[index] for truth in truths}) > 1, (page, truths)


@given(st.lists(st.integers(0, 9), min_size=1, max_size=12), st.integers(0, 9))
@settings(max_examples=300)
def test_no_single_count_is_left_alone_to_subtract(wards: list[int], own: int):
    hidden = hidden_units(dict(enumerate(wards)), own_id=OWN, own=own, threshold=THRESHOLD)
    small = {index for index, n in enumerate(wards) if n < THRESHOLD}
    assert small <= hidden
    assert len(hidden) != 1


def test_nothing_is_hidden_where_no_count_is_small():
    assert hidden_units({1: 3, 2: 5}, own_id=OWN, threshold=THRESHOLD) == set()
