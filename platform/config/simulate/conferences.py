"""The dialogue conferences of a year, from the opinions collected to the last written answer."""

from collections.abc import Sequence
from datetime import date, time, timedelta
from typing import Any
from uuid import UUID

from config.simulate.meeting import Meeting
from config.simulate.office import Office
from config.simulate.setting_up import body_ids
from config.simulate.telling import deliver
from kernel import clock
from tenants.dialogues.actions import announcing, approving, opinions, papers, planning, putting_off
from tenants.dialogues.actions.opinions import OpinionData
from tenants.dialogues.actions.planning import ConferenceData
from tenants.dialogues.enums import ConferenceStatus, OpinionSource
from tenants.dialogues.models import Conference, Opinion
from tenants.documents.enums import DocumentKind, Subject
from tenants.receptions.models import Plan
from tenants.staff.models import Body

TOPICS = ("land", "land_recovery", "environment", "pollution", "agriculture", "social_policy")
ASKED = (
    "Đề nghị công khai bảng giá đất bồi thường.",
    "Đường vào xóm hư hỏng, học sinh đi lại khó khăn.",
    "Bãi rác tự phát cạnh kênh chưa được thu gom.",
    "Đề nghị hỗ trợ giống sau đợt ngập.",
    "Cán bộ tiếp nhận hồ sơ chưa hướng dẫn đầy đủ.",
    "Nước sinh hoạt yếu vào giờ cao điểm.",
)
SOURCES = (OpinionSource.CITIZEN, OpinionSource.FRONT, OpinionSource.UNION, OpinionSource.DEPUTY, OpinionSource.MEDIA)
# A conference without a quarter of its own is held in the third.
USUAL_QUARTER = 3
POSTPONED, LATE = 0.2, 0.1


