"""A unit of the tests' world with one of the five plans set up from its preset, and its conference led to where a test looks."""

from dataclasses import dataclass
from datetime import date, time
from typing import Any
from uuid import UUID

from identity.actors import Actor, actor_for
from identity.models import Account
from kernel import clock
from kernel.active import unit_scope
from registry.levels import Line
from tenants.conclusions.enums import Route
from tenants.dialogues.actions import (
    announcing,
    answering,
    approving,
    concluding,
    meeting,
    opinions,
    planning,
    speaking,
)
from tenants.dialogues.actions.opinions import OpinionData
from tenants.dialogues.actions.planning import ConferenceData
from tenants.dialogues.models import Conference, Opinion
from tenants.receptions.actions.plans import PlanData, draft_plan, issue_plan
from tenants.receptions.models import Plan, ReceptionSession
from tenants.receptions.rules.presets import presets
from tests.factories import conclusions as bodies
from tests.factories import dialogues as factory
from tests.world import World

#: The unit of the world on each plan's level, and the day its first conference is held.
UNITS = {"S0": "w111", "S1": "w121", "S2": "w1", "S3": "w12", "S4": "w11"}
DAYS = {"S1": date(2026, 6, 18), "S4": date(2026, 9, 24)}
JANUARY = date(2026, 1, 5)


@dataclass
class Stage:
    """One unit with its plan: who works there and what they look at."""

    world: World
    code: str
    key: str
    office: Actor
    head: Actor
    plan: Plan

    @property
    def desk(self) -> str:
        """Where the pages of the unit begin."""
        return f"/u/{self.key}/desk/"

    def page(self, address: str, *, as_head: bool = False, print_it: bool = False) -> str:
        """What the office, or the head, reads under an address of the desk; it must be there."""
        who = self.head if as_head else self.office
        assert who.account_id is not None
        account = Account.objects.get(pk=who.account_id)
        answer = self.world.client(self.key, account.username.partition(".")[0]).get(self.desk + address)
        assert answer.status_code == 200, (address, answer.status_code)
        return str(answer.content.decode())

    def public(self, address: str) -> str:
        """What everybody reads without an account."""
        from tests.world import Browser

        answer = Browser().get(f"/u/{self.key}/{address}")
        assert answer.status_code == 200, (address, answer.status_code)
        return str(answer.content.decode())

    def scope(self) -> Any:
        """Inside the unit."""
        return unit_scope(self.world.unit(self.key))

    def body(self, name: str = "Tổ địa chính") -> Any:
        """A body of the unit that conclusions can name."""
        return bodies.body(self.world.actor(self.key, "admin"), name, str(self.plan.line))


def issued(world: World, code: str, *, superior: UUID | None = None, number: str = "97-KH/ĐU") -> Stage:
    """The plan of 2026 drafted from its preset and issued on 5 January by the office of its line."""
    key, preset = UNITS[code], presets()[code.lower()]
    is_party = preset.line == Line.PARTY
    office = factory.party_office(world, key) if is_party else world.actor(key, "chief")
    head = world.actor(key, "secretary" if is_party else "chairman")
    data = PlanData(
        year=2026, line=preset.line, title=preset.title, issuer=preset.issuer, head_position=preset.head_position,
        covers=preset.covers, purpose=preset.purpose, signer_name="Lê Văn Phó", signer_title=preset.signer_title,
        bases=list(preset.bases), values=preset.values, distribution=list(preset.distribution),
        superior_plan_id=superior,
    )  # fmt: skip
    with world.scope(key), clock.at(JANUARY):
        plan = draft_plan(data, preset=preset.code, actor=office)
        plan = issue_plan(plan, number=number, dated_on=JANUARY, actor=office)
    return Stage(world, code, key, office, head, plan)


def sessions(stage: Stage) -> list[ReceptionSession]:
    """The sessions the plan made, in order."""
    return list(ReceptionSession.objects.filter(plan_id=stage.plan.pk).order_by("planned_on"))


def first_conference(stage: Stage) -> Conference:
    """The first conference the plan orders."""
    found = Conference.objects.filter(plan_id=stage.plan.pk).order_by("ordinal").first()
    if found is None:
        with clock.at(JANUARY):
            planning.plan_year(2026, str(stage.plan.line), actor=stage.office)
        return first_conference(stage)
    return found


