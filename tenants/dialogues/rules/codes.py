"""What citizens are given in place of ids: the code of an opinion they sent, the reference of a conference on the page."""

from uuid import UUID

from exchange.rules import tracking_codes
from tenants.cases.rules import sealing


def new_code() -> tuple[str, str]:
    """A fresh code as printed, and its digest; the unit keeps only the digest."""
    code = tracking_codes.new_code()
    return tracking_codes.grouped(code), digest(code)


def digest(code: str) -> str:
    """The keyed digest of a code as somebody typed it."""
    return sealing.fingerprint(f"opinion:{tracking_codes.tidy(code)}")


def is_well_formed(code: str) -> bool:
    """Whether it can be a code at all; spares a query for what somebody typed at random."""
    return tracking_codes.is_well_formed(tracking_codes.tidy(code))


def reference(conference_id: UUID) -> str:
    """A conference in an address for citizens; an id would tell when it was entered."""
    return sealing.fingerprint(f"conference:{conference_id}")[:16]
