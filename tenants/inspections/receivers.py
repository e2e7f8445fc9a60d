"""What the room does when its letters move; each call runs in the transaction that moves the letter."""

from typing import Any
from uuid import UUID

from django.db.models import F

from deadlines import due
from identity.actors import Actor
from kernel import clock
from kernel.journal import events
from oversight.models import InspectionCard, Urging
from tenants.cases.actions.inspection_grants import end_team_rights, set_team_rights
from tenants.cases.models import Case
from tenants.conclusions.actions.demanding import close_demanded_task, open_demanded_task
from tenants.documents.models import Letter
from tenants.documents.protocols import LetterListener
from tenants.inspections.actions.inspection_rights import rights_of


class UrgingLetters(LetterListener):
    """Keeps the public row of an urging as the letters tell; it is written where the thing happens and again at the sender."""

    def acknowledged(self, letter: Letter, *, actor: Actor) -> None:
        Urging.objects.filter(pk=letter.pk, acknowledged_on__isnull=True).update(acknowledged_on=clock.today())

    def answered(self, letter: Letter, reply: Letter, *, actor: Actor) -> None:
        """An answer settles the whole thread: whichever of the letters it answers."""
        rows = Urging.objects.filter(thread=letter.thread)
        rows.filter(acknowledged_on__isnull=True).update(acknowledged_on=reply.sent_on)
        rows.waiting().update(answered_on=reply.sent_on)


class CommentLetters(LetterListener):
    """A comment on a case stands in the log of the case, too, on both sides."""

    def sent(self, letter: Letter, *, actor: Actor) -> None:
        self._note(letter, "comment_sent", actor, to=letter.other_name)

    def arrived(self, letter: Letter, *, actor: Actor) -> None:
        self._note(letter, "told_comment", actor, sender=letter.other_name)

    def _note(self, letter: Letter, kind: str, actor: Actor, **more: Any) -> None:
        case = Case.objects.filter(pk__in=[letter.facts.get("case")]).first()
        if case is not None:
            events.record(kind, actor=actor, case_id=case.pk, text=letter.text, number=letter.number, **more)


class InspectionLetters(LetterListener):
    """The letter of ids becomes the team's grants; each letter says the whole state, so applying one again changes nothing."""

    def arrived(self, letter: Letter, *, actor: Actor) -> None:
        set_team_rights(rights_of(letter.facts), actor=actor)


class ResultLetters(LetterListener):
    """With the conclusion the team's grants end."""

    def arrived(self, letter: Letter, *, actor: Actor) -> None:
        end_team_rights(UUID(letter.facts["inspection"]), actor=actor)


class ReviewLetters(LetterListener):
    """A conclusion of a review meeting, as a recommendation of an inspection, is a task of the unit that gets it; its answer closes the task."""

    def arrived(self, letter: Letter, *, actor: Actor) -> None:
        assert letter.due_on is not None, "every conclusion has a date"
        # The task has the due item from now on; one duty is not late twice.
        due.cancel(letter.unit_id, letter.pk, superseded=True)
        open_demanded_task(letter.pk, line=letter.line, text=letter.text, due_on=letter.due_on, actor=actor)

    def answered(self, letter: Letter, reply: Letter, *, actor: Actor) -> None:
        if letter.is_incoming:
            close_demanded_task(letter.pk, text=reply.text, files=reply.files, actor=actor)


class RecommendationLetters(ReviewLetters):
    """The public row counts what was done as the answer reaches the inspecting unit."""

    def answered(self, letter: Letter, reply: Letter, *, actor: Actor) -> None:
        super().answered(letter, reply, actor=actor)
        if not letter.is_incoming:
            InspectionCard.objects.filter(pk=letter.facts["inspection"]).update(done=F("done") + 1)
