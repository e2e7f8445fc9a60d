"""What of the programme of complex and long-running cases is possible, and which of its rows exist for whom."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import errors
from tenants.cases.enums import CaseStatus, EntryKind
from tenants.cases.models import Case, ProgrammeEntry, ProgrammeEntryQuerySet
from tenants.cases.policies.case_work import working
from tenants.cases.policies.verdicts import YES, Situation, Verdict, refusal
from tenants.cases.rules import closing, complexity


def visible_entries(actor: Actor) -> ProgrammeEntryQuerySet:
    """The rows of both lines and of the actor's; the other line's directive only where its head linked it.

    Which cases they belong to is asked by ``visible_cases``.
    """
    lines = ["", *(line.value for line in actor.lines)]
    found: ProgrammeEntryQuerySet = ProgrammeEntry.objects.filter(Q(line__in=lines) | Q(is_linked=True))
    return found


def get_entry(actor: Actor, case: Case, entry_id: UUID, *kinds: str) -> ProgrammeEntry:
    """A row of a case the actor sees, or NotFound: the same answer for the other line's and a non-existent one."""
    found = visible_entries(actor).filter(case_id=case.pk, pk=entry_id, kind__in=kinds).first()
    if found is None:
        raise errors.NotFound("entry_not_found", _("Không tìm thấy mục này của vụ việc."))
    return found


def entering(actor: Actor, case: Case, now: Situation) -> Verdict:
    """The case is one of its own: neither joined into another nor withdrawn."""
    if case.status in (CaseStatus.JOINED, CaseStatus.WITHDRAWN):
        return refusal("case_ended", closing.why_ended(case.status))
    return YES


def mark_complex(actor: Actor, case: Case, now: Situation) -> Verdict:
    if not complexity.may_be_complex(case.kind):
        return refusal("no_complexity", _("Luật chỉ quy định vụ việc phức tạp với khiếu nại và tố cáo."))
    if _has(case, EntryKind.COMPLEX):
        return refusal("already_complex", _("Đã xác định là vụ việc phức tạp."))
    return working(actor, case, now)


def mark_settled(actor: Actor, case: Case, now: Situation) -> Verdict:
    if _has(case, EntryKind.SETTLED):
        return refusal("already_settled", _("Đã ghi là giải quyết hết thẩm quyền."))
    if reason := now.not_acting(actor.unit.id):
        return refusal("not_acting", reason)
    return entering(actor, case, now)


def note_progress(actor: Actor, case: Case, now: Situation) -> Verdict:
    if not _has(case, EntryKind.SOLUTION):
        return refusal("no_solution", _("Chưa có phương án thống nhất để ghi tiến độ."))
    return working(actor, case, now)


def link_hot_spot(actor: Actor, case: Case, now: Situation) -> Verdict:
    if _has(case, EntryKind.HOT_SPOT):
        return refusal("already_linked", _("Vụ việc đã gắn với một điểm nóng."))
    return entering(actor, case, now)


def _has(case: Case, kind: str) -> bool:
    """One query a case, however many verbs ask."""
    known: frozenset[str] | None = case.__dict__.get("_in_force")
    if known is None:
        rows = ProgrammeEntry.objects.in_force().filter(case_id=case.pk).values_list("kind", flat=True)
        known = case.__dict__["_in_force"] = frozenset(rows)
    return kind in known
