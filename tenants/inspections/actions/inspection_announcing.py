"""An inspection is announced: its scope is fixed to exact cases, and the inspected unit is told whom to let read them."""

from datetime import date
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from deadlines import calendar
from identity.actors import Actor
from kernel import clock
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import CaseCard, InspectionCard, InspectionMember, InspectionStatus
from tenants.inspections.actions.inspection_changing import finish, lock, wrong
from tenants.inspections.actions.inspection_rights import tell
from tenants.inspections.models import Inspection
from tenants.inspections.rules import inspection_words as words
from tenants.inspections.rules.inspections import MOST_CASES, Scope


@atomic
def announce_inspection(inspection: Inspection | UUID, *, actor: Actor, version: int | None = None) -> Inspection:
    """Fix the scope to the cases it holds at this moment and tell the inspected unit, which lets the team read exactly these.

    One letter of ids leaves; the grants are written in the inspected unit when it arrives. Announces `inspection_announced`. Refuses days
    that are over and a scope of more than 1,000 cases.
    """
    row = lock(inspection, "announce", actor=actor, version=version)
    assert row.starts_on is not None
    assert row.ends_on is not None
    assert row.decided_on is not None
    if row.ends_on < clock.today():
        raise wrong("ends_on", "days_over", _("Thời gian theo quyết định đã qua; sửa quyết định trước khi công bố."))
    row.cases = _cases_in_scope(row.to_unit_id, Scope.read(row.scope))
    row.status, row.announced_on = InspectionStatus.ANNOUNCED, clock.today()
    card = InspectionCard.objects.create(
        id=row.pk, from_unit=row.unit_id, to_unit=row.to_unit_id, line=row.line, form=row.form, kind=row.kind, number=row.number,
        decided_on=row.decided_on, starts_on=row.starts_on, ends_on=row.ends_on, status=row.status,
        announced_on=row.announced_on, cases=len(row.cases),
    )  # fmt: skip
    InspectionMember.objects.bulk_create(
        InspectionMember(inspection=card, account_id=UUID(one["id"]), is_head=one["is_head"]) for one in row.team
    )
    days = _working_days(row.unit_id, row.starts_on, row.ends_on)
    tell(row, words.announcement_title(row), words.announcement_text(row, row.members, days), actor)
    events.record("inspection_announced", actor=actor, case_id=row.pk, number=row.number, cases=len(row.cases))
    return finish(row, "cases", "status", "announced_on", "letter_id")


def _cases_in_scope(unit_id: int, scope: Scope) -> list[dict[str, str]]:
    """Ids and numbers from the cards, which name nobody; what is sealed from a unit is in no scope."""
    cards = CaseCard.objects.filter(
        Q(home_unit_id=unit_id)
        | Q(handling_unit_id=unit_id)
        | Q(answering_unit_id=unit_id)
        | Q(answered_unit_id=unit_id),
        is_sealed=False,
        received_on__range=(scope.received_from, scope.received_to),
    )
    for column in ("kind", "field", "status"):
        if wanted := getattr(scope, {"kind": "kinds", "field": "fields", "status": "statuses"}[column]):
            cards = cards.filter(**{f"{column}__in": wanted})
    found = list(cards.order_by("received_on", "case_id")[: MOST_CASES + 1])
    if len(found) > MOST_CASES:
        message = _("Phạm vi có hơn %(most)d vụ việc; thu hẹp thời kỳ, loại hoặc lĩnh vực.") % {"most": MOST_CASES}
        raise wrong("__all__", "scope_too_wide", message)
    return [
        {"id": str(one.case_id), "number": one.number, "kind": one.kind, "field": one.field, "status": one.status}
        for one in found
    ]


def _working_days(unit_id: int, first: date, last: date) -> int:
    work = calendar.of_unit(unit_id)
    return work.working_days_between(first, last) + int(work.is_working_day(first))
