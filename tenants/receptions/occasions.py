"""What the room of conclusions asks of sessions: how one is called, what its plan orders, who waits for an answer."""

from collections.abc import Collection, Mapping
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from registry.addresses import here
from tenants.conclusions.enums import StartOf
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.protocols import Citizen, Named, Raised
from tenants.conclusions.rules.recipients import Expected
from tenants.conclusions.rules.terms import Term, Terms
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.policies.sessions import visible_sessions
from tenants.receptions.rules.plan_values import merged


class SessionOccasions:
    """The provider of ``conclusions.protocols`` for sessions."""

    def named(self, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Named]:
        """Day and, for who sees the session, its address; two queries."""
        seen = set(visible_sessions(actor).filter(pk__in=ids).values_list("pk", flat=True))
        rows = ReceptionSession.objects.filter(pk__in=ids).only("held_on", "line")
        return {
            row.pk: Named(
                _("Buổi tiếp công dân %(day)s") % {"day": f"{row.held_on:%d/%m/%Y}"},
                here("receptions:session", row.pk) if row.pk in seen else "",
                row.held_on,
                row.line,
            )
            for row in rows
        }

    def terms(self, source_id: UUID) -> Terms:
        """The plan's own word on the notice and on progress; tasks of a session are dated by the chair."""
        row = ReceptionSession.objects.select_related("plan").filter(pk=source_id).first()
        if row is None or row.plan is None:
            return Terms()
        values = merged(row.plan)
        notice, every = values.conclusion_notice, values.progress_every
        origin = values.origin("conclusion_notice")
        return Terms(
            notice=Term(notice.length, notice.kind, StartOf.CONCLUDED, origin.words if origin else "")
            if notice
            else None,
            progress_every=every.length if every else None,
        )

    def citizens(self, ids: Collection[UUID]) -> Mapping[UUID, Citizen]:
        """Whose matter it is; of a sealed registration nobody is named."""
        rows = Registration.objects.filter(pk__in=ids).only("people", "session_id", "number", "asks_protection")
        return {row.pk: _citizen(row) for row in rows}

    def recipients(self, task: Task, *, actor: Actor) -> list[Expected]:
        """The citizen alone."""
        return []

    def topics(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """The topic each registration was sorted under."""
        return dict(Registration.objects.filter(pk__in=ids).values_list("pk", "topic"))

    def raised(self, actor: Actor, first: date, last: date) -> Mapping[str, Raised]:
        """Nothing: who came to a session is counted in the register of reception."""
        return {}

    def concluded(self, conclusion: Conclusion, *, actor: Actor) -> None:
        """A session keeps nothing of its conclusion: it is found by the session's id."""

    def changed(self, task: Task, *, actor: Actor) -> None:
        """A registration is answered by its case; the task alone keeps the proof."""


def _citizen(row: Registration) -> Citizen:
    if not row.people:
        sealed = _("Danh tính niêm phong (đăng ký số %(number)s)") % {"number": row.number or "–"}
        return Citizen(sealed, "–", is_confidential=True)
    first = next((one for one in row.people if one.get("is_representative")), row.people[0])
    more = len(row.people) - 1
    name = str(first.get("full_name", ""))
    if more > 0:
        name = _("%(name)s và %(n)d người khác") % {"name": name, "n": more}
    return Citizen(
        name,
        str(first.get("address") or ""),
        email=str(first.get("email") or ""),
        phone=str(first.get("phone") or ""),
        is_confidential=row.asks_protection,
    )
