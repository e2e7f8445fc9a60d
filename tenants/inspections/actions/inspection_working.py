"""An inspection at work in the unit: begun, extended, its team changed, its findings written down."""

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from identity.actors import Actor
from kernel import clock
from kernel.ids import new_id
from kernel.journal import events
from kernel.transactions import atomic
from oversight.models import InspectionMember, InspectionStatus
from tenants.inspections.actions.inspection_changing import change, finish, lock, number_of, sentence, wrong
from tenants.inspections.actions.inspection_planning import member, require_working_day
from tenants.inspections.actions.inspection_rights import tell
from tenants.inspections.enums import InspectionTopic
from tenants.inspections.models import Inspection
from tenants.inspections.rules import inspection_words as words


@atomic
def begin_inspection(inspection: Inspection | UUID, *, actor: Actor, version: int | None = None) -> Inspection:
    """The team has begun. Announces `inspection_begun`. Refuses before the first day, and after the last one."""
    row = lock(inspection, "begin", actor=actor, version=version)
    assert row.starts_on is not None
    assert row.ends_on is not None
    if clock.today() < row.starts_on:
        raise wrong("__all__", "not_begun", _("Chưa đến ngày bắt đầu %(day)s.") % {"day": f"{row.starts_on:%d/%m/%Y}"})
    _require_not_over(row)
    row.status = InspectionStatus.UNDER_WAY
    events.record("inspection_begun", actor=actor, case_id=row.pk)
    return finish(row, "status", status=row.status)


@atomic
def extend_inspection(
    inspection: Inspection | UUID,
    *,
    ends_on: date,
    number: str,
    decided_on: date,
    why: str,
    actor: Actor,
    version: int | None = None,
) -> Inspection:
    """A later last day by a decision of its own; the inspected unit is told and the team reads on. Announces `inspection_extended`.

    Refuses a day not later than the present one, a day off, and an extension after the last day has passed.
    """
    row = lock(inspection, "extend", actor=actor, version=version)
    assert row.ends_on is not None
    reason, symbol = sentence(why, "why"), number_of(number, "number", _("Ghi số quyết định gia hạn."))
    _require_not_over(row)
    if ends_on <= row.ends_on:
        raise wrong(
            "ends_on", "not_later", _("Ngày kết thúc mới phải sau %(day)s.") % {"day": f"{row.ends_on:%d/%m/%Y}"}
        )
    require_working_day(actor, "ends_on", ends_on)
    if decided_on > clock.today():
        raise wrong("decided_on", "day_to_come", _("Ngày quyết định chưa đến."))
    row.ends_on = ends_on
    row.changes = [
        *row.changes, change(actor, what="extended", why=reason, number=symbol, to=ends_on.isoformat()),
    ]  # fmt: skip
    tell(row, words.changed_title(row), words.extension_text(row, symbol, decided_on, reason), actor)
    events.record("inspection_extended", actor=actor, case_id=row.pk, to=ends_on.isoformat(), number=symbol)
    return finish(row, "ends_on", "changes", ends_on=ends_on)


@atomic
def change_team(
    inspection: Inspection | UUID,
    *,
    remove: Sequence[UUID] = (),
    add: Sequence[UUID] = (),
    why: str,
    actor: Actor,
    version: int | None = None,
) -> Inspection:
    """Take people out of the team and bring others in. Who is out reads nothing from this instant; the inspected unit is told.

    Announces `inspection_team_changed`. Refuses to leave the team without its head, a person who is not in it or is in it already.
    """
    row = lock(inspection, "change_team", actor=actor, version=version)
    reason = sentence(why, "why")
    if not remove and not add:
        raise wrong("add", "nothing_changed", _("Chọn người rút khỏi đoàn hoặc người bổ sung."))
    gone, now = {str(one) for one in remove}, {one["id"] for one in row.members}
    if not gone <= now:
        raise wrong("remove", "not_in_team", _("Người này không có trong đoàn."))
    if any(one["is_head"] for one in row.members if one["id"] in gone):
        raise wrong("remove", "head_stays", _("Không rút Trưởng đoàn; đổi Trưởng đoàn bằng quyết định mới."))
    new = [member(row, one, is_head=False, actor=actor) for one in dict.fromkeys(add) if str(one) not in now]
    today = clock.today().isoformat()
    row.team = [
        *({**one, "removed_on": today} if one["id"] in gone and not one["removed_on"] else one for one in row.team),
        *new,
    ]
    row.changes = [*row.changes, change(actor, what="team", why=reason)]
    InspectionMember.objects.filter(inspection_id=row.pk, account_id__in=gone).update(removed_at=clock.now())
    for one in new:
        InspectionMember.objects.update_or_create(
            inspection_id=row.pk,
            account_id=UUID(str(one["id"])),
            defaults={"removed_at": None, "added_at": clock.now()},
        )
    tell(row, words.changed_title(row), words.team_text(row, row.members, reason), actor)
    events.record(
        "inspection_team_changed", actor=actor, case_id=row.pk, removed=sorted(gone), added=[one["id"] for one in new]
    )
    return finish(row, "team", "changes")


@atomic
def record_finding(
    inspection: Inspection | UUID,
    *,
    topic: InspectionTopic | str,
    text: str,
    case: UUID | str | None = None,
    actor: Actor,
    version: int | None = None,
) -> Inspection:
    """What the team found on one topic, on one case of the scope or on none. Announces `finding_recorded`.

    Refuses a case that is not in the scope, which does not exist here.
    """
    row = lock(inspection, "find", actor=actor, version=version)
    said = sentence(text, "text")
    found = next((one for one in row.cases if one["id"] == str(case)), None) if case else None
    if case and found is None:
        raise wrong("case", "case_not_in_scope", _("Vụ việc này không thuộc phạm vi."))
    entry = {
        "id": str(new_id()),
        "topic": InspectionTopic(topic).value,
        "case": found["id"] if found else "",
        "number": found["number"] if found else "",
        "text": said,
        **change(actor),
    }
    row.findings = [*row.findings, entry]
    events.record("finding_recorded", actor=actor, case_id=row.pk, topic=entry["topic"])
    return finish(row, "findings", findings=len(row.findings))


def _require_not_over(row: Inspection) -> None:
    if row.ends_on is not None and row.ends_on < clock.today():
        message = _("Thời gian theo quyết định đã hết ngày %(day)s.") % {"day": f"{row.ends_on:%d/%m/%Y}"}
        raise wrong("__all__", "days_over", message)
