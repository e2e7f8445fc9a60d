"""Human numbers: six digits, the year, the key of the unit."""

import re

_PATTERN = re.compile(r"^(\d{1,6})/(\d{4})/([a-z0-9-]+)$")


def case_number(sequence: int, year: int, unit_key: str) -> str:
    """``000123/2026/30301``: unique on the whole platform, because a key is never given twice."""
    return f"{sequence:06d}/{year}/{unit_key}"


def parse(number: str) -> tuple[int, int, str] | None:
    """Sequence, year and unit key of a number somebody typed, leading zeros or not."""
    match = _PATTERN.match(number.strip().lower())
    return (int(match[1]), int(match[2]), match[3]) if match else None