class Conferences:
    """The conferences of one plan, and one called because something came up."""

    def __init__(self, office: Office) -> None:
        self.office = office
        self.meeting = Meeting(office)

    def follow(self, plan: Plan) -> None:
        """Enter the conferences that the plan orders into the agenda, and an ad hoc one."""
        office, actor = self.office, self.office.cast.office
        if not Conference.objects.of_year(plan.year).filter(line=plan.line).exists() and plan.values.get(
            "conference_quota"
        ):
            office.step("plan_year", lambda: planning.plan_year(plan.year, plan.line, actor=actor))
        rows = Conference.objects.of_year(plan.year).filter(line=plan.line, is_ad_hoc=False).order_by("ordinal")
        for pk, quarter in list(rows.values_list("pk", "quarter")):
            month = 3 * (quarter or USUAL_QUARTER) - office.random.randint(0, 1)
            self._plan(pk, office.workday(date(plan.year, month, office.random.randint(8, 24))))
        called = office.workday(date(plan.year, office.random.randint(3, 4), office.random.randint(2, 20)))
        office.on(called, self._call)

    def meet(self, on: date, *, begin: bool) -> None:
        """Enter a conference that surely takes place on a day; today's is opened and left open. For the demonstration."""
        self.office.on(self.office.workday(on, -40), lambda: self._call(on, begin=begin), hour=8)

    def _call(self, on: date | None = None, *, begin: bool = False) -> None:
        """An ad hoc conference: the Front proposes, the office calls it."""
        cast = self.office.cast
        row = self.office.step(
            "call_conference",
            lambda: planning.call_conference(
                line_code=str(cast.line),
                title="Đối thoại đột xuất về thu gom rác",
                why="Nhiều ý kiến qua Mặt trận.",
                topics=("environment",),
                proposed_by="Ủy ban Mặt trận Tổ quốc",
                actor=cast.office,
            ),
        )
        if row is None:
            return
        day = on or self.office.workday(clock.today() + timedelta(days=40))
        self._before(row.pk, day)
        if begin:
            self.office.at_the_end.append(lambda: self.meeting.begin(row.pk))
        else:
            self._on_the_day(row.pk, day, is_sure=on is not None)

    def _plan(self, pk: UUID, day: date) -> None:
        self._before(pk, day)
        self._on_the_day(pk, day)

    def _before(self, pk: UUID, day: date) -> None:
        """All dates of a conference follow from the day it is meant for."""
        office = self.office
        for _index in range(office.random.randint(8, 14)):
            office.on(office.workday(day - timedelta(days=office.random.randint(30, 60))), lambda: self._collect(pk))
        before = office.workday
        office.on(before(day, -22), lambda: self._choose(pk))
        office.on(before(day, -20), lambda: self._arrange(pk))
        office.on(before(day, -19), lambda: self._prepare(pk, day))
        office.on(before(day, -17), lambda: self._submit(pk, day))
        office.on(before(day, -15), lambda: self._approve(pk))
        office.on(before(day, -3 if office.chance(LATE) else -10), lambda: self._announce(pk))
        office.on(before(day, -8), lambda: self._invite(pk))
        office.on(before(day, -5), lambda: self._answers_prepared(pk))
        for _index in range(office.random.randint(3, 6)):
            office.on(before(day, -office.random.randint(1, 6)), lambda: self.meeting.slip(pk))

    def _on_the_day(self, pk: UUID, day: date, *, is_sure: bool = False) -> None:
        office, before = self.office, self.office.workday
        if office.chance(POSTPONED) and not is_sure:
            office.on(before(day, -4), lambda: self._postpone(pk, before(day, 12)))
        else:
            office.on(day, lambda: self.meeting.hold(pk), hour=8)

    def _collect(self, pk: UUID) -> None:
        random, row = self.office.random, _found(pk)
        source = random.choice(SOURCES)
        is_cleared = self.office.chance(0.1)
        data = OpinionData(
            source=OpinionSource.LOWER_UNIT if is_cleared else source,
            source_name=""
            if source in (OpinionSource.CITIZEN, OpinionSource.DEPUTY) and not is_cleared
            else "Tổng hợp",
            text=random.choice(ASKED),
            person_name=self.meeting.somebody() if source == OpinionSource.CITIZEN else "",
            topic=random.choice(TOPICS),
            cleared_on=clock.today() if is_cleared else None,
            cleared_note="Đã giải quyết tại cơ sở." if is_cleared else "",
        )
        self.office.step(
            "collect_opinion",
            lambda: opinions.collect_opinion(data, line_code=row.line, conference=row, actor=self.office.cast.office),
        )

    def _choose(self, pk: UUID) -> None:
        chosen = sorted(self.office.random.sample(TOPICS, 3))
        actor = self.office.cast.office
        self.office.step("choose_topics", lambda: planning.choose_topics(_found(pk), topics=chosen, actor=actor))

    def _arrange(self, pk: UUID) -> None:
        row, cast = _found(pk), self.office.cast
        data = ConferenceData(
            title=row.title,
            organiser=row.organiser or cast.unit.name,
            chair=cast.head.account_id,
            chair_name=cast.head.name,
            chair_title=row.chair_title or "Người đứng đầu",
            minutes_taker=cast.office.account_id,
            desk=row.desk or "Văn phòng",
            target_group="Nhân dân trên địa bàn",
            expected_from=80,
            expected_to=100,
            with_voter_meeting=row.with_voter_meeting,
            voter_meeting=row.voter_meeting or ("Tiếp xúc cử tri định kỳ" if row.with_voter_meeting else ""),
            security_plan="Công an giữ trật tự trước, trong và sau hội nghị.",
        )
        self.office.step("arrange_conference", lambda: planning.arrange_conference(row, data, actor=cast.office))
        if not row.participants:
            people: list[dict[str, Any]] = [
                {"name": "Ủy ban Mặt trận Tổ quốc"},
                {"name": "Bộ phận Địa chính", "topics": ["land"]},
            ]
            self.office.step(
                "set_participants", lambda: planning.set_participants(_found(pk), people, actor=cast.office)
            )

    def _prepare(self, pk: UUID, day: date) -> None:
        office, body = self.office, Body.objects.get(pk=self.office.random.choice(body_ids()))
        wanted = _opinions(pk)
        if wanted:
            office.step(
                "assign_preparation",
                lambda: opinions.assign_preparation(
                    _found(pk), opinions=wanted, body=body, due_on=office.workday(day, -5), actor=office.cast.office
                ),
            )

    def _answers_prepared(self, pk: UUID) -> None:
        for opinion_id in _opinions(pk):
            if self.office.chance(0.7):
                self.office.step(
                    "prepare_answer",
                    lambda opinion_id=opinion_id: opinions.prepare_answer(  # type: ignore[misc]
                        Opinion.objects.get(pk=opinion_id),
                        text="Đã có kế hoạch thực hiện trong quý tới.",
                        legal_basis="Luật Đất đai",
                        actor=self.office.cast.office,
                    ),
                )

    def _submit(self, pk: UUID, day: date) -> None:
        self.office.step(
            "submit_for_approval",
            lambda: approving.submit_for_approval(
                _found(pk), held_on=day, starts_at=time(8, 0), venue="Hội trường", actor=self.office.cast.office
            ),
        )

    def _approve(self, pk: UUID) -> None:
        self.office.step("approve", lambda: approving.approve(_found(pk), actor=self.office.cast.head))
        for kind in (DocumentKind.PROGRAMME, DocumentKind.HOUSE_RULES):
            self.office.step(
                "draft_paper",
                lambda kind=kind: papers.draft_paper(_found(pk), kind, actor=self.office.cast.office),  # type: ignore[misc]
            )

    def _announce(self, pk: UUID) -> None:
        """Late ones are refused first and then announced with the reason, as the product asks."""
        channels = ("WEBSITE", "RADIO", "POSTING")
        for channel in channels:
            if self._announced(pk, channel, "") is None:
                self._announced(pk, channel, "Chờ thống nhất địa điểm.")

    def _announced(self, pk: UUID, channel: str, why: str) -> Conference | None:
        return self.office.step(
            "announce",
            lambda: announcing.announce(
                _found(pk), channel=channel, where="Trang thông tin, đài, bảng tin", proof="Ảnh chụp", late_why=why,
                actor=self.office.cast.office,
            ),
        )  # fmt: skip

    def _invite(self, pk: UUID) -> None:
        self.office.step("invite", lambda: announcing.invite(_found(pk), actor=self.office.cast.office))
        deliver(self.office, Subject.CONFERENCE, pk)

    def _postpone(self, pk: UUID, to: date) -> None:
        row = _found(pk)
        if row.status not in (ConferenceStatus.APPROVED, ConferenceStatus.ANNOUNCED):
            return
        actor = self.office.cast.office
        done = self.office.step(
            "postpone_conference",
            lambda: putting_off.postpone_conference(row, why="Mưa lũ.", held_on=to, actor=actor),
        )
        deliver(self.office, Subject.CONFERENCE, pk)
        if done is not None:
            self.office.on(self.office.workday(to, -10), lambda: self._announce(pk))
            self.office.on(to, lambda: self.meeting.hold(pk), hour=8)


def _found(pk: UUID) -> Conference:
    return Conference.objects.get(pk=pk)


def _opinions(pk: UUID) -> Sequence[UUID]:
    """Those without an outcome in the order they came in."""
    return list(
        Opinion.objects.filter(conference_id=pk)
        .without_outcome()
        .order_by("entered_at", "text")
        .values_list("pk", flat=True)
    )
