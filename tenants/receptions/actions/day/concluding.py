"""An item of the conclusion, dictated while the citizen sits there: what, which body, who, until when, whom to ask."""

from dataclasses import replace

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel.transactions import atomic
from tenants.conclusions.actions.concluding import add_item, conclude
from tenants.conclusions.enums import Source
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.rules.items import ItemData
from tenants.receptions.actions.registrations.changing import enter, lock_session
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.policies.day import require_record


@atomic
def conclude_item(
    session: ReceptionSession, item: ItemData, *, registration: Registration | None = None, actor: Actor
) -> Task:
    """Add one item to the session's conclusion, which begins with the first of them.

    Announces what the room of conclusions announces; refuses once the conclusion was issued.
    """
    enter(actor)
    row = lock_session(session.pk)
    require_record(actor, row)
    if registration is not None:
        item = replace(item, registration_id=registration.pk, case_id=registration.case_id)
    found = Conclusion.objects.of(Source.SESSION, row.pk).first()
    if found is not None:
        return add_item(found, item, actor=actor)
    made = conclude(
        Source.SESSION,
        row.pk,
        line=row.line,
        title=_("Kết luận buổi tiếp công dân ngày %(day)s") % {"day": f"{row.held_on:%d/%m/%Y}"},
        concluded_on=row.held_on,
        items=[item],
        chair_id=row.host_id,
        chair_name=row.host_name or row.head_name,
        chair_title=row.head_title,
        actor=actor,
    )
    return made.tasks.get()
