"""Who enters the pages of plans and duties at all."""

from identity.actors import Actor
from identity.permissions import Permission


def seen(actor: Actor) -> None:
    """Whoever sees receptions or makes plans; the others are told which right is missing."""
    if not actor.may(Permission.PLAN_MANAGE):
        actor.require(Permission.RECEPTION_VIEW)
