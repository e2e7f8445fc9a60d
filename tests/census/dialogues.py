"""Conferences and opinions in every condition, and who may open which of their addresses."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kernel import clock
from tenants.dialogues.actions import collecting, concluding, meeting, planning, replying, speaking
from tenants.dialogues.actions.replying import Sent
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.rules.recipients import Recipient
from tenants.staff.models import Body
from tests.factories import dialogues as make


def fill(stage: Any) -> None:
    """Conferences of the Government line of the ward; the secretary works on the other line."""
    things = stage.things
    chief, chairman = stage.world.actor("w111", "chief"), stage.world.actor("w111", "chairman")
    with stage.world.scope("w111"):
        body = Body.objects.get(pk=things["body"])
        make.plan(year=clock.today().year)
        talk = make.called(chief)
        _arranged(talk, chief, chairman)
        collecting.take_opinions_until(make.found(talk), until=clock.today() + timedelta(days=9), actor=chief)
        things["talk"] = talk.pk
        things["opinion"] = make.collected(chief, make.found(talk)).pk
        submitted = make.ready(chief, chairman)
        Conference.objects.filter(pk=submitted.pk).update(status="TOPIC_CHOSEN", approved_at=None)
        things["talk_submitted"] = submitted.pk
        approved = make.ready(chief, chairman)
        things |= {"talk_approved": approved.pk, "talk_approved_participant": approved.participants[0]["id"]}
        things["talk_today"] = _announced_for_today(chief, chairman).pk
        opened = _open(chief, chairman)
        things["talk_open"] = opened.pk
        asked = make.slip(chief, opened)
        speaking.call_speaker(asked, actor=chief)
        things["opinion_asked"] = asked.pk
        things["opinion_waiting"] = make.slip(chief, opened, "Ông Chín").pk
        # Nobody called up, so its minutes can be adopted.
        things["talk_to_end"] = _open(chief, chairman).pk
        held = _held(chief, chairman, body)[0]
        things["talk_held"] = held.pk
        concluded = _held(chief, chairman, body)[0]
        concluding.conclude_conference(make.found(concluded), actor=chairman)
        things["talk_concluded"] = concluded.pk
        noticed, opinion = _noticed(chief, chairman, body)
        things |= {"talk_noticed": noticed.pk, "opinion_assigned": opinion.pk}
        _row, replied = _noticed(chief, chairman, body)
        today = clock.today()
        replying.reply_in_writing(
            make.opinion_of(replied), text="Đã sửa.", number="20/UBND", how="POST", on=today, recipients=four(), actor=chief
        )  # fmt: skip
        things["opinion_replied"] = replied.pk
        done = _open(chief, chairman)
        meeting.adopt_minutes(make.found(done), attended=80, actor=chief)
        concluding.conclude_conference(make.found(done), actor=chairman)
        concluding.review_conference(make.found(done), text="Tốt.", on=today, actor=chairman)
        concluding.issue_notice(make.found(done), symbol="9/TB", on=today, actor=chief)
        concluding.report_results(make.found(done), to=["HĐND"], actor=chief)
        things["talk_done"] = done.pk


def four() -> dict[str, Sent]:
    """The four recipients with their proofs."""
    on = clock.today()
    return {role.value: Sent(name=str(role.label), how="POST", on=on, proof="Phiếu gửi 1") for role in Recipient}


def proofs(day: str) -> dict[str, Any]:
    """The same as a form sends it."""
    found: dict[str, Any] = {}
    for role in Recipient:
        found |= {f"name_{role.value}": "Nơi nhận", f"how_{role.value}": "POST"}
        found |= {f"sent_on_{role.value}": day, f"proof_{role.value}": "Phiếu gửi 2"}
    return found


def _arranged(row: Conference, chief: Any, chairman: Any) -> None:
    planning.arrange_conference(
        row,
        planning.ConferenceData(
            title=row.title,
            organiser="UBND phường",
            chair=chairman.account_id,
            chair_name=chairman.name,
            target_group="Hộ dân",
        ),
        actor=chief,
    )
    planning.set_participants(make.found(row), [{"name": "Công an"}], actor=chief)


def _announced_for_today(chief: Any, chairman: Any) -> Conference:
    today = clock.today()
    with clock.at(today - timedelta(days=20)):
        return make.announced(chief, chairman, on=today)


def _open(chief: Any, chairman: Any) -> Conference:
    return meeting.open_conference(make.found(_announced_for_today(chief, chairman)), actor=chief)


def _held(chief: Any, chairman: Any, body: Body) -> tuple[Conference, Opinion]:
    row = _open(chief, chairman)
    opinion = make.slip(chief, row)
    make.assigned(chief, opinion, body, clock.today() + timedelta(days=5), is_complex=True)
    meeting.adopt_minutes(make.found(row), attended=80, actor=chief)
    return row, opinion


def _noticed(chief: Any, chairman: Any, body: Body) -> tuple[Conference, Opinion]:
    row, opinion = _held(chief, chairman, body)
    concluding.conclude_conference(make.found(row), actor=chairman)
    concluding.issue_notice(make.found(row), symbol="8/TB", on=clock.today(), actor=chief)
    return row, opinion


def rows(Row: Any, later: Callable[[int], str], later_iso: Callable[[int], str]) -> list[Any]:  # the class of table.py
    """The rows of the table."""

    def talk(noun: str, at: str, **more: Any) -> Any:
        """A page of one conference; it does not exist for who sees no receptions."""
        args = {"conference_id": at, **more.pop("args", {})}
        told = {"post": 303, "admin": 404, "operator": 404, "colleague": ("chairman", 403), **more}
        return Row(name=f"dialogues:{noun}", at=args, **told)

    def said(noun: str, at: str, **more: Any) -> Any:
        """A step with one opinion."""
        told = {"post": 303, "admin": 404, "operator": 404, "colleague": ("chairman", 403), **more}
        return Row(name=f"dialogues:{noun}", at={"opinion_id": at}, **told)

    def call(noun: str, at: str, body: Any, **more: Any) -> Any:
        """A step over the API."""
        key, thing = ("opinion_id", noun) if noun.startswith("opinion-") else ("conference_id", f"conference-{noun}")
        return Row(
            name=f"api:{thing}", at={key: at}, get=0, post=200, body=body, **{"colleague": ("chairman", 403), **more}
        )

    def typed(**values: Any) -> Any:
        return lambda stage: values

    chair = {"who": "chairman", "colleague": ("chief", 403)}
    assignment = lambda s: {  # noqa: E731  # one body for a form and a call
        "route": "VERIFY", "direction": "Kiểm tra.", "body": str(s["body"]), "contact": "Ông Tư",
    }  # fmt: skip
    return [
        Row(name="opinions:send", post=200, is_public=True, body=lambda s: {
            "matter": "OPINION", "full_name": "Bà Tám", "address": "Khóm 3", "text": "Đường hỏng.",
        }),
        Row(name="opinions:status", post=404, is_public=True, body=typed(code="ABCD")),
        Row(name="dialogues:list", colleague=("handler", 403)),
        Row(
            name="dialogues:plan_year", query="?line=GOVERNMENT", post=303, colleague=("chairman", 403),
            body=lambda s: {"year": clock.today().year, "line": "GOVERNMENT"},
        ),
        Row(name="dialogues:call", post=303, colleague=("chairman", 403), body=typed(line="GOVERNMENT", title="Đối thoại", why="Phát sinh.")),
        Row(name="dialogues:opinions", colleague=("handler", 403)),
        Row(
            name="dialogues:collect", post=303, colleague=("chairman", 403),
            body=typed(line="GOVERNMENT", source="FRONT", source_name="Mặt trận", text="Giá đất.", urgency="NORMAL"),
        ),
        talk("page", "talk", post=0, colleague=("secretary", 404)),
        talk("dossier", "talk", post=0, admin=403, operator=403, colleague=("secretary", 404)),
        talk("dossier_sheet", "talk", post=0, admin=403, operator=403, colleague=("secretary", 404), args={"kind": "=xlsx"}),
        talk("meeting", "talk_open", post=0, admin=403, operator=403, colleague=("secretary", 404)),
        talk("arrange", "talk", body=typed(title="Đối thoại", organiser="UBND", chair_name="Chủ tịch")),
        talk("topics", "talk", body=typed(topics=["land"])),
        talk("preparation", "talk", body=lambda s: {"opinions": [str(s["opinion"])], "body": str(s["body"]), "due_on": later(3)}),
        talk("collection", "talk", body=lambda s: {"until": later(5)}),
        talk("participants", "talk", body=typed(**{"name-0": "Công an"})),
        talk("paper", "talk", body=typed(kind="PROGRAMME")),
        talk("submit", "talk", body=lambda s: {"held_on": later(20), "starts_at": "08:00", "venue": "Hội trường"}),
        talk("decide", "talk_submitted", **chair, body=typed(decision="approve")),
        talk("announce", "talk_approved", body=lambda s: {"channel": "WEBSITE", "where": "Trang", "on": later(0)}),
        talk(
            "invite", "talk_approved",
            body=lambda s: {"participants": [s["talk_approved_participant"]]},
        ),
        talk("postpone", "talk_approved", **chair, body=lambda s: {"why": "Bão.", "held_on": later(40)}),
        talk("cancel", "talk_approved", **chair, body=typed(why="Không cần nữa.")),
        talk("link", "talk", **chair, body=typed(is_linked="on")),
        talk("open", "talk_today"),
        talk("attendance", "talk_open", body=typed(attended="80")),
        talk("speak", "talk_open", body=typed(person_name="Bà Mười", text="Đường hỏng.", urgency="NORMAL")),
        talk("question", "talk_open", body=typed(source="FLOOR", text="Đèn đường.", urgency="NORMAL")),
        talk("order", "talk_open", body=lambda s: {"opinion": str(s["opinion_waiting"]), "to": "1"}),
        talk("note", "talk_open", get=0, admin=403, operator=403, body=typed(text="Khai mạc.", step="1", version="0")),
        talk("information", "talk_open", body=typed(text="Khởi công cầu.")),
        talk("adopt", "talk_to_end", body=typed(attended="80")),
        talk("conclude", "talk_held", **chair, body=typed(text="Giải quyết.")),
        talk("review", "talk_held", **chair, body=lambda s: {"on": later(0), "text": "Tốt."}),
        talk("notify", "talk_concluded", body=lambda s: {"symbol": "1/TB", "on": later(0)}),
        talk("results", "talk_noticed", body=typed(to="HĐND")),
        talk("close", "talk_done", **chair),
        said("classify", "opinion", body=typed(topic="land", urgency="URGENT")),
        said("prepared", "opinion", body=typed(text="Theo bảng giá.")),
        said("clear", "opinion", body=lambda s: {"on": later(0), "note": "Đã đo lại."}),
        said("call_up", "opinion_waiting"),
        said("answer", "opinion_asked", body=typed(text="Sẽ sửa.", by="Phòng")),
        said("assign", "opinion_asked", body=lambda s: {**assignment(s), "due_on": later(5)}),
        said("noted", "opinion_asked"),
        said("withdraw", "opinion_asked"),
        said("submit_up", "opinion_asked", colleague=("clerk", 403), body=typed(kind="PROPOSAL", reason="Vượt thẩm quyền.")),
        said("interim", "opinion_assigned", body=lambda s: {"until": later(20), "body": "Phòng", "text": "Đo lại.", "how": "POST"}),
        said("reply", "opinion_assigned", body=lambda s: {"text": "Xong.", "number": "5/UBND", "on": later(0), "how": "POST", **proofs(later(0))}),
        said("recipients", "opinion_replied", body=lambda s: proofs(later(0))),
        Row(
            name="api:conferences", post=201, colleague=("chairman", {"get": 200, "post": 403}),
            body=typed(line="GOVERNMENT", title="Đối thoại", why="Phát sinh."),
        ),
        Row(
            name="api:conferences-plan", get=0, post=200, colleague=("chairman", 403),
            body=lambda s: {"year": clock.today().year, "line": "GOVERNMENT"},
        ),
        Row(name="api:conference", at={"conference_id": "talk"}, admin=404, operator=404, colleague=("secretary", 404)),
        Row(name="api:conference-dossier", at={"conference_id": "talk"}, colleague=("secretary", 404)),
        call("arrangement", "talk", typed(title="Đối thoại", organiser="UBND", chair_name="Chủ tịch")),
        call("topics", "talk", typed(topics=["land"])),
        call("collection", "talk", lambda s: {"until": later_iso(5)}),
        call("participants", "talk", typed(participants=[{"name": "Công an"}])),
        call("submission", "talk", lambda s: {"held_on": later_iso(20), "starts_at": "08:00", "venue": "Hội trường"}),
        call("decision", "talk_submitted", typed(approve=True), **chair),
        call("announcements", "talk_approved", typed(channel="WEBSITE", where="Trang")),
        call("invitations", "talk_approved", typed()),
        call("postponement", "talk_approved", lambda s: {"why": "Bão.", "held_on": later_iso(40)}, **chair),
        call("opening", "talk_today", typed()),
        call("slips", "talk_open", typed(person_name="Bà Mười", text="Đường hỏng.")),
        call("questions", "talk_open", typed(text="Đèn đường.")),
        call("order", "talk_open", lambda s: {"order": [str(s["opinion_waiting"])]}),
        call("notes", "talk_open", typed(number=1, text="Khai mạc.", seen=0)),
        call("minutes", "talk_to_end", typed(attended=80)),
        call("conclusion", "talk_held", typed(text="Giải quyết."), **chair),
        call("review", "talk_held", lambda s: {"on": later_iso(0), "text": "Tốt."}, **chair),
        call("notice", "talk_concluded", lambda s: {"symbol": "1/TB", "on": later_iso(0)}),
        call("results", "talk_noticed", typed(to=["HĐND"])),
        call("closing", "talk_done", typed(), **chair),
        Row(
            name="api:opinions", post=201, colleague=("chairman", {"get": 200, "post": 403}),
            body=typed(line="GOVERNMENT", source="FRONT", source_name="Mặt trận", text="Giá đất."),
        ),
        Row(name="api:opinion", at={"opinion_id": "opinion"}, colleague=("secretary", 404)),
        call("opinion-classification", "opinion", typed(topic="land", urgency="URGENT")),
        call("opinion-answer", "opinion_asked", typed(text="Sẽ sửa.", by="Phòng")),
        call("opinion-assignment", "opinion_asked", lambda s: {**assignment(s), "due_on": later_iso(5)}),
        call("opinion-escalation", "opinion_asked", typed(reason="Vượt thẩm quyền."), colleague=("clerk", 403)),
        call("opinion-interim", "opinion_assigned", lambda s: {"until": later_iso(20), "body": "Phòng", "text": "Đo lại."}),
        call(
            "opinion-reply", "opinion_assigned",
            lambda s: {
                "text": "Xong.", "number": "5/UBND", "on": later_iso(0), "how": "POST",
                "recipients": [{"role": r.value, "name": "Nơi nhận", "on": later_iso(0), "proof": "Phiếu"} for r in Recipient],
            },
        ),
    ]  # fmt: skip
