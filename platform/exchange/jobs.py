"""Celery's door of the exchange. Nothing depends on it: the sweeper finds what a hint missed."""

from uuid import UUID

from exchange import delivery, tracking
from kernel.jobs import site_job


@site_job(name="exchange.deliver")
def deliver(envelope_id: str) -> str:
    """Deliver one envelope, hinted at right after the commit of its sending."""
    return delivery.deliver(UUID(envelope_id)).value


@site_job(name="exchange.sweep")
def sweep() -> dict[str, int]:
    """Deliver all envelopes that are due for a try."""
    return {outcome.value: n for outcome, n in delivery.sweep().outcomes.items()}


@site_job(name="exchange.forget_guesses")
def forget_guesses() -> int:
    """Forget wrong tries of the tracking page that no longer matter."""
    return tracking.forget_old()
