"""The dates that run around a conference: the notice before it, review and conclusion after it, and each written answer."""

from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from deadlines import calendar, due
from deadlines.explanations import length_words
from identity.actors import Actor
from tenants.dialogues.enums import OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.rules import terms
from tenants.dialogues.rules.terms import Term

NOTICE, REVIEW, CONCLUSION = "E1", "E2", "E3"


def begin_notice(row: Conference, *, actor: Actor) -> None:
    """Approved: from now on the public notice is owed, until so many days before the day."""
    end_notice(row, actor=actor)
    if row.held_on is not None:
        term = terms.from_data(row.values).notice
        last = term.before(row.held_on, calendar.of_unit(actor.unit.id))
        _open(row, NOTICE, row.held_on, last, term, actor)


def end_notice(row: Conference, *, actor: Actor) -> None:
    """Put off, cancelled or approved anew: the notice of the former day is no longer owed."""
    due.cancel(actor.unit.id, row.pk, NOTICE, superseded=True)


def meet_notice(row: Conference, on: date, *, actor: Actor) -> None:
    """The public was told."""
    due.meet(actor.unit.id, row.pk, NOTICE, on=on)


def begin_terms(row: Conference, *, actor: Actor) -> None:
    """The meeting ended: review and conclusion notice are owed; answers counted from the day of the conference get their date."""
    assert row.held_on is not None
    ordered = terms.from_data(row.values)
    work = calendar.of_unit(actor.unit.id)
    if ordered.review is not None:
        _open(row, REVIEW, row.held_on, ordered.review.after(row.held_on, work), ordered.review, actor)
    _open(row, CONCLUSION, row.held_on, ordered.conclusion.after(row.held_on, work), ordered.conclusion, actor)
    date_answers(row, actor=actor)


def meet_review(row: Conference, on: date, *, actor: Actor) -> None:
    due.meet(actor.unit.id, row.pk, REVIEW, on=on)


def hand_over_conclusion(row: Conference, *, actor: Actor) -> None:
    """The conclusion is drawn up: it watches its own notice from now on."""
    due.cancel(actor.unit.id, row.pk, CONCLUSION, superseded=True)


def date_answers(row: Conference, *, actor: Actor) -> None:
    """The last day of each written answer owed, from the event the plan names; a date once set does not move (S4-42)."""
    ordered = terms.from_data(row.values)
    work = calendar.of_unit(actor.unit.id)
    for is_complex in (False, True):
        last = terms.reply_due(
            ordered, held_on=row.held_on, noticed_on=row.concluded_on, is_complex=is_complex, calendar=work
        )
        if last is not None:
            Opinion.objects.filter(
                conference=row, status=OpinionStatus.ASSIGNED, is_complex=is_complex, reply_due_on=None
            ).update(reply_due_on=last)


def _open(row: Conference, code: str, start: date, last: date, term: Term, actor: Actor) -> None:
    source = terms.from_data(row.values).source
    with translation.override("vi"):
        words = _("%(length)s (%(source)s) → %(day)s.") % {
            "length": length_words(term.length, term.kind),
            "source": source or _("kế hoạch của đơn vị"),
            "day": f"{last:%d/%m/%Y}",
        }
    due.open_planned(actor.unit.id, code, row.pk, start, due_on=last, source=source, lines=[words], line=row.line)
