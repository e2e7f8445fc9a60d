"""The code a citizen gets with a registration; the unit keeps only a keyed digest of it."""

from exchange.rules import tracking_codes
from tenants.cases.rules import sealing


def new_code() -> tuple[str, str]:
    """A fresh code as printed, and its digest."""
    code = tracking_codes.new_code()
    return tracking_codes.grouped(code), digest(code)


def digest(code: str) -> str:
    """The keyed digest of a code as somebody typed it."""
    return sealing.fingerprint(f"registration:{tracking_codes.tidy(code)}")
