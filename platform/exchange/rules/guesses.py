"""How long somebody waits after wrong tries."""

from datetime import timedelta

#: Wrong pairs from one address before it pauses.
ADDRESS_LIMIT = 5
ADDRESS_PAUSE = timedelta(minutes=15)
#: Wrong PINs on one code before it answers ever more slowly, from wherever they come.
CODE_LIMIT = 5
_LONGEST = timedelta(minutes=15)


def address_wait(wrong: int) -> timedelta | None:
    """The pause of an address after so many wrong pairs; None while it may go on."""
    return ADDRESS_PAUSE if wrong and wrong % ADDRESS_LIMIT == 0 else None


def code_wait(wrong: int) -> timedelta | None:
    """The pause of a code: 2, 4, 8 … seconds from the fifth wrong PIN on, at most 15 minutes."""
    if wrong < CODE_LIMIT:
        return None
    return min(timedelta(seconds=2 ** min(wrong - CODE_LIMIT + 1, 20)), _LONGEST)
