"""Who the recipients of the written answer to one opinion are."""

from django.utils.translation import gettext as _

from tenants.dialogues.models import Opinion
from tenants.dialogues.rules.recipients import Recipient


def recipient_names(opinion: Opinion, unit_name: str) -> dict[str, str]:
    """A name a role, as far as the opinion tells (plan S4-33); the conference is at hand."""
    return {
        Recipient.PLACE.value: opinion.source_name or unit_name,
        Recipient.PERSON.value: opinion.person_name or opinion.source_name,
        Recipient.LEADERS.value: _("Cấp ủy, chính quyền %(unit)s") % {"unit": unit_name},
        Recipient.CHAIR.value: opinion.conference.chair_name if opinion.conference else "",
    }
