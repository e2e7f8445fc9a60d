"""The home unit is told that its citizens often gather here: a letter with figures; the persons stand in its own arrivals."""

from django.utils.translation import gettext as _

from exchange.sending import Address
from identity.actors import Actor
from kernel.errors import InvalidTransition
from kernel.journal import events
from kernel.transactions import atomic
from registry.info import UnitInfo
from registry.levels import Line
from tenants.documents.actions.letters import send_letter
from tenants.documents.enums import LetterTopic
from tenants.documents.models import Letter
from tenants.receptions.actions.registrations.changing import enter
from tenants.receptions.policies import arrivals as policies
from tenants.receptions.queries.gatherings import gatherings


@atomic
def tell_home_unit(home: UnitInfo, *, title: str, text: str, actor: Actor) -> Letter:
    """Write to the home unit of citizens who gather here often (plan S3, item 20). Announces ``home_unit_told``.

    Refuses a unit whose citizens came less often than the threshold, and what a letter refuses.
    """
    enter(actor)
    policies.require_worker(actor)
    if not any(one.unit == home for one in gatherings()):
        raise InvalidTransition(
            "not_often", _("Công dân của %(unit)s chưa tập trung đến mức phải thông báo.") % {"unit": home.name}
        )
    line = Line.GOVERNMENT if Line.GOVERNMENT in actor.lines else Line.PARTY
    letter = send_letter(
        LetterTopic.COMMENT, to=Address(home.id), line=line, title=title, text=text, facts={"gathering": home.key},
        actor=actor,
    )  # fmt: skip
    events.record("home_unit_told", actor=actor, home=home.full_name, letter_id=str(letter.pk))
    return letter
