"""Taking back what was entered by mistake a moment ago: a petition, and its case where the petition made it.

Only as long as nothing was done with it: afterwards a case is corrected, joined or withdrawn, never erased. The five counters
and the counted facts go back to where they were; the number stays used and the journal keeps both events.
"""

from django.utils.translation import gettext as _

from deadlines import due
from deadlines.models import DueItem
from exchange.models import Custody, Envelope, TrackingCode
from identity.actors import Actor
from identity.permissions import Permission
from kernel import clock, errors
from kernel.journal import events
from kernel.transactions import atomic
from oversight import cards, facts
from tenants.cases.actions import changing
from tenants.cases.actions.people import forget_unused, search_text
from tenants.cases.enums import CaseStatus
from tenants.cases.models import Case, Person, Petition
from tenants.cases.rules.representatives import is_crowd

# Events an entry writes by itself; any other one means that somebody has worked on the case.
OF_ENTRY = frozenset({"case_taken_in", "petition_joined", "entry_undone"})


@atomic
def undo_entry(petition: Petition, *, actor: Actor) -> None:
    """Take a petition out again, entered by this unit today; with it the case it made, if it made one.

    The caller has taken the visit out of it. Announces ``entry_undone``; refuses a sealed case, one that was assigned, sent,
    answered or worked on, and an entry of another day.
    """
    if not (actor.may(Permission.CASE_ENTER) or actor.may(Permission.RECEPTION_RECORD)):
        actor.require(Permission.CASE_ENTER)
    row = changing.lock(petition.case_id)
    _refuse_touched(row, petition)
    made_it = row.petitions.count() == 1
    persons = list(Person.objects.filter(in_cases__petition=petition).distinct())
    petition.people.all().delete()
    if made_it:
        _erase(row, petition, actor)
    else:
        _take_out(row, petition, actor)
    forget_unused(persons)


def _refuse_touched(case: Case, petition: Petition) -> None:
    worked = events.of_case(case.pk).exclude(kind__in=sorted(OF_ENTRY)).exists()
    same_day = clock.day_of(petition.entered_at) == clock.today()
    joined = case.petitions.count() > 1
    if case.is_sealed or not same_day or petition.entered_unit_id != case.unit_id:
        raise errors.InvalidTransition("entry_not_undone", _("Không hoàn tác được việc vào sổ này."))
    if not joined and (case.status != CaseStatus.ENTERED or worked):
        raise errors.InvalidTransition(
            "entry_worked_on", _("Vụ việc đã có người xử lý; hãy dùng “sửa”, “nhập vụ việc” hoặc “rút đơn”.")
        )
    if joined and case.status in (CaseStatus.SENT, CaseStatus.CLOSED, CaseStatus.WITHDRAWN, CaseStatus.JOINED):
        raise errors.InvalidTransition("entry_worked_on", _("Vụ việc đã chuyển đi hoặc đã kết thúc."))


def _erase(case: Case, petition: Petition, actor: Actor) -> None:
    if Envelope.objects.filter(case_id=case.pk).exists() or case.attachments.exists() or case.visits.exists():
        raise errors.InvalidTransition("entry_worked_on", _("Vụ việc đã có tệp đính kèm hoặc đã chuyển đi."))
    events.record("entry_undone", actor=actor, case_id=case.pk, number=case.number, made_case=True)
    facts.taken_in(case, actor.unit.id, -1, day=petition.received_on)
    facts.ended(case, actor.unit.id)
    due.cancel(actor.unit.id, case.pk)
    DueItem.objects.filter(case_id=case.pk).delete()
    cards.drop(case.pk)
    TrackingCode.objects.filter(case_id=case.pk).delete()
    Custody.objects.filter(case_id=case.pk).delete()
    others = list(Person.objects.filter(in_cases__case=case).distinct())
    case.people.all().delete()
    petition.delete()
    case.delete()
    forget_unused(others)


def _take_out(case: Case, petition: Petition, actor: Actor) -> None:
    facts.taken_in(case, actor.unit.id, -1, day=petition.received_on)
    petition.delete()
    counts = [one.person_count for one in case.petitions.all()]
    case.person_count = max(counts, default=1)
    case.is_group = is_crowd(case.person_count)
    case.search_text = search_text(case)
    changing.finish(case, "person_count", "is_group", "search_text")
    events.record("entry_undone", actor=actor, case_id=case.pk, number=case.number, made_case=False)
