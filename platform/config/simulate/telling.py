"""Notices reach people: somebody posts, hands over or telephones, and writes down the proof; a few never do."""

from uuid import UUID

from config.simulate.office import Office
from kernel import clock
from tenants.documents.actions.notices import record_delivery
from tenants.documents.enums import NoticeChannel, NoticeStatus, Subject
from tenants.documents.models import Notice

TOLD = 0.93


def deliver(office: Office, subject: Subject, subject_id: UUID, *, leave: int = 0) -> None:
    """Enter the delivery of what waits about a subject, each on this or the next working day; the first ``leave`` stay."""
    waiting = Notice.objects.filter(subject=subject, subject_id=subject_id, status=NoticeStatus.WAITING)
    # Not by id: ids are chance, and the order decides who is told when.
    for pk in list(waiting.order_by("made_at", "recipient_name", "title").values_list("pk", flat=True))[leave:]:
        if office.chance(TOLD):
            day = office.workday(clock.today(), int(office.chance(0.3)))
            office.on(day, lambda pk=pk: _hand_over(office, pk))  # type: ignore[misc]


def _hand_over(office: Office, pk: UUID) -> None:
    notice = Notice.objects.get(pk=pk)
    number = f"RK{office.random.randint(100000, 999999)}VN" if notice.channel == NoticeChannel.POST else ""
    office.step(
        "record_delivery",
        lambda: record_delivery(
            notice,
            at=clock.now(),
            by="Nhân viên văn thư",
            number=number,
            is_confirmed=notice.channel == NoticeChannel.HAND,
            actor=office.cast.office,
        ),
    )
