"""The day of a session: the queue, what is said and written down, cases, items of the conclusion, minutes."""

from datetime import timedelta
from uuid import UUID

from config.demo import people
from config.simulate.asking import Asking
from config.simulate.office import Office
from config.simulate.setting_up import body_ids
from config.simulate.tasks import Tasks
from kernel import clock
from tenants.cases.enums import CaseKind
from tenants.conclusions.models import Conclusion
from tenants.conclusions.rules.items import ItemData
from tenants.receptions.actions import day as act
from tenants.receptions.actions import queue
from tenants.receptions.actions.registrations import register
from tenants.receptions.actions.sessions import close_day, open_day
from tenants.receptions.actions.taking import make_case
from tenants.receptions.enums import Agreement, EntryKind, Phase, RegistrationSource, RegistrationStatus
from tenants.receptions.models import ReceptionSession, Registration
from tenants.receptions.policies.sessions import BEFORE

SAID = (Agreement.AGREES, Agreement.AGREES, Agreement.PARTLY, Agreement.DISAGREES)
MINUTES_EACH = 20
NONE_YET = 0  # the version of a field nobody saved yet


class Day:
    """What happens on the days of one unit."""

    def __init__(self, office: Office, asking: Asking) -> None:
        self.office = office
        self.asking = asking
        self.tasks = Tasks(office)

    def hold(self, session_id: UUID) -> None:
        """From the opening to the minutes. A session that is over by now stays so."""
        office, actor = self.office, self.office.cast.office
        row = ReceptionSession.objects.get(pk=session_id)
        if row.status not in BEFORE or office.step("open_day", lambda: open_day(row, actor=actor)) is None:
            return
        self._attend(session_id)
        minutes = self._arrivals(session_id)
        self._steps(session_id)
        with office.later(minutes + 10):
            if office.chance(0.06):
                self._incident(session_id)
            self._close(session_id)

    def begin(self, session_id: UUID) -> None:
        """Open today's session with a queue and leave it open: what the demonstration shows."""
        row, actor = ReceptionSession.objects.get(pk=session_id), self.office.cast.office
        if self.office.step("open_day", lambda: open_day(row, actor=actor)) is None:
            return
        self._attend(session_id)
        there = self._come(session_id)
        # At the hour it is: nothing of today lies ahead of the clock.
        for pk in there[:2]:
            self._receive(session_id, pk)

    def _arrivals(self, session_id: UUID) -> int:
        there = self._come(session_id)
        for index, pk in enumerate(there):
            with self.office.later(MINUTES_EACH * (index + 1)):
                self._receive(session_id, pk)
        return MINUTES_EACH * (len(there) + 1)

    def _come(self, session_id: UUID) -> list[UUID]:
        """Who was invited comes or does not; one or two come unasked."""
        office, actor = self.office, self.office.cast.office
        rows = Registration.objects.of_session(session_id).filter(
            status__in=[RegistrationStatus.APPROVED, RegistrationStatus.INVITED]
        )
        there: list[UUID] = []
        for pk in list(rows.order_by("number").values_list("pk", flat=True)):
            if office.chance(0.9):
                if office.step("arrive", lambda pk=pk: queue.arrive(pk, actor=actor)) is not None:  # type: ignore[misc]
                    there.append(pk)
            else:
                office.step("mark_absent", lambda pk=pk: queue.mark_absent(pk, actor=actor))  # type: ignore[misc]
        session = ReceptionSession.objects.get(pk=session_id)
        for _index in range(office.random.choice([0, 0, 1, 2])):
            data = self.asking.data()
            made = office.step(
                "register",
                lambda data=data: register(  # type: ignore[misc]
                    data, source=RegistrationSource.WALK_IN, session=session, actor=actor
                ),
            )
            if made is not None:
                there.append(made.registration.pk)
        return there

    def _receive(self, session_id: UUID, pk: UUID) -> None:
        """One citizen sits before the head."""
        office, actor = self.office, self.office.cast.office
        session = ReceptionSession.objects.get(pk=session_id)
        if office.step("begin_reception", lambda: queue.begin_reception(pk, actor=actor)) is None:
            return
        row = Registration.objects.get(pk=pk)
        for kind, text in (
            (EntryKind.STATEMENT, row.matter),
            (EntryKind.CLOSING, "Tôi nhất trí với hướng giải quyết."),
        ):
            self._note(session, kind, text, registration_id=pk)
        office.step("end_reception", lambda: queue.end_reception(pk, actor=actor))
        said = office.random.choice(SAID)
        office.step(
            "say", lambda: queue.say(pk, agreement=said, outcome=office.random.choice(people.ANSWERS), actor=actor)
        )
        if office.chance(0.35):
            denounced = ("Một cán bộ phụ trách hồ sơ",) if row.kind == CaseKind.DENUNCIATION else ()
            office.step("make_case", lambda: make_case(row, field=row.field, denounced=denounced, actor=actor))
        if office.chance(0.6):
            self._conclude(session, pk)

    def _conclude(self, session: ReceptionSession, pk: UUID) -> None:
        office = self.office
        is_settled = office.chance(0.15)
        item = ItemData(
            text="Kiểm tra, xem xét kiến nghị của công dân, trả lời bằng văn bản.",
            lead_body=office.random.choice(body_ids()),
            contact="Trưởng bộ phận",
            due_on=office.workday(clock.today() + timedelta(days=office.random.randint(15, 40))),
            settled="Đã giải thích tại buổi tiếp, công dân đồng ý." if is_settled else "",
        )
        row = Registration.objects.get(pk=pk)
        office.step(
            "conclude_item", lambda: act.conclude_item(session, item, registration=row, actor=office.cast.office)
        )

    def _attend(self, session_id: UUID) -> None:
        for one in ReceptionSession.objects.get(pk=session_id).participants:
            fate = self.office.random.random()
            if fate < 0.75:
                self._there(session_id, UUID(one["id"]), True, "", "")
            elif fate < 0.95:
                self._there(session_id, UUID(one["id"]), True, "Phó trưởng cơ quan", "Trưởng cơ quan đi họp")
            else:
                self._there(session_id, UUID(one["id"]), False, "", "Không cử người dự")

    def _there(self, session_id: UUID, participant_id: UUID, attended: bool, substitute: str, reason: str) -> None:
        session, actor = ReceptionSession.objects.get(pk=session_id), self.office.cast.office
        self.office.step(
            "attend",
            lambda: act.attend(
                session,
                participant_id=participant_id,
                attended=attended,
                substitute=substitute,
                reason=reason,
                actor=actor,
            ),
        )

    def _steps(self, session_id: UUID) -> None:
        session = ReceptionSession.objects.get(pk=session_id)
        for step in session.agenda:
            self._note(session, EntryKind.STEP, f"{step['text']}: đã thực hiện.", step=step["order"])

    def _note(
        self,
        session: ReceptionSession,
        kind: EntryKind,
        text: str,
        *,
        step: int | None = None,
        registration_id: UUID | None = None,
    ) -> None:
        self.office.step(
            "save_note",
            lambda: act.save_note(
                session,
                kind=kind,
                typed=text,
                version=NONE_YET,
                step=step,
                registration_id=registration_id,
                actor=self.office.cast.office,
            ),
        )

    def _incident(self, session_id: UUID) -> None:
        session = ReceptionSession.objects.get(pk=session_id)
        self.office.step(
            "report_incident",
            lambda: act.report_incident(
                session,
                what="Một số người tập trung trước cổng, đã được giải thích và ra về.",
                phase=Phase.AFTER,
                is_urgent=self.office.chance(0.3),
                actor=self.office.cast.office,
            ),
        )

    def _close(self, session_id: UUID) -> None:
        office, actor = self.office, self.office.cast.office

        def session() -> ReceptionSession:
            return ReceptionSession.objects.get(pk=session_id)

        office.step("draft_minutes", lambda: act.draft_minutes(session(), actor=actor))
        office.step("record_reading", lambda: act.record_reading(session(), was_read=True, signed="ALL", actor=actor))
        is_there = office.chance(0.97)
        office.step("close_day", lambda: close_day(session(), head_present=is_there, actor=actor))
        conclusion = Conclusion.objects.filter(source_id=session_id).first()
        if conclusion is not None:
            self.tasks.follow(conclusion.pk)
