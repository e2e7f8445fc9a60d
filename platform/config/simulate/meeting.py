"""The meeting and what follows: speakers, answers, assignments, minutes, review, conclusion notice, written answers."""

from datetime import date, timedelta
from uuid import UUID

from config.demo import people
from config.simulate.office import Office
from config.simulate.setting_up import body_ids
from config.simulate.signing import sign
from config.simulate.telling import deliver
from kernel import clock
from registry import tree
from tenants.cases.enums import CaseKind
from tenants.conclusions.actions.notices import draft_notice
from tenants.conclusions.enums import Route
from tenants.conclusions.models import Conclusion
from tenants.dialogues.actions import answering, concluding, meeting, replying, speaking
from tenants.dialogues.actions.opinions import OpinionData
from tenants.dialogues.actions.replying import Sent
from tenants.dialogues.enums import ConferenceStatus, OpinionSource, OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.rules.people import ABSENT, LEADER, SUBSTITUTE
from tenants.dialogues.rules.recipients import Recipient
from tenants.documents.actions.drafting import submit_document
from tenants.documents.enums import Subject
from tenants.staff.models import Body

RESULTS_TO = ("Ban Thường vụ cấp ủy", "Hội đồng nhân dân", "Ủy ban Mặt trận Tổ quốc")


