"""Small denunciation counts are hidden, and not recoverable by subtraction.

A ward with one denunciation is a ward whose denouncer can be guessed (Law on denunciations 2018,
Art. 9.1b and 47.2). The threshold is data: the setting ``SMALL_COUNT``.
"""

from collections.abc import Mapping

from django.conf import settings


def hidden_units(
    counts: Mapping[int, int],
    *,
    own_id: int | None = None,
    own: int = 0,
    threshold: int | None = None,
) -> set[int]:
    """Which of the sibling figures to hide, given that their parent's total is shown.

    ``counts`` are the figures of the sibling wards, ``own`` the parent's own figure (row
    ``own_id``), which may be hidden too to protect a ward. Every hidden figure keeps at least two
    possible values for a reader who knows the total, the shown siblings, the threshold and this rule,
    except where the total is zero (nobody is disclosed by an absence).
    """
    limit = settings.SMALL_COUNT if threshold is None else threshold
    hidden = {unit for unit, n in counts.items() if n < limit}
    if not hidden:
        return hidden
    shown = [n for unit, n in counts.items() if unit not in hidden]
    if not shown:
        return hidden | {own_id} if own_id is not None else hidden
    remainder = sum(counts[unit] for unit in hidden)
    if len(hidden) > 1 and 0 < remainder < (limit - 1) * len(hidden):
        return hidden
    # All that tie for the smallest: picking one by its id would tell the hidden ones apart.
    return hidden | {unit for unit, n in counts.items() if n == min(shown)}
