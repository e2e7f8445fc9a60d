"""Conferences for tests, made through the product's own actions; the caller is inside the unit's scope."""

from datetime import date, time, timedelta
from typing import Any

from identity.actors import Actor
from identity.models import Account, Membership
from kernel import clock
from registry.levels import Line
from tenants.dialogues.actions import announcing, answering, approving, meeting, opinions, planning, speaking
from tenants.dialogues.actions.opinions import OpinionData
from tenants.dialogues.actions.planning import ConferenceData
from tenants.dialogues.enums import OpinionSource
from tenants.dialogues.models import Conference, Opinion
from tenants.receptions.enums import PlanStatus
from tenants.receptions.models import Plan
from tests.world import FROM, World

# What two plans order: a commune's Party committee (five steps, calendar days, answers from the notice) and a city.
COMMUNE: dict[str, Any] = {
    "conference_quota": 2,
    "conference_quarters": [2, 3],
    "conference_expected": [80, 100],
    "conference_notice": {"length": 7, "kind": "calendar"},
    "conference_conclusion": {"length": 10, "kind": "calendar"},
    "conference_reply": {"length": 30, "kind": "working", "start": "notice"},
    "conference_organiser": "Ban Thường vụ Đảng ủy",
    "conference_chair": "Bí thư Đảng ủy",
}
CITY: dict[str, Any] = {
    "conference_quota": 1,
    "conference_with_voters": True,
    "conference_notice": {"length": 7, "kind": "working"},
    "conference_review": {"length": 5, "kind": "working"},
    "conference_conclusion": {"length": 5, "kind": "working"},
    "conference_reply": {"length": 15, "kind": "working", "start": "conference"},
    "conference_reply_complex": {"length": 30, "kind": "working", "start": "conference"},
    "conference_channels": ["WEBSITE", "RADIO", "POSTING", "INVITATION"],
    "conference_organiser": "UBND thành phố",
    "conference_participants": [
        {"name": "Văn phòng HĐND và UBND"},
        {"name": "Phòng Tài nguyên và Môi trường", "when": "land"},
    ],
    "results_to": ["Thường trực Thành ủy", "HĐND thành phố", "Ủy ban MTTQ"],
}
DAY = date(2026, 9, 24)
"""A Thursday without days off near it."""


def plan(line: str = Line.GOVERNMENT, year: int = 2026, values: dict[str, Any] | None = None) -> Plan:
    """An issued plan of the year; how plans are issued is tested where they live."""
    found: Plan = Plan.objects.create(
        year=year,
        line=line,
        status=PlanStatus.ISSUED,
        title=f"Kế hoạch đối thoại năm {year}",
        issuer="UBND thành phố" if line == Line.GOVERNMENT else "Ban Thường vụ Đảng ủy",
        head_position="Chủ tịch" if line == Line.GOVERNMENT else "Bí thư",
        number="134/KH-UBND" if line == Line.GOVERNMENT else "11-KH/ĐU",
        dated_on=date(year, 1, 5),
        values=CITY if values is None else values,
    )
    return found


def party_office(world: World, key: str = "w111") -> Actor:
    """The office of the Party committee: arranges, records, sends, on the Party line."""
    from identity.actors import actor_for

    account = Account.objects.create(
        username=f"vp.{key}", full_name="Văn Phòng Đảng Ủy", home_unit_id=world.unit(key).id
    )
    Membership.objects.create(
        account=account, unit_id=world.unit(key).id, role="office_chief", line="PARTY", is_head=False, valid_from=FROM
    )
    actor = actor_for(account, world.unit(key))
    assert actor is not None
    return actor


def called(
    actor: Actor, *, line: str = Line.GOVERNMENT, topics: tuple[str, ...] = ("land",), **more: Any
) -> Conference:
    """An ad hoc conference."""
    told = {"title": "Đối thoại về thu hồi đất", "why": "Nhiều ý kiến về giá đất.", **more}
    return planning.call_conference(line_code=line, topics=topics, actor=actor, **told)


def ready(
    actor: Actor, chair: Actor, *, line: str = Line.GOVERNMENT, on: date | None = None, **more: Any
) -> Conference:
    """Arranged, with participants, put before the chair and approved."""
    row = called(actor, line=line, **more)
    planning.arrange_conference(
        row,
        ConferenceData(
            title=row.title,
            organiser="UBND phường",
            chair=chair.account_id,
            chair_name=chair.name,
            chair_title="Chủ tịch",
            desk="Văn phòng",
            target_group="Hộ dân có đất thu hồi",
            expected_from=80,
            expected_to=100,
        ),
        actor=actor,
    )
    planning.set_participants(
        found(row), [{"name": "Phòng Tài nguyên", "email": "tn@vidu.vn"}, {"name": "Công an"}], actor=actor
    )
    approving.submit_for_approval(
        found(row),
        held_on=on or clock.today() + timedelta(days=20),
        starts_at=time(8),
        venue="Hội trường phường",
        actor=actor,
    )
    return approving.approve(found(row), actor=chair)


def announced(actor: Actor, chair: Actor, **more: Any) -> Conference:
    """The public was told in time."""
    row = ready(actor, chair, **more)
    return announcing.announce(found(row), channel="WEBSITE", where="Trang của phường", proof="Ảnh chụp", actor=actor)


def opened(actor: Actor, chair: Actor, on: date = DAY, **more: Any) -> Conference:
    """In session, on its day; the caller goes on at that day."""
    with clock.at(on - timedelta(days=20)):
        row = announced(actor, chair, on=on, **more)
    with clock.at(on):
        return meeting.open_conference(found(row), actor=actor)


def collected(actor: Actor, conference: Conference | None = None, **more: Any) -> Opinion:
    """An opinion received before the day."""
    told = {
        "source": OpinionSource.FRONT,
        "source_name": "Mặt trận phường",
        "text": "Giá bồi thường thấp.",
        "topic": "land",
    }
    return opinions.collect_opinion(
        OpinionData(**{**told, **more}),
        line_code=conference.line if conference else Line.GOVERNMENT,
        conference=conference,
        actor=actor,
    )


def slip(actor: Actor, conference: Conference, name: str = "Bà Tám", text: str = "Đề nghị sửa đường.") -> Opinion:
    """A speech slip that came back."""
    return speaking.return_slip(
        found(conference),
        OpinionData(source=OpinionSource.SLIP, text=text, person_name=name, person_address="Khóm 3"),
        actor=actor,
    )


def assigned(actor: Actor, opinion: Opinion, body: Any, due_on: date, **more: Any) -> Opinion:
    """Left open at the meeting: who, until when."""
    told = {"route": "HANDLE", "direction": "Kiểm tra, trả lời.", "contact": "Ông Tư", **more}
    return answering.assign_opinion(opinion_of(opinion), body=body, due_on=due_on, actor=actor, **told)


def found(row: Conference) -> Conference:
    """The row as it stands now."""
    return Conference.objects.get(pk=row.pk)


def opinion_of(row: Opinion) -> Opinion:
    """The row as it stands now."""
    return Opinion.objects.get(pk=row.pk)