class Meeting:
    """The conferences of one unit on and after their day."""

    def __init__(self, office: Office) -> None:
        self.office = office

    def somebody(self) -> str:
        """The name of an invented citizen."""
        return people.name(self.office.random)

    def slip(self, pk: UUID) -> None:
        """A speech slip comes back."""
        data = OpinionData(
            source=OpinionSource.SLIP,
            text=self.office.random.choice(people.MATTERS)[2],
            person_name=self.somebody(),
            person_address=people.address(self.office.random, self.office.cast.unit.name),
            topic="land",
        )
        self.office.step("return_slip", lambda: speaking.return_slip(_found(pk), data, actor=self.office.cast.office))

    def hold(self, pk: UUID) -> None:
        """Opening, speakers in their order, questions, minutes, closing; then what the plan orders afterwards."""
        office, actor = self.office, self.office.cast.office
        if office.step("open_conference", lambda: meeting.open_conference(_found(pk), actor=actor)) is None:
            return
        self._attendance(pk)
        self._on_list(pk)
        for index, opinion_id in enumerate(_waiting(pk)):
            with office.later(5 * index):
                asked = Opinion.objects.get(pk=opinion_id)
                if office.step("call_speaker", lambda asked=asked: speaking.call_speaker(asked, actor=actor)):  # type: ignore[misc]
                    self._outcome(opinion_id)
        for source in (OpinionSource.FLOOR, OpinionSource.WRITTEN):
            self._question(pk, source)
        with office.later(150):
            told = "Dự án đường liên xóm khởi công trong quý tới."
            office.step("inform", lambda: meeting.inform(_found(pk), text=told, actor=actor))
            for opinion_id in _open(pk):
                self._outcome(opinion_id)
            done = office.step("adopt_minutes", lambda: meeting.adopt_minutes(_found(pk), actor=actor))
        if done is not None:
            self._afterwards(pk)

    def begin(self, pk: UUID) -> None:
        """Open today's conference, hear the first two speakers and leave it open: what the demonstration shows."""
        actor = self.office.cast.office
        if self.office.step("open_conference", lambda: meeting.open_conference(_found(pk), actor=actor)) is None:
            return
        self._attendance(pk)
        self._on_list(pk)
        for opinion_id in _waiting(pk)[:2]:
            asked = Opinion.objects.get(pk=opinion_id)
            if self.office.step("call_speaker", lambda asked=asked: speaking.call_speaker(asked, actor=actor)):  # type: ignore[misc]
                self._outcome(opinion_id)

    def _attendance(self, pk: UUID) -> None:
        marks = {}
        for one in _found(pk).participants:
            fate = self.office.random.random()
            marks[one["id"]] = (
                (LEADER, "", "") if fate < 0.75
                else (SUBSTITUTE, "Phó trưởng cơ quan", "Trưởng cơ quan đi họp") if fate < 0.93
                else (ABSENT, "", "Bận việc")
            )  # fmt: skip
        count, actor = self.office.random.randint(70, 120), self.office.cast.office
        self.office.step(
            "take_attendance", lambda: meeting.take_attendance(_found(pk), attended=count, marks=marks, actor=actor)
        )

    def _on_list(self, pk: UUID) -> None:
        collected = Opinion.objects.filter(
            conference_id=pk, speaking_no=None, status__in=[OpinionStatus.COLLECTED, OpinionStatus.PREPARED]
        )
        chosen = list(collected.order_by("entered_at", "text").values_list("pk", flat=True)[:6])
        if chosen:
            actor = self.office.cast.office
            self.office.step("put_on_list", lambda: speaking.put_on_list(_found(pk), opinions=chosen, actor=actor))

    def _question(self, pk: UUID, source: OpinionSource) -> None:
        data = OpinionData(
            source=source, text="Khi nào trả lời đơn của tôi?", person_name=self.somebody(), topic="land"
        )
        actor = self.office.cast.office
        self.office.step("take_question", lambda: speaking.take_question(_found(pk), data, actor=actor))

    def _outcome(self, opinion_id: UUID) -> None:
        office, actor, fate = self.office, self.office.cast.office, self.office.random.random()
        row = Opinion.objects.get(pk=opinion_id)
        if fate < 0.5:
            office.step(
                "answer_on_spot",
                lambda: answering.answer_on_spot(
                    row,
                    text="Tiếp thu, sẽ thực hiện trong tháng.",
                    by="Trưởng cơ quan",
                    legal_basis="Luật Đất đai",
                    actor=actor,
                ),
            )
        elif fate < 0.62:
            office.step("note_opinion", lambda: answering.note_opinion(row, note="Ghi nhận.", actor=actor))
        else:
            self._assign(row)

    def _assign(self, row: Opinion) -> None:
        office, is_complex = self.office, self.office.chance(0.2)
        route = office.random.choice([Route.HANDLE, Route.HANDLE, Route.VERIFY, Route.POLICY])
        is_up = office.chance(0.12) and row.person_name != "" and _has_superior(office)
        if is_up:
            office.step(
                "submit_up",
                lambda: answering.submit_up(
                    row, reason="Vượt thẩm quyền của đơn vị.", kind=CaseKind.PROPOSAL, actor=office.cast.office
                ),
            )
        body = Body.objects.get(pk=office.random.choice(body_ids()))
        office.step(
            "assign_opinion",
            lambda: answering.assign_opinion(
                Opinion.objects.get(pk=row.pk),
                route=route,
                direction="Kiểm tra, giải quyết, trả lời công dân.",
                body=body,
                contact="Trưởng bộ phận",
                due_on=office.workday(clock.today(), office.random.randint(8, 14)),
                is_complex=is_complex,
                actor=office.cast.office,
            ),
        )

    def _afterwards(self, pk: UUID) -> None:
        office, today = self.office, clock.today()
        office.on(today, lambda: self._conclude(pk), hour=16)
        office.on(office.workday(today, office.random.randint(2, 6)), lambda: self._review(pk))
        office.on(office.workday(today, office.random.randint(3, 6)), lambda: self._notice(pk))
        office.on(office.workday(today, 35), lambda: self._results(pk))
        office.on(office.workday(today, 60), lambda: self._close(pk))

    def _conclude(self, pk: UUID) -> None:
        for opinion_id in _open(pk):
            self._outcome(opinion_id)
        text, actor = "Các cơ quan thực hiện đúng thời hạn đã giao.", self.office.cast.head
        self.office.step(
            "conclude_conference", lambda: concluding.conclude_conference(_found(pk), text=text, actor=actor)
        )

    def _review(self, pk: UUID) -> None:
        actor = self.office.cast.head
        self.office.step(
            "review_conference",
            lambda: concluding.review_conference(_found(pk), text="Chuẩn bị tốt.", on=clock.today(), actor=actor),
        )

    def _notice(self, pk: UUID) -> None:
        office, actor = self.office, self.office.cast.office
        conclusion = Conclusion.objects.filter(source_id=pk).first()
        if conclusion is None:
            return
        document = office.step("draft_notice", lambda: draft_notice(conclusion, actor=actor))
        if document is None:
            return
        office.step("submit_document", lambda: submit_document(document, actor=actor))
        if sign(office, document) is None:
            return
        for opinion_id, due_on in list(
            Opinion.objects.filter(conference_id=pk, status=OpinionStatus.ASSIGNED)
            .order_by("speaking_no", "entered_at", "text")
            .values_list("pk", "expected_on")
        ):
            self._answer_by(opinion_id, due_on or clock.today() + timedelta(days=20))

    def _answer_by(self, opinion_id: UUID, due_on: date) -> None:
        office, fate = self.office, self.office.random.random()
        if fate < 0.15:
            office.on(office.workday(due_on, -1), lambda: self._interim(opinion_id))
            due_on = office.workday(due_on, office.random.randint(6, 12))
        elif fate < 0.3:
            due_on = office.workday(due_on, office.random.randint(2, 9))
        else:
            due_on = office.workday(due_on, -office.random.randint(0, 3))
        office.on(due_on, lambda: self._reply(opinion_id))

    def _interim(self, opinion_id: UUID) -> None:
        until = self.office.workday(clock.today(), 10)
        self.office.step(
            "tell_interim",
            lambda: replying.tell_interim(
                Opinion.objects.get(pk=opinion_id), until=until, body="Bộ phận Địa chính", text="Phải đo đạc lại.",
                actor=self.office.cast.office,
            ),
        )  # fmt: skip
        deliver(self.office, Subject.OPINION, opinion_id)

    def _reply(self, opinion_id: UUID) -> None:
        """Now and then one of the four proofs is missing: refused, and complete the next day."""
        is_short = self.office.chance(0.15)
        if self._replied(opinion_id, is_short=is_short) is None and is_short:
            self.office.on(self.office.workday(clock.today(), 1), lambda: self._replied(opinion_id, is_short=False))

    def _replied(self, opinion_id: UUID, *, is_short: bool) -> Opinion | None:
        today = clock.today()
        sent = {
            role.value: Sent(name=str(role.label), how="POST", on=today, proof="" if is_short else "Phiếu gửi 12")
            for role in Recipient
        }
        return self.office.step(
            "reply_in_writing",
            lambda: replying.reply_in_writing(
                Opinion.objects.get(pk=opinion_id),
                text=self.office.random.choice(people.ANSWERS),
                number="21/CV",
                how="POST",
                on=today,
                recipients=sent,
                legal_basis="Luật Đất đai",
                actor=self.office.cast.office,
            ),
        )

    def _results(self, pk: UUID) -> None:
        actor = self.office.cast.office
        self.office.step("report_results", lambda: concluding.report_results(_found(pk), to=RESULTS_TO, actor=actor))
        deliver(self.office, Subject.CONFERENCE, pk)

    def _close(self, pk: UUID) -> None:
        if _found(pk).status in (ConferenceStatus.HELD, ConferenceStatus.REVIEWED, ConferenceStatus.CONCLUDED):
            actor = self.office.cast.head
            self.office.step("close_conference", lambda: concluding.close_conference(_found(pk), actor=actor))


def _found(pk: UUID) -> Conference:
    return Conference.objects.get(pk=pk)


def _waiting(pk: UUID) -> list[UUID]:
    rows = Opinion.objects.filter(conference_id=pk, status=OpinionStatus.WAITING)
    return list(rows.order_by("speaking_no").values_list("pk", flat=True))


def _open(pk: UUID) -> list[UUID]:
    rows = Opinion.objects.filter(conference_id=pk).without_outcome()
    return list(rows.order_by("speaking_no", "entered_at", "text").values_list("pk", flat=True))


def _has_superior(office: Office) -> bool:
    above = tree.parent(office.cast.unit.id)
    return above is not None and above.is_opened