def approved(stage: Stage) -> Conference:
    """With opinions, topics and people, put before the chair and approved."""
    day, row = DAYS[stage.code], first_conference(stage)
    with clock.at(date(day.year, day.month - 1, 4)):
        for source, text in (("FRONT", "Giá đất bồi thường chưa rõ."), ("MEDIA", "Đường liên xóm hư hỏng.")):
            data = OpinionData(source=source, source_name="Tổng hợp", text=text, topic="land")
            opinions.collect_opinion(data, line_code=row.line, conference=found(row), actor=stage.office)
        planning.choose_topics(found(row), topics=["land"], actor=stage.office)
        planning.arrange_conference(found(row), arranged(stage, found(row)), actor=stage.office)
        if stage.code == "S4":
            people = [*found(row).participants, {"name": "Phòng Môi trường", "topics": ["environment"]},
                      {"name": "Phòng Tài nguyên", "topics": ["land"]}]  # fmt: skip
            planning.set_participants(found(row), people, actor=stage.office)
        approving.submit_for_approval(
            found(row), held_on=day, starts_at=time(8, 0), venue="Hội trường trung tâm", actor=stage.office
        )
        approving.approve(found(row), actor=stage.head)
    return found(row)


def arranged(stage: Stage, row: Conference) -> ConferenceData:
    """Chair, minutes taker, desk, for whom; the rest as the plan says."""
    return ConferenceData(
        title=row.title, organiser=row.organiser, chair=stage.head.account_id, chair_name=stage.head.name,
        chair_title=row.chair_title, minutes_taker=stage.office.account_id, desk=row.desk or "Văn phòng",
        target_group="Nhân dân trên địa bàn", expected_from=row.expected_from, expected_to=row.expected_to,
        with_voter_meeting=row.with_voter_meeting, voter_meeting="Tiếp xúc cử tri" if row.with_voter_meeting else "",
        security_plan="Công an giữ trật tự trước, trong và sau hội nghị.",
    )  # fmt: skip


def announced(stage: Stage) -> Conference:
    """Told to the public in time, invitations with slips sent."""
    row, day = approved(stage), DAYS[stage.code]
    with clock.at(date(day.year, day.month - 1, 25)):
        for channel in ("RADIO", "WEBSITE"):
            announcing.announce(
                found(row), channel=channel, where="Đài, trang thông tin", proof="Ảnh", actor=stage.office
            )
        announcing.invite(found(row), actor=stage.office)
    return found(row)


def opened(stage: Stage) -> Conference:
    """The day: opened, with two slips on the speaking list."""
    row = announced(stage)
    with clock.at(DAYS[stage.code]):
        for name in ("Bà Tám", "Ông Năm"):
            slip(stage, row, name)
        meeting.open_conference(found(row), actor=stage.office)
    return found(row)


def slip(stage: Stage, row: Conference, name: str) -> Opinion:
    """Somebody hands the speech slip back."""
    data = OpinionData(
        source="SLIP", text=f"Đất của {name}.", person_name=name, person_address="Khóm Đông", topic="land"
    )
    return speaking.return_slip(found(row), data, actor=stage.office)


def assigned(
    stage: Stage, opinion: Opinion, body: Any, due_on: date, *, route: str = Route.HANDLE, **more: Any
) -> Opinion:
    """Left open: body, person and date."""
    return answering.assign_opinion(
        Opinion.objects.get(pk=opinion.pk), route=route, direction="Kiểm tra, trả lời bà con.", body=body,
        contact="Trưởng bộ phận", due_on=due_on, actor=stage.office, **more,
    )  # fmt: skip


def concluded(stage: Stage, due_on: date) -> tuple[Conference, Opinion]:
    """Held and concluded: the first speaker's matter is open, everything else has its outcome."""
    row, body = opened(stage), stage.body()
    with clock.at(DAYS[stage.code]):
        first = Opinion.objects.get(person_name="Bà Tám")
        speaking.call_speaker(first, actor=stage.office)
        assigned(stage, first, body, due_on)
        for one in Opinion.objects.filter(conference=row).without_outcome():
            answering.answer_on_spot(
                one, text="Đã có kế hoạch.", by="Phòng Tài nguyên", legal_basis="Luật Đất đai 2024", actor=stage.office
            )
        meeting.adopt_minutes(found(row), attended=90, actor=stage.office)
        concluding.conclude_conference(found(row), text="Giải quyết dứt điểm.", actor=stage.head)
    return found(row), Opinion.objects.get(pk=first.pk)


def found(row: Conference) -> Conference:
    """The conference as it stands now."""
    return Conference.objects.get(pk=row.pk)


def actor_of(world: World, username: str, key: str) -> Actor:
    """Somebody by the sign-in name."""
    actor = actor_for(Account.objects.get(username=username), world.unit(key))
    assert actor is not None
    return actor
