"""What the room of tasks asks about demanded and recommended tasks: how the demand is called, and what follows when one is closed."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from identity.permissions import Permission as P
from oversight.models import InspectionCard
from registry.addresses import here
from tenants.conclusions.enums import RECOMMENDED, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.protocols import Citizen, Named, Raised
from tenants.conclusions.rules.recipients import Expected
from tenants.conclusions.rules.terms import Terms
from tenants.documents import letter_policies
from tenants.documents.actions.letters import answer_letter
from tenants.documents.models import Letter
from tenants.inspections import inspection_policies
from tenants.inspections.models import Inspection
from tenants.inspections.rules.inspection_words import result_title


class DemandedTasks:
    """The provider of ``conclusions.protocols`` for conclusions of a unit above."""

    def named(self, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Named]:
        """The letter, with its address for who may read it."""
        rows = Letter.objects.filter(pk__in=ids)
        seen = set(letter_policies.visible_letters(actor).filter(pk__in=ids).values_list("pk", flat=True))
        return {
            row.pk: Named(
                _("%(title)s · %(unit)s") % {"title": row.title, "unit": row.other_name},
                here("documents:letter", row.pk) if row.pk in seen else "",
                row.sent_on,
                row.line,
            )
            for row in rows
        }

    def terms(self, source_id: UUID) -> Terms:
        """Nothing: the date was set by the unit above."""
        return Terms()

    def citizens(self, ids: Collection[UUID]) -> Mapping[UUID, Citizen]:
        """Nobody waits but the unit above."""
        return {}

    def recipients(self, task: Task, *, actor: Actor) -> list[Expected]:
        """The unit above alone, which the letter's answer reaches."""
        return []

    def topics(self, ids: Collection[UUID]) -> Mapping[UUID, str]:
        """None: what a unit above demands is sorted under no topic."""
        return {}

    def raised(self, actor: Actor, first: date, last: date) -> Mapping[str, Raised]:
        """Nothing: no citizen speaks at a review meeting."""
        return {}

    def concluded(self, conclusion: Conclusion, *, actor: Actor) -> None:
        """No conclusion of this unit comes of it."""

    def changed(self, task: Task, *, actor: Actor) -> None:
        """A closed task reports back by itself: its result and evidence answer the letter.

        Who may close the task may report it; the letter needs no further right.
        """
        if task.status != TaskStatus.CLOSED:
            return
        letter = Letter.objects.incoming().waiting().filter(pk=task.subject_id).first()
        if letter is not None:
            speaker = replace(actor, permissions=actor.permissions | {P.DOCUMENT_VIEW, P.DOCUMENT_ISSUE})
            answer_letter(letter, text=task.result, files=task.files, actor=speaker)


class RecommendedTasks(DemandedTasks):
    """The provider for what an inspection of the own unit recommends to its bodies."""

    def named(self, actor: Actor, ids: Collection[UUID]) -> Mapping[UUID, Named]:
        """The conclusion, with the inspection's address for who may open it."""
        seen: set[UUID] = set()
        if actor.may(P.OVERSIGHT_VIEW) or actor.may(P.INSPECTION_WORK):
            visible = inspection_policies.visible_inspections(actor)
            seen = set(visible.filter(pk__in=ids).values_list("pk", flat=True))
        return {
            row.pk: Named(
                result_title(row),
                here("inspections:inspection", row.pk) if row.pk in seen else "",
                row.concluded_on,
                row.line,
            )
            for row in Inspection.objects.filter(pk__in=ids)
        }

    def changed(self, task: Task, *, actor: Actor) -> None:
        """The public row counts what was done."""
        closed = Task.objects.filter(subject=RECOMMENDED, subject_id=task.subject_id, status=TaskStatus.CLOSED)
        InspectionCard.objects.filter(pk=task.subject_id).update(done=closed.count())
