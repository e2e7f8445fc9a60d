"""Two inspections of the demonstration: one concluded, whose recommendation is a task of the ward now, and one whose team reads today."""

from datetime import date, timedelta
from uuid import UUID

from config.demo.desk import Desk, next_working_day
from deadlines import calendar
from exchange import delivery
from identity import members
from identity.permissions import Permission
from kernel import clock
from oversight.models import InspectionForm, InspectionKind
from registry.levels import Line
from tenants.inspections.actions import inspection_announcing as announcing
from tenants.inspections.actions import inspection_concluding as concluding
from tenants.inspections.actions import inspection_planning as planning
from tenants.inspections.actions import inspection_working as working
from tenants.inspections.actions.inspection_planning import DecisionData, InspectionData
from tenants.inspections.enums import InspectionTopic
from tenants.inspections.rules.inspections import Punished, Scope

FINDINGS = (
    (InspectionTopic.RECEPTION, "Người đứng đầu tiếp định kỳ chưa đủ số ngày trong quý."),
    (InspectionTopic.INTAKE, "Còn đơn xử lý quá 10 ngày làm việc kể từ ngày tiếp nhận."),
)


def finished(desk: Desk, inspected: Desk) -> None:
    """Two weeks in the last quarter, two findings, a conclusion; what it asks for waits in the inspected unit."""
    first = next_working_day(clock.today() - timedelta(days=50))
    row = _announced(desk, inspected, first, next_working_day(first, 14), number="15/QĐ-TTr")
    with desk.on(first, row):
        working.begin_inspection(row, actor=desk.chief)
        for topic, text in FINDINGS:
            working.record_finding(row, topic=topic, text=text, actor=desk.chief)
    with desk.on(next_working_day(first, 21), row):
        concluding.conclude_inspection(
            row,
            number="09/KL-TTr",
            concluded_on=clock.today(),
            signer="Chánh Thanh tra",
            result="Đơn vị đã tổ chức tiếp công dân thường xuyên; còn thiếu ngày tiếp của người đứng đầu và chậm xử lý đơn.",
            proposed=Punished(),
            actor=desk.chief,
        )
        concluding.recommend(
            row,
            recommendation="Bố trí đủ ngày tiếp của người đứng đầu, niêm yết lịch tiếp công dân của quý tới.",
            due_on=next_working_day(clock.today(), 45),
            actor=desk.chief,
        )
        delivery.deliver_waiting()


def under_way(desk: Desk, inspected: Desk) -> None:
    """Began last week and lasts another one: its team reads the cases in scope today."""
    first = _worked(desk, clock.today() - timedelta(days=6))
    row = _announced(desk, inspected, first, next_working_day(clock.today(), 8), number="21/QĐ-TTr")
    with desk.on(first, row):
        working.begin_inspection(row, actor=desk.chief)
        topic, text = FINDINGS[-1]
        working.record_finding(row, topic=topic, text=text, actor=desk.chief)


def _announced(desk: Desk, inspected: Desk, first: date, last: date, *, number: str) -> UUID:
    head, *others = [one.pk for one in members.holders(desk.unit.id, Permission.INSPECTION_WORK)]
    decided = _worked(desk, first - timedelta(days=7))
    with desk.on(decided):
        data = InspectionData(
            form=InspectionForm.INSPECTION,
            kind=InspectionKind.PLANNED,
            unit=inspected.unit.key,
            subject="Trách nhiệm tiếp công dân, xử lý đơn của người đứng đầu",
            planned_on=first,
            scope=Scope(received_from=decided - timedelta(days=180), received_to=decided),
        )
        row = planning.plan_inspection(data, line=Line.GOVERNMENT, actor=desk.chief)
        decision = DecisionData(
            number=number,
            decided_on=decided,
            signer="Chánh Thanh tra",
            starts_on=first,
            ends_on=last,
            head=head,
            others=others,
        )
        planning.decide_inspection(row.pk, data=decision, actor=desk.chief)
        announcing.announce_inspection(row.pk, actor=desk.chief)
        delivery.deliver_waiting()
    return row.pk


def _worked(desk: Desk, day: date) -> date:
    return calendar.of_unit(desk.unit.id).previous_working_day(day)
