"""Conclusions go out and their items are carried through: progress, obstacles, extensions, late ones, answers."""

from datetime import date, timedelta
from uuid import UUID

from config.demo import people
from config.simulate.office import Office
from config.simulate.signing import sign
from kernel import clock
from tenants.conclusions.actions import finishing, tasks
from tenants.conclusions.actions.notices import draft_notice
from tenants.conclusions.enums import HowAnswered, TaskStatus
from tenants.conclusions.models import Conclusion, Task
from tenants.documents.actions.drafting import submit_document

LATE, NEVER, OBSTACLE, EXTENDED, RETURNED, EAGER = 0.18, 0.05, 0.15, 0.15, 0.08, 0.06
HOW = (HowAnswered.POST, HowAnswered.HAND, HowAnswered.POSTING)


class Tasks:
    """The items of one unit's conclusions."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def follow(self, conclusion_id: UUID) -> None:
        """The notice goes out two to five working days after the day."""
        day = self.office.workday(clock.today(), self.office.random.randint(2, 5))
        self.office.on(day, lambda: self._issue(conclusion_id))

    def _issue(self, conclusion_id: UUID) -> None:
        actor = self.office.cast.office
        document = self.office.step(
            "draft_notice", lambda: draft_notice(Conclusion.objects.get(pk=conclusion_id), actor=actor)
        )
        if document is None:
            return
        self.office.step("submit_document", lambda: submit_document(document, actor=actor))
        # The signature gives the tasks out.
        if sign(self.office, document) is not None:
            self.carry_out(conclusion_id)

    def carry_out(self, conclusion_id: UUID) -> None:
        """Every open item of an issued conclusion gets its life."""
        rows = Task.objects.filter(conclusion_id=conclusion_id, status=TaskStatus.ASSIGNED).order_by("order")
        for pk, due_on in list(rows.values_list("pk", "due_on")):
            self._live(pk, due_on or clock.today() + timedelta(days=30))

    def _live(self, pk: UUID, due_on: date) -> None:
        office, today = self.office, clock.today()
        office.on(office.workday(today, office.random.randint(1, 3)), lambda: self._acknowledge(pk))
        office.on(office.workday(today, office.random.randint(5, 9)), lambda: self._progress(pk))
        if office.chance(OBSTACLE):
            office.on(office.workday(today, office.random.randint(6, 10)), lambda: self._obstruct(pk))
        if office.chance(EXTENDED):
            office.on(office.workday(due_on, -2), lambda: self._extend(pk))
        fate = office.random.random()
        if fate < NEVER:
            office.on(office.workday(due_on, 3), lambda: self._urge(pk))
            return
        if fate < NEVER + LATE:
            office.on(office.workday(due_on, 2), lambda: self._urge(pk))
            done = office.workday(due_on, office.random.randint(3, 20))
        else:
            done = office.workday(due_on, -office.random.randint(5, 9))
        office.on(done, lambda: self._report(pk))

    def _acknowledge(self, pk: UUID) -> None:
        self.office.step("acknowledge_task", lambda: tasks.acknowledge_task(_task(pk), actor=self.office.cast.office))

    def _progress(self, pk: UUID) -> None:
        text = "Đã làm việc với công dân, đang đối chiếu hồ sơ."
        actor = self.office.cast.office
        self.office.step(
            "report_progress",
            lambda: tasks.report_progress(_task(pk), text=text, told_by="Trưởng bộ phận", actor=actor),
        )

    def _obstruct(self, pk: UUID) -> None:
        text, office = "Chưa có hồ sơ gốc, phải chờ cơ quan lưu trữ.", self.office
        if office.step("raise_obstacle", lambda: tasks.raise_obstacle(_task(pk), text=text, actor=office.cast.office)):
            office.on(office.workday(clock.today(), office.random.randint(1, 4)), lambda: self._settle(pk))

    def _settle(self, pk: UUID) -> None:
        head = self.office.cast.head
        self.office.step(
            "answer_obstacle", lambda: tasks.answer_obstacle(_task(pk), answer="Giao Văn phòng phối hợp.", actor=head)
        )

    def _extend(self, pk: UUID) -> None:
        row, office = _task(pk), self.office
        if not row.is_open or row.due_on is None:
            return
        to = office.workday(row.due_on, office.random.randint(5, 15))
        office.step(
            "extend_task",
            lambda: tasks.extend_task(
                row, to=to, reason="Phải trưng cầu đo đạc lại.", responsible=row.lead_name, how_told="gửi bưu điện",
                actor=office.cast.office,
            ),
        )  # fmt: skip

    def _urge(self, pk: UUID) -> None:
        if _task(pk).is_open:
            actor = self.office.cast.office
            self.office.step("urge_task", lambda: tasks.urge_task(_task(pk), text="Đề nghị báo cáo ngay.", actor=actor))

    def _report(self, pk: UUID) -> None:
        office, actor = self.office, self.office.cast.office
        text = office.random.choice(people.ANSWERS)
        done = office.step(
            "report_result",
            lambda: finishing.report_result(_task(pk), text=text, reported_on=clock.today(), actor=actor),
        )
        if done is None:
            # An obstacle still waits for the head: tried again a few days later, as an office does.
            if _task(pk).is_open:
                office.on(office.workday(clock.today(), 5), lambda: self._report(pk))
            return
        if office.chance(EAGER):
            # Somebody forgets the answer to the citizen; the product refuses and names what is missing.
            office.step("close_task", lambda: finishing.close_task(_task(pk), actor=actor))
        if office.chance(RETURNED):
            office.step(
                "return_result", lambda: finishing.return_result(_task(pk), reason="Chưa rõ kết quả.", actor=actor)
            )
            office.on(office.workday(clock.today(), 5), lambda: self._report(pk))
            return
        office.on(office.workday(clock.today(), office.random.randint(1, 4)), lambda: self._answer(pk))

    def _answer(self, pk: UUID) -> None:
        office, how = self.office, self.office.random.choice(HOW)
        row = _task(pk)
        if row.needs_citizen_answer and row.answered_on is None:
            office.step(
                "answer_citizen",
                lambda: finishing.answer_citizen(
                    row,
                    how=how,
                    answered_on=clock.today(),
                    number="15/CV" if how == HowAnswered.POST else "",
                    signed_by="" if how == HowAnswered.POST else "Công dân ký nhận",
                    actor=office.cast.office,
                ),
            )
        office.step("close_task", lambda: finishing.close_task(_task(pk), actor=office.cast.office))


def _task(pk: UUID) -> Task:
    return Task.objects.select_related("conclusion", "lead_body").get(pk=pk)
