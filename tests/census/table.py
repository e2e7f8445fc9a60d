"""Who may open which address: one row a URL name, of units (`UNIT`) and of the site (`SITE`).

A person who is not named in a row gets the default of the row's kind. Every address of the product stands here; one that
is missing fails `test_every_address_has_a_row`, and so does a row that is left over.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from kernel import clock
from tests.census import arrivals, board, campaigns, dialogues, hotspots, inspecting, inspections, letters, reports
from tests.census import operating as operating_census
from tests.census import receptions as receptions_census
from tests.census.stage import Stage, pdf
from tests.world import PASSWORD

Body = Callable[[Stage], dict[str, Any]]
# What somebody gets: the same by every method, or by method.
Status = int | dict[str, int]
Colleague = tuple[str, Status]
NOBODY: Colleague = ("", 0)
_OWN_FILTERS: Status = {"get": 200, "post": 303}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One address of a unit.

    ``at``: argument of the address → name of the thing on the stage (or ``=text``). ``who``: the entitled, a person of
    ``unit``. ``get``, ``post``, ``patch``: what that person gets; 0 where the method is not served (405). ``colleague``: a
    member who lacks the right, and what that one gets; ``admin``, ``operator``: the unit's administrator, the platform's
    people as members of the unit. Members of another unit and of the unit above always get 404; ``is_public`` pages answer
    everybody alike.
    """

    name: str
    unit: str = "w111"
    at: dict[str, str] = field(default_factory=dict)
    query: str = ""
    who: str = "chief"
    get: int = 200
    post: int = 0
    patch: int = 0
    body: Body = lambda stage: {}
    colleague: Colleague = NOBODY
    admin: Status = 403
    operator: Status = 403
    is_public: bool = False
    in_json: bool = True

    @property
    def is_api(self) -> bool:
        return self.name.startswith("api:")

    @property
    def methods(self) -> dict[str, int]:
        """The methods served, with what the entitled gets."""
        asked = {"get": self.get, "post": self.post, "patch": self.patch}
        return {method: status for method, status in asked.items() if status}


@dataclass(frozen=True, kw_only=True)
class SiteRow:
    """One address of the site: what somebody without an account and an officer get; 0 where the method is not served.

    ``with_codes``: what somebody gets who has just signed in with an authenticator; where left out, the officer's.
    """

    name: str
    at: dict[str, str] = field(default_factory=dict)
    query: str = ""
    anonymous: int = 200
    signed_in: int = 200
    anonymous_post: int = 0
    post: int = 0
    with_codes: int | None = None
    body: Body = lambda stage: {}


def step(noun: str, at: str, *, who: str = "chief", colleague: Colleague = ("clerk", 403), **more: Any) -> Row:
    """A page of one case: form and change; it does not exist for who does not see the case."""
    args = {"case_id": at, **more.pop("args", {})}
    return Row(
        name=f"cases:{noun}", at=args, who=who, colleague=colleague,
        **{"post": 303, "admin": 404, "operator": 404, **more},
    )  # fmt: skip


def paper(noun: str, at: str, **args: str) -> Row:
    """A paper of one case to print."""
    return step(noun, at, post=0, colleague=("handler", 404), args=args)


def call(
    noun: str, at: str, body: Body, *, colleague: Colleague = ("clerk", 403), who: str = "chief", **more: Any
) -> Row:
    """A call of the API that takes one step of a case; a missing right is told before the case is looked up."""
    return Row(
        name=f"api:case-{noun}", at={"case_id": at}, who=who, get=0, post=more.pop("post", 200), body=body,
        colleague=colleague, **more,
    )  # fmt: skip


def later(days: int = 5) -> str:
    return f"{clock.today() + timedelta(days=days):%d/%m/%Y}"


def later_iso(days: int = 5) -> str:
    return (clock.today() + timedelta(days=days)).isoformat()


def petition(stage: Stage) -> dict[str, Any]:
    return {
        "who": "ONE", "full_name": "Nguyễn Thị An", "address": "Ấp Đông", "kind": "COMPLAINT", "field": "land",
        "content": "Không đồng ý.", "channel": "IN_PERSON", "same_as": "new",
        "persons-TOTAL_FORMS": "4", "persons-INITIAL_FORMS": "0",
    }  # fmt: skip


def petition_json(stage: Stage) -> dict[str, Any]:
    return {
        "kind": "COMPLAINT", "field": "land", "content": "Không đồng ý.", "channel": "IN_PERSON",
        "received_on": clock.today().isoformat(), "people": [{"full_name": "Nguyễn Thị An", "address": "Ấp Đông"}],
    }  # fmt: skip


def handler(stage: Stage) -> dict[str, Any]:
    return {"to": str(stage["handler"])}


def answer(day: str) -> dict[str, Any]:
    return {"kind": "ACCEPTED", "text": "Đã giải quyết.", "answered_on": day, "how_sent": "POST"}


def details(stage: Stage) -> dict[str, Any]:
    return {"full_name": "Trần Thị Mới", "email": "", "phone": ""}


def role(**more: str) -> dict[str, Any]:
    return {"role": "observer", "line": "GOVERNMENT", "valid_from": later(0), **more}


def reason(stage: Stage) -> dict[str, Any]:
    return {"reason": "Theo thẩm quyền."}


def text(stage: Stage) -> dict[str, Any]:
    return {"text": "Đã gọi cho công dân."}


def body(**typed: Any) -> Body:
    return lambda stage: typed


PAGES = [
    Row(name="set_language", who="chief", get=0, post=302, is_public=True, body=body(language="vi")),
    Row(name="unit-home", is_public=True),
    Row(name="desk", get=303, admin=303, operator=303, colleague=("handler", 303)),
    Row(name="help", admin=200, operator=200, colleague=("handler", 200)),
    # Whoever works in the unit has a desk; it shows what the person may see, which may be nothing.
    Row(name="cases:today", admin=200, operator=200, colleague=("handler", 200)),
    Row(name="cases:list", admin=200, operator=200, colleague=("handler", 200)),
    Row(
        name="cases:filters", post=303, admin=_OWN_FILTERS, operator=_OWN_FILTERS, colleague=("handler", _OWN_FILTERS),
        body=lambda s: {"name": "Khiếu nại quá hạn", "query": "kind=COMPLAINT&due=overdue"},
    ),
    Row(
        name="cases:rename_filter", at={"filter_id": "filter"}, get=0, post=303, admin=404, operator=404, colleague=("handler", 404),
        body=lambda s: {"name": "Tên khác"},
    ),
    # What is gone stays gone: nobody learns whose it was.
    Row(name="cases:forget_filter", at={"filter_id": "filter"}, get=0, post=303, admin=303, operator=303, colleague=("handler", 303)),
    Row(name="cases:unit_choices", query="?find=hoa", admin=200, operator=200, colleague=("handler", 200)),
    Row(name="cases:draft", at={"form": "=intake"}, who="officer", get=0, post=204, admin=204, operator=204, body=petition),
    Row(name="cases:inbox", who="officer", colleague=("handler", 403)),
    Row(
        name="cases:accept_many", who="officer", get=0, post=303, colleague=("handler", 403),
        body=lambda s: {"cases": [str(s["offered"]), str(s["offered_too"])]},
    ),
    Row(
        name="cases:competence", unit="w1", at={"question_id": "question"}, post=303, colleague=("officer", 403),
        body=body(unit="w111", reason="Thuộc phường."),
    ),
    Row(name="cases:print_competence", unit="w1", at={"question_id": "question"}, colleague=("handler", 403)),
    Row(name="cases:workload", colleague=("officer", 403)),
    Row(name="cases:workload_print", colleague=("officer", 403)),
    Row(
        name="cases:assign_many", get=0, post=303, colleague=("handler", 403),
        body=lambda s: {"cases": [str(s["fresh"])], "to": str(s["handler"])},
    ),
    Row(name="cases:export", at={"kind": "=xlsx"}, colleague=("officer", 403)),
    Row(name="cases:new", who="officer", post=303, colleague=("chairman", 403), body=petition),
    # Only who typed it: the head, the administrator and colleagues read the 404 of a case that does not exist.
    Row(name="cases:print_cover", unit="w1", at={"case_id": "sealed_on_paper"}, who="officer", admin=404, colleague=("chairman", 404)),
    Row(name="cases:record", who="officer", get=0, post=200, colleague=("chairman", 403), body=petition),
    Row(name="cases:earlier", who="officer", get=0, post=200, colleague=("chairman", 403), body=petition),
]  # fmt: skip

STEPS = [
    step("page", "fresh", post=0, colleague=("handler", 404)),
    step("attachment", "fresh", post=0, colleague=("handler", 404), args={"attachment_id": "attachment"}),
    step("assign", "assigned", colleague=("handler", 403), body=handler),
    step("note", "fresh", body=text),
    step("attach", "fresh", body=lambda s: {"attachments": [pdf("a.pdf")]}),
    step("ask_supplement", "fresh", body=lambda s: {"text": "Bản sao.", "due_on": later()}),
    step("ask_opinion", "fresh", body=lambda s: {"body": str(s["body"]), "text": "Xin số liệu.", "due_on": later()}),
    step("settle_request", "asked", args={"request_id": "request"}, body=body(reply="Đã nộp.")),
    step("send_paper", "missed", args={"request_id": "missing"}, body=lambda s: {"text": "Kèm bản đồ.", "attachments": [pdf("b.pdf")]}),
    step("accept_settlement", "fresh", colleague=("officer", 403), body=lambda s: {"on": later(0)}),
    step("answer", "fresh", colleague=("officer", 403), body=lambda s: answer(later(0))),
    step("close", "answered", colleague=("officer", 403), body=body(outcome="Công dân đồng ý.")),
    step("withdraw", "fresh", body=lambda s: {"reason": "Đã thỏa thuận.", "on": later(0)}),
    step(
        "correct", "fresh",
        body=lambda s: {
            "kind": "COMPLAINT", "field": "land", "content": "Nội dung sửa.", "place": "", "channel": "IN_PERSON",
            "received_on": later(0), "reason": "Gõ nhầm.", **s["people_of_fresh"],
        },
    ),
    step("grant", "assigned", colleague=("handler", 403), body=lambda s: {"to": str(s["handler"]), "until": later(), "reason": "Phối hợp."}),
    step("new_pin", "fresh", colleague=("chairman", 403), body=body(checked="Đối chiếu căn cước.")),
    step("unseal", "denunciation", who="chairman", post=200, colleague=("officer", 403), body=reason),
    step("join", "twin", body=lambda s: {"into": str(s["fresh"]), "reason": "Cùng thửa đất."}),
    step(
        "split", "fresh",
        body=lambda s: {"petition": str(s["petition"]), "kind": "REFLECTION", "field": "other", "content": "Tiếng ồn.", "reason": "Hai việc."},
    ),
    step("transfer", "fresh", body=body(to="w121", reason="Theo thẩm quyền.")),
    step("escalate", "fresh", body=body(to="w11", reason="Vượt thẩm quyền.")),
    step(
        "assign_down", "above", unit="w11", colleague=("handler", 404),
        body=lambda s: {"to": "w111", "due_on": later(), "demand_result": "on", "reason": "Giao xác minh."},
    ),
    step("accept", "offered", who="officer", colleague=("handler", 404)),
    step("return", "offered", who="officer", colleague=("handler", 404), body=reason),
    step("recall", "moving", body=reason),
    step("report_result", "received", body=text),
    step("check_result", "result", colleague=("handler", 404), body=body(accept="yes")),
    step("record_paper_reply", "on_paper", colleague=("handler", 404), body=lambda s: {"text": "Không thụ lý.", "received_on": later(0)}),
    step("ask_sender", "offered", who="officer", colleague=("handler", 404), body=text),
    paper("receipt", "fresh"),
    paper("print_supplement", "asked", request_id="request"),
    paper("print_answer", "answered", answer_id="answer"),
    paper("print_slip", "moving", parcel_id="parcel"),
    paper("print_notice", "moving", parcel_id="parcel"),
]  # fmt: skip


def meeting(noun: str, at: str, **more: Any) -> Row:
    """A page of one reception session; it does not exist for who sees no receptions."""
    return Row(
        name=f"receptions:{noun}", at={"session_id": at, **more.pop("args", {})},
        **{"post": 303, "admin": 404, "operator": 404, "colleague": ("clerk", 403), **more},
    )  # fmt: skip


def meeting_call(noun: str, at: str, body: Body, **more: Any) -> Row:
    """A step of a session over the API."""
    return Row(
        name=f"api:session-{noun}", at={"session_id": at}, body=body,
        **{"get": 0, "post": 200, "admin": 404, "operator": 404, "colleague": ("clerk", 403), **more},
    )  # fmt: skip


def reason_of_change(stage: Stage) -> dict[str, Any]:
    return {"reason": "WORK", "why": "Họp tại tỉnh."}


SESSIONS = [
    Row(name="receptions:schedule", is_public=True),
    Row(name="receptions:schedule_print", is_public=True),
    Row(name="receptions:schedule_calendar", is_public=True),
    Row(name="receptions:sessions", colleague=("handler", 403)),
    Row(name="receptions:mine", who="chairman", colleague=("handler", 403)),
    Row(
        name="receptions:propose", post=303, colleague=("clerk", 403),
        body=lambda s: {"line": "GOVERNMENT", "on": later(), "ground": "PROMINENT", "ground_text": "Đông người.", "mode": "IN_ROOM"},
    ),
    Row(name="receptions:generate", post=303, colleague=("clerk", 403), body=lambda s: {"plan": str(s["reception_plan"])}),
    meeting("session", "session", post=0, colleague=("secretary", 404)),
    meeting(
        "proof", "session_ready", post=0, admin=403, operator=403, colleague=("secretary", 404), args={"digest": "posting_digest"},
    ),
    meeting("draft_notice", "session", get=0, admin=403, operator=403, colleague=("chairman", 403), body=lambda s: {}),
    meeting("choose", "session_off", body=lambda s: {"day": s["session_off_day"]}),
    meeting("approve", "session_proposed", who="chairman", body=body(decision="yes")),
    meeting("arrange", "session", body=body(starts_at="08:00", ends_at="11:00", venue="Hội trường", mode="IN_ROOM")),
    meeting("participants", "session", body=body(name_0="Công an phường", leader_0="on")),
    meeting("compose", "session", who="chairman"),
    meeting("delegate", "session", body=lambda s: {"delegation": str(s["delegation"]), "why": "Đi công tác."}),
    meeting("security", "session", body=body(text="Hai công an phường.")),
    meeting("check", "session", query="?code=room", body=body(code="room", done="on")),
    meeting("post", "session", colleague=("handler", 404), body=lambda s: {"where": "Bảng tin", "channel": "POSTING", "day": later(0)}),
    meeting("ready", "session_ready"),
    meeting("open", "session_today", who="officer"),
    meeting("close", "session_open", who="officer", body=body(head_present="yes")),
    meeting("postpone", "session", body=lambda s: {**reason_of_change(s), "to": s["session_off_text"]}),
    meeting("cancel", "session", body=reason_of_change),
    meeting("link", "session", who="chairman", colleague=("chief", 403), body=body(linked="on")),
    Row(
        name="api:sessions", post=201, colleague=("clerk", {"get": 200, "post": 403}),
        body=lambda s: {"line": "GOVERNMENT", "on": later_iso(), "ground": "PROMINENT", "ground_text": "Đông người."},
    ),
    Row(
        name="api:session-generation", get=0, post=200, colleague=("clerk", 403),
        body=lambda s: {"plan": str(s["reception_plan"])},
    ),
    Row(name="api:session", at={"session_id": "session"}, admin=404, operator=404, colleague=("secretary", 404)),
    meeting_call("day", "session_off", lambda s: {"on": s["session_off_day"]}),
    meeting_call("decision", "session_proposed", body(approved=True), who="chairman"),
    meeting_call("postings", "session", body(where="Bảng tin"), colleague=("handler", 404)),
    meeting_call("postponement", "session", lambda s: {**reason_of_change(s), "to": s["session_off_day"]}),
    meeting_call("cancellation", "session", reason_of_change),
    meeting_call("readiness", "session_ready", body()),
    meeting_call("opening", "session_today", body(), who="officer"),
    meeting_call("closing", "session_open", body(head_present=True), who="officer"),
]  # fmt: skip


def on_document(noun: str, at: str, **more: Any) -> Row:
    """A page or a step of one document of the government line: for others it does not exist."""
    args = {"document_id": at, **more.pop("args", {})}
    return Row(name=f"documents:{noun}", at=args, **{"post": 303, "admin": 404, "operator": 404, **more})


def on_notice(noun: str, at: str, **more: Any) -> Row:
    """A page or a step of one notice."""
    args = {"notice_id": at, **more.pop("args", {})}
    return Row(name=f"documents:{noun}", at=args, who="officer", **{"post": 303, "admin": 404, "operator": 404, **more})


DOCUMENTS = [
    Row(name="documents:register", colleague=("admin", 403)),
    Row(name="documents:export", colleague=("handler", 403)),
    Row(name="documents:print", colleague=("handler", 403)),
    Row(name="documents:queue", who="chairman", colleague=("officer", 403)),
    Row(
        name="documents:new", who="officer", post=303, colleague=("chairman", 403),
        body=body(kind="LETTER", line="GOVERNMENT", title="Về việc họp", paragraphs="Mời họp."),
    ),
    Row(
        name="documents:instrument_new", post=303, colleague=("officer", 403),
        body=lambda s: {
            "kind": "HOUSE_RULES", "line": "GOVERNMENT", "title": "Nội quy", "number": "2/NQ", "dated_on": later(0),
            "papers": pdf("noi-quy.pdf"),
        },
    ),
    # What the administrator of the unit may set, too.
    Row(name="documents:texts", admin=200, colleague=("officer", 403)),
    Row(
        name="documents:texts_edit", at={"kind": "=INVITATION", "line": "=GOVERNMENT"}, post=303,
        admin={"get": 200, "post": 303}, colleague=("officer", 403), body=body(opening="Mời {người nhận}", closing=""),
    ),
    Row(
        name="documents:texts_reset", at={"kind": "=INVITATION", "line": "=GOVERNMENT"}, post=303,
        admin={"get": 200, "post": 303}, colleague=("officer", 403),
    ),
    on_document("page", "signed", post=0, admin=403, operator=403, colleague=("secretary", 404)),
    on_document("pdf", "signed", post=0, admin=403, operator=403, colleague=("secretary", 404)),
    on_document("docx", "signed", post=0, admin=403, operator=403, colleague=("secretary", 404)),
    on_document("file", "filed", args={"index": "=0"}, post=0, admin=403, operator=403, colleague=("secretary", 404)),
    on_document("edit", "draft", colleague=("chairman", 403), body=body(title="Đã sửa", recipients="")),
    on_document("submit", "draft", colleague=("chairman", 403)),
    on_document("drop", "draft", colleague=("chairman", 403)),
    on_document("sign", "to_sign", who="chairman", colleague=("officer", 403), body=body(confirmation=PASSWORD)),
    on_document("send_back", "to_sign", who="chairman", colleague=("officer", 403), body=reason),
    on_document("withdraw", "signed", colleague=("officer", 403), body=reason),
    on_document("link", "signed", who="chairman", colleague=("officer", 403)),
    on_document("send", "signed", who="officer", colleague=("chairman", 403), body=body(channel="PHONE", to="An; 0912")),
    Row(name="documents:notices", who="officer", colleague=("handler", 403)),
    Row(name="documents:letters", who="officer", colleague=("chairman", 403)),
    Row(
        name="documents:notices_of", at={"subject": "=unit", "subject_id": "signed"}, who="officer",
        colleague=("handler", 403),
    ),
    on_notice("notice", "notice", post=0, admin=403, operator=403, colleague=("secretary", 404)),
    on_notice("notice_letter", "letter", post=0, admin=403, operator=403, colleague=("secretary", 404)),
    on_notice("notice_file", "proved", args={"index": "=0"}, post=0, admin=403, operator=403, colleague=("handler", 403)),
    on_notice(
        "notice_delivery", "notice", colleague=("chairman", 403),
        body=lambda s: {"by": "Người gọi", "on": later(0), "at": "00:00"},
    ),
    on_notice("notice_cancellation", "notice", colleague=("chairman", 403), body=reason),
    on_notice("notice_retry", "failed_mail", colleague=("chairman", 403), body=body(address="moi@vidu.vn")),
    Row(name="api:documents", colleague=("handler", 403)),
    Row(name="api:document", at={"document_id": "signed"}, colleague=("secretary", 404)),
    Row(name="api:document-pdf", at={"document_id": "signed"}, colleague=("secretary", 404)),
    Row(name="api:notices", colleague=("handler", 403)),
    Row(name="api:notice", at={"notice_id": "notice"}, colleague=("secretary", 404)),
]  # fmt: skip


def asked(noun: str, at: str, **more: Any) -> Row:
    """A page of one registration; the clerk takes registrations and prepares nothing."""
    return Row(
        name=f"receptions:registration{noun}", at={"registration_id": at, **more.pop("args", {})},
        **{"post": 303, "who": "officer", "admin": 404, "operator": 404, "colleague": ("clerk", 403), **more},
    )  # fmt: skip


def of_day(noun: str, **more: Any) -> Row:
    """A page of the day of the open session."""
    return meeting(noun, "session_open", **{"who": "officer", **more})


def registration_typed(stage: Stage) -> dict[str, Any]:
    return {
        "line": "GOVERNMENT", "full_name": "Nguyễn Thị An", "address": "Ấp Đông", "kind": "COMPLAINT", "matter": "Đất đai.",
        "person_count": "1",
    }  # fmt: skip


def registration_json(stage: Stage) -> dict[str, Any]:
    return {
        "line": "GOVERNMENT", "kind": "COMPLAINT", "matter": "Đất đai.",
        "people": [{"full_name": "Nguyễn Thị An", "address": "Ấp Đông"}],
    }  # fmt: skip


def visit_typed(stage: Stage) -> dict[str, Any]:
    return {
        "full_name": "Lê Thị Cúc",
        "purpose": "ADVICE",
        "summary": "Hỏi thủ tục.",
        "person_count": "1",
        "visited_on": later(0),
    }


def visit_json(stage: Stage) -> dict[str, Any]:
    return {"full_name": "Lê Thị Cúc", "purpose": "ADVICE", "summary": "Hỏi thủ tục."}


REGISTRATIONS = [
    Row(name="receptions:public_registration", post=200, is_public=True, body=registration_typed),
    Row(name="receptions:registration_status", post=404, is_public=True, body=lambda s: {"code": "ABCD"}),
    Row(name="receptions:waiting", at={"token": "waiting_token"}, is_public=True),
    Row(name="receptions:visit_new", who="officer", post=303, colleague=("handler", 403), body=visit_typed),
    Row(name="receptions:registrations", who="officer", colleague=("handler", 403)),
    Row(
        name="receptions:registration_new", who="officer", post=303, colleague=("handler", 403),
        body=lambda s: {**registration_typed(s), "source": "COUNTER"},
    ),
    asked("", "reg_new", post=0, colleague=("handler", 404)),
    asked("_paper", "reg_new", post=0, colleague=("handler", 404), args={"digest": "paper_digest"}),
    asked("_screening", "reg_new", body=lambda s: {}),
    asked("_refusal", "reg_new", body=lambda s: {"ground": "L1", "explanation": "Say rượu."}),
    asked("_guidance", "reg_new", body=lambda s: {"competent": "Tòa án", "reason": "Dân sự."}),
    asked("_settlement", "reg_new", body=lambda s: {"result": "Đã sửa đèn."}),
    asked("_told", "reg_refused", body=lambda s: {"channel": "HAND", "on": later(0)}),
    asked("_proposal", "reg_screened", body=lambda s: {"session": str(s["session"]), "proposal": "Nên tiếp."}),
    asked("_deferral", "reg_proposed", body=reason),
    asked("_invitation", "reg_approved", body=lambda s: {"channel": "PHONE"}),
    asked("_receipt", "reg_new", colleague=("handler", 404), body=lambda s: {"papers": "Đơn"}),
    asked("_withdrawal", "reg_new", colleague=("handler", 404), body=reason),
    asked("_dossier", "reg_new", body=lambda s: {"unit_name": "Công an", "wanted": "Báo cáo", "due_on": later(1)}),
    asked("_brief", "reg_new", body=lambda s: {"brief": "Tóm tắt."}),
    asked("_case", "reg_new", body=lambda s: {"number": ""}),
    asked("_unsealing", "reg_sealed", who="chairman", post=200, body=reason),
    asked("_agreement", "reg_received", body=lambda s: {"agreement": "AGREES"}),
    asked("_entry", "reg_received", body=lambda s: {"field": "land"}),
    asked("_undoing", "reg_taken", get=0, admin=403, operator=403, body=lambda s: {}),
    meeting(
        "selection", "session", who="chairman", admin=403, operator=403, colleague=("clerk", {"get": 200, "post": 403}),
        body=lambda s: {f"decision_{s['reg_proposed']}": "approve"},
    ),
    of_day("day", post=0, admin=403, operator=403, colleague=("handler", 403)),
    of_day(
        "queue_step", get=0, admin=403, operator=403, body=lambda s: {"registration": str(s["reg_waiting"]), "step": "call"},
    ),
    of_day("note", get=0, admin=403, operator=403, body=lambda s: {"kind": "STEP", "step": "1", "version": "0", "text": "Khai mạc."}),
    of_day("screen", post=0, admin=403, operator=403),
    of_day("attendance", args={"participant_id": "participant"}, body=lambda s: {"attended": "leader"}),
    of_day("incident", body=lambda s: {"phase": "DURING", "what": "Ồn ào."}),
    of_day("deviation", body=lambda s: {"what": "Bỏ bước 2."}),
    of_day("conclude_item", body=lambda s: {"text": "Đo lại.", "route": "HANDLE"}),
    of_day("draft_minutes", get=0, admin=403, operator=403, body=lambda s: {}),
    of_day("minutes_reading", body=lambda s: {"signed": "ALL"}),
    Row(
        name="receptions:incident_below", unit="w11", at={"session_id": "session_open"}, who="chairman", post=303,
        colleague=("officer", 403),
    ),
    Row(name="receptions:reception_register", who="officer", colleague=("handler", 403)),
    Row(name="receptions:register_print", who="officer", colleague=("handler", 403)),
    Row(name="receptions:register_ask", get=0, post=303, colleague=("handler", 403)),
    Row(name="receptions:register_export", at={"key": "register_file"}, post=303, colleague=("handler", 403)),
    Row(name="receptions:register_file", at={"key": "register_file"}, colleague=("handler", 403)),
    Row(name="api:registrations", who="officer", post=201, colleague=("handler", 403), body=registration_json),
    Row(
        name="api:registration", at={"registration_id": "reg_new"}, who="officer", admin=404, operator=404,
        colleague=("handler", 404),
    ),
    Row(
        name="api:registration-screening", at={"registration_id": "reg_new"}, who="officer", get=0, post=200,
        colleague=("clerk", 403), body=lambda s: {"decision": "accept"},
    ),
    Row(
        name="api:registration-queue-step", at={"registration_id": "reg_waiting"}, who="officer", get=0, post=200,
        colleague=("clerk", 403), body=lambda s: {"step": "call"},
    ),
    Row(name="api:session-queue", at={"session_id": "session_open"}, who="officer", colleague=("handler", 403)),
    Row(name="api:visits", who="officer", get=0, post=201, colleague=("handler", 403), body=visit_json),
    Row(name="api:reception-register", who="officer", colleague=("handler", 403)),
]  # fmt: skip

OVERSIGHT = [
    Row(name="oversight:board", unit="w11", who="supervisor", colleague=("officer", 403)),
    Row(name="oversight:export", unit="w11", who="supervisor", colleague=("chairman", 403)),
    Row(name="oversight:list", unit="w11", who="supervisor", colleague=("officer", 403)),
    Row(name="oversight:list-export", unit="w11", who="supervisor", colleague=("chairman", 403)),
    Row(name="oversight:unit", unit="w11", at={"key": "=w111"}, who="supervisor", colleague=("officer", 403)),
    Row(name="oversight:unit-export", unit="w11", at={"key": "=w111"}, who="supervisor", colleague=("chairman", 403)),
    Row(name="oversight:unit-list", unit="w11", at={"key": "=w111"}, who="supervisor", colleague=("officer", 403)),
    Row(name="oversight:unit-list-export", unit="w11", at={"key": "=w111"}, who="supervisor", colleague=("chairman", 403)),
]  # fmt: skip


def admin(name: str, post: int = 0, **more: Any) -> Row:
    """A page of the unit's administrator."""
    return Row(name=name, who="admin", post=post, admin=200, colleague=("chairman", 403), **more)


def plan_step(name: str, at: str = "plan", post: int = 303, **more: Any) -> Row:
    """A page of one plan: of the Government line, so the secretary, whose line is the other, never finds it."""
    return Row(
        name=f"receptions:{name}", at={"plan_id": at, **more.pop("args", {})}, post=post,
        colleague=more.pop("colleague", ("officer", 403)), **more,
    )  # fmt: skip


def plan_typed(stage: Stage) -> dict[str, Any]:
    return {
        "year": str(clock.today().year + 5), "line": "GOVERNMENT", "covers": "BOTH", "title": "Kế hoạch", "issuer": "UBND",
        "head_position": "Chủ tịch", "reception_days": "2", "reception_per": "MONTH", "day_off": "ASK",
    }  # fmt: skip


def plan_json(stage: Stage) -> dict[str, Any]:
    return {
        "year": clock.today().year + 6, "line": "GOVERNMENT", "title": "Kế hoạch", "issuer": "UBND",
        "head_position": "Chủ tịch", "values": {"reception_days": 2},
    }  # fmt: skip


PLANS = [
    Row(name="receptions:public-plan", is_public=True),
    Row(name="receptions:plans", colleague=("handler", 403)),
    Row(name="receptions:new-plan", post=303, colleague=("officer", 403), body=plan_typed),
    plan_step("plan", post=0, colleague=("secretary", 404)),
    plan_step("print-plan", post=0, colleague=("secretary", 404)),
    plan_step("plan-file", post=0, args={"digest": "plan_digest"}, colleague=("secretary", 404)),
    plan_step("edit-plan", "plan_draft", body=plan_typed),
    plan_step("issue-plan", "plan_draft", body=lambda s: {"number": "10/KH", "dated_on": later(0)}),
    plan_step("amend-plan", body=body(why="Đổi ngày tiếp.")),
    plan_step("discard-plan", "plan_bare"),
    plan_step("plan-sent", args={"row": "=0"}, body=lambda s: {"channel": "post", "sent_on": later(0), "proof": "RM1"}),
    plan_step("plan-guidance", args={"base": "=0"}, body=lambda s: {"attachments": pdf("huong-dan.pdf")}),
    Row(name="receptions:duties", colleague=("handler", 403)),
    Row(
        name="receptions:inside", who="officer", post=303, colleague=("clerk", 403),
        body=lambda s: {"body": str(s["body"]), "month": str(clock.today().month), "days": "1", "visits": "2", "people": "3"},
    ),
    Row(
        name="api:plans", post=201, colleague=("officer", {"get": 200, "post": 403}), body=plan_json,
    ),
    Row(name="api:plan", at={"plan_id": "plan"}, colleague=("secretary", 404)),
    Row(
        name="api:plan-issue", at={"plan_id": "plan_draft"}, get=0, post=200, colleague=("officer", 403),
        body=lambda s: {"number": "10/KH", "dated_on": later_iso(0)},
    ),
    Row(name="api:plan-amendments", at={"plan_id": "plan"}, get=0, post=201, colleague=("officer", 403), body=body(why="Đổi ngày.")),
    Row(name="api:duties", colleague=("handler", 403)),
    Row(name="api:readiness", admin=200, colleague=("officer", 403)),
    Row(name="oversight:readiness", unit="w11", who="supervisor", colleague=("officer", 403)),
    Row(name="oversight:unit-readiness", unit="w11", at={"key": "=w111"}, who="supervisor", colleague=("officer", 403)),
    admin("staff:positions"),
    admin("staff:readiness"),
    admin("staff:setting", 303, at={"topic": "=rooms"}, body=body(**{
        "version": "0", "rows-TOTAL_FORMS": "1", "rows-INITIAL_FORMS": "0", "rows-0-name": "Phòng 1", "rows-0-is_open": "on",
    })),
    # The administrator, and a head for the own line.
    Row(name="staff:delegations", who="admin", admin=200, colleague=("officer", 403)),
    Row(
        name="staff:new-delegation", who="admin", post=303, admin=200, colleague=("officer", 403),
        body=lambda s: {
            "line": "GOVERNMENT", "to": str(s["handler"]), "powers": ["approve"], "form": "TUQ", "basis": "Giấy 1",
            "valid_from": later(30), "valid_to": later(31),
        },
    ),
    Row(name="staff:end-delegation", who="admin", at={"delegation_id": "handed_over"}, post=303, admin=200, colleague=("chairman", 404)),
]  # fmt: skip

ADMINISTRATION = [
    # The law and its calendar may be read by whoever works here.
    Row(name="deadlines:rules", admin=200, operator=200, colleague=("handler", 200)),
    admin("deadlines:own-rule", 303, get=0, body=body(code="A3", length="4")),
    admin("deadlines:end-own-rule", 303, get=0, at={"code": "=A3"}),
    admin(
        "deadlines:own-day", 303, get=0,
        body=lambda s: {"day": later_iso(50), "is_working": "0", "name": "Nghỉ", "source": "QĐ 2"},
    ),
    admin("deadlines:end-own-day", 303, get=0, at={"day_id": "own_day"}),
    admin("staff:bodies"),
    admin("staff:new-body", 303, body=body(name="Ban Nội chính", kind="agency", line="GOVERNMENT")),
    admin("staff:edit-body", 303, at={"body_id": "body"}, body=body(name="Địa chính", kind="agency", line="GOVERNMENT")),
    admin("staff:end-body", 303, at={"body_id": "body"}),
    admin("staff:profile", 303, body=body(address="Số 1")),
    admin("identity:people"),
    admin("identity:open", 200, body=lambda s: {**details(s), **role(username="moi.tran")}),
    admin("identity:add", 303, body=lambda s: role(username="handler.w112")),
    admin("identity:below"),
    admin("identity:person", at={"account_id": "handler"}),
    admin("identity:edit", 303, at={"account_id": "handler"}, body=details),
    admin("identity:add-role", 303, at={"account_id": "handler"}, body=lambda s: role()),
    admin("identity:code", 200, at={"account_id": "handler"}),
    admin("identity:move", 303, at={"account_id": "lent"}, body=lambda s: {"unit": str(s["lent_to"])}),
    admin("identity:close", 303, at={"account_id": "leaver"}),
    admin("identity:end-role", 303, at={"membership_id": "membership"}, body=lambda s: {"on": later(0), "successor": str(s["chief"])}),
    admin("identity:roles", 200, body=body(right=["handler:case_view_unit"])),
    admin("identity:log"),
    Row(name="identity:tokens", admin=200, colleague=("clerk", 403)),
    # The administrator may make a key, but none with a right that the administrator does not hold.
    Row(name="identity:new-token", post=200, admin={"get": 200, "post": 422}, colleague=("clerk", 403), body=body(name="x", days="7", scopes=["case_work"])),
    # The owner, and who manages the accounts of the unit.
    Row(name="identity:revoke-token", at={"token_id": "token"}, who="officer", post=303, admin={"get": 200, "post": 303}, operator=404, colleague=("chief", 404)),
]  # fmt: skip

API = [
    Row(
        name="api:cases", who="officer", post=201, admin={"get": 200, "post": 403}, operator={"get": 200, "post": 403},
        colleague=("chairman", {"get": 200, "post": 403}), body=petition_json,
    ),
    Row(
        name="api:case", at={"case_id": "fresh"}, patch=200, admin={"get": 404, "patch": 403}, operator={"get": 404, "patch": 403},
        colleague=("handler", {"get": 404, "patch": 403}), body=body(changes={"place": "Ấp Tây"}, reason="Ghi nhầm."),
    ),
    Row(name="api:case-events", at={"case_id": "fresh"}, admin=404, operator=404, colleague=("handler", 404)),
    Row(name="api:case-deadlines", at={"case_id": "fresh"}, admin=404, operator=404, colleague=("handler", 404)),
    Row(name="api:case-petitions", at={"case_id": "fresh"}, who="officer", get=0, post=201, colleague=("chairman", 403), body=petition_json),
    Row(
        name="api:case-attachments", at={"case_id": "fresh"}, post=201, admin={"get": 404, "post": 403},
        operator={"get": 404, "post": 403}, colleague=("handler", 404), body=lambda s: {"file": pdf("c.pdf")}, in_json=False,
    ),
    Row(
        name="api:case-attachment", at={"case_id": "fresh", "attachment_id": "attachment"}, admin=404, operator=404,
        colleague=("handler", 404),
    ),
    call("pin", "fresh", body(checked="Đối chiếu."), post=201, colleague=("chairman", 403)),
    call("assignment", "assigned", handler, colleague=("handler", 403)),
    call("notes", "fresh", text),
    call("supplements", "fresh", lambda s: {"text": "Bản sao.", "due_on": later_iso()}),
    call("opinions", "fresh", lambda s: {"text": "Xin số liệu.", "due_on": later_iso(), "body": str(s["body"])}),
    call("settled-requests", "asked", lambda s: {"request": str(s["request"]), "reply": "Đã nộp."}),
    call("settlement-acceptance", "fresh", lambda s: {"on": later_iso(0)}, colleague=("officer", 403)),
    call("answers", "fresh", lambda s: answer(later_iso(0)), colleague=("officer", 403)),
    call("closing", "answered", body(outcome="Xong."), colleague=("officer", 403)),
    call("withdrawal", "fresh", lambda s: {"reason": "Đã thỏa thuận.", "on": later_iso(0)}),
    call("joining", "twin", lambda s: {"into": str(s["fresh"]), "reason": "Cùng thửa đất."}),
    call(
        "split", "fresh",
        lambda s: {"petition_id": str(s["petition"]), "kind": "REFLECTION", "field": "other", "content": "Ồn.", "reason": "Hai việc."},
    ),
    call("transfer", "fresh", body(to="w121", reason="Theo thẩm quyền.")),
    call("escalation", "fresh", reason),
    call("assignment-down", "above", lambda s: {"to": "w111", "due_on": later_iso(), "reason": "Giao."}, unit="w11", colleague=("admin", 403)),
    call("acceptance", "offered", body(), who="officer", colleague=("handler", 403)),
    call("return", "offered", reason, who="officer", colleague=("handler", 403)),
    call("recall", "moving", reason),
    call("result", "received", text),
    call("result-check", "result", body(accept=True), colleague=("handler", 403)),
    call("paper-reply", "on_paper", lambda s: {"text": "Không thụ lý.", "received_on": later_iso(0)}, colleague=("handler", 403)),
    call("sender-question", "offered", text, who="officer", colleague=("handler", 403)),
    Row(name="api:inbox", who="officer", colleague=("handler", 403)),
    Row(
        name="api:competence-decision", unit="w1", at={"question_id": "question"}, get=0, post=200, colleague=("officer", 403),
        body=body(unit="w111", reason="Thuộc phường."),
    ),
    Row(name="api:board", unit="w11", who="supervisor", colleague=("officer", 403)),
    Row(name="api:board-unit", unit="w11", at={"key": "=w111"}, who="supervisor", colleague=("officer", 403)),
    Row(name="api:board-cases", unit="w11", at={"key": "=w111"}, query="?fact=open", who="supervisor", colleague=("officer", 403)),
]  # fmt: skip


def task_step(noun: str, at: str, *, who: str = "chief", colleague: Colleague = ("clerk", 403), **more: Any) -> Row:
    """A step of one task; it does not exist for who does not see the task."""
    return Row(
        name=f"conclusions:{noun}", at={"task_id": at}, who=who, colleague=colleague,
        **{"post": 303, "admin": 404, "operator": 404, **more},
    )  # fmt: skip


def conclusion_step(noun: str, at: str = "conclusion_draft", *, args: dict[str, str] | None = None, **more: Any) -> Row:
    """A step of one conclusion."""
    return Row(
        name=f"conclusions:{noun}", at={"conclusion_id": at, **(args or {})},
        **{"colleague": ("clerk", 403), "post": 303, "admin": 404, "operator": 404, **more},
    )  # fmt: skip


def item(stage: Stage) -> dict[str, Any]:
    return {
        "text": "Sửa cống.",
        "route": "HANDLE",
        "lead_body": str(stage["body"]),
        "contact": "Ông Tư",
        "due_on": later(9),
    }


def item_json(stage: Stage) -> dict[str, Any]:
    return {**item(stage), "due_on": later_iso(9)}


def answered_by_post(day: str) -> dict[str, Any]:
    return {"how": "POST", "number": "21/UBND", "answered_on": day}


CONCLUSIONS = [
    Row(name="conclusions:tasks", colleague=("handler", 200)),
    Row(name="conclusions:export", at={"kind": "=xlsx"}, colleague=("handler", 403)),
    Row(name="conclusions:summary", colleague=("handler", 403)),
    Row(name="conclusions:summary_print", colleague=("handler", 403)),
    Row(name="conclusions:summary_export", at={"kind": "=xlsx"}, colleague=("handler", 403)),
    Row(name="conclusions:conclusions", colleague=("handler", 403)),
    # No session of this id: the same answer for who may arrange as for an unseen one.
    Row(
        name="conclusions:preparation", at={"source": "=session", "source_id": "task"}, get=404, post=404,
        colleague=("handler", 403), body=lambda s: {"lead_body": str(s["body"]), "text": "Báo cáo.", "due_on": later()},
    ),
    task_step("task", "task", post=0, colleague=("handler", 404)),
    Row(
        name="conclusions:file", at={"task_id": "task_reported", "digest": "evidence"}, admin=404, operator=404,
        colleague=("secretary", 404),
    ),
    task_step("acknowledge", "task"),
    task_step("progress", "task", body=text),
    task_step("obstacle", "task", body=text),
    task_step("settle_obstacle", "task_obstructed", who="chairman", colleague=("chief", 403), body=body(answer="Làm tiếp.")),
    task_step("result", "task", body=lambda s: {"text": "Đã sửa.", "reported_on": later(0), "attachments": [pdf("kq.pdf")]}),
    task_step("return_result", "task_reported", body=reason),
    task_step("receive", "preparation", body=lambda s: {"text": "Báo cáo 12.", "received_on": later(0)}),
    task_step("agree", "preparation", body=lambda s: {"text": "Thống nhất.", "agreed_on": later(0)}),
    task_step("answer", "task", body=lambda s: answered_by_post(later(0))),
    task_step("close", "task_complete"),
    task_step("assign", "task", body=lambda s: {"lead_body": str(s["body"]), "officer": str(s["handler"])}),
    task_step("extend", "task", body=lambda s: {"to": later(60), "reason": "Chờ tỉnh.", "how_told": "CV 30", "told_on": later(0)}),
    task_step("urge", "task", body=text),
    task_step("cancel", "task", body=reason),
    task_step("link_task", "preparation", who="chairman", colleague=("chief", 403), body=body(is_linked="on")),
    conclusion_step("conclusion", "conclusion", post=0, colleague=("handler", 404)),
    conclusion_step("edit", body=body(title="Kết luận", text="Làm ngay.")),
    conclusion_step("new_item", body=item),
    conclusion_step("item", args={"task_id": "draft_item"}, body=item),
    conclusion_step("drop_item", args={"task_id": "draft_item"}),
    conclusion_step("notice", colleague=("chairman", 403)),
    conclusion_step("issue", colleague=("officer", 403), body=lambda s: {"symbol": "15/TB", "on": later(0)}),
    conclusion_step("link", "conclusion", who="chairman", colleague=("chief", 403), body=body(is_linked="on")),
]  # fmt: skip


def task_call(
    noun: str,
    at: str,
    given: Body = lambda stage: {},
    *,
    open_door: bool = False,
    colleague: Colleague = ("clerk", 403),
    **more: Any,
) -> Row:
    """A step of a task over the API; ``open_door``: who may is said by the task, so it is looked up first."""
    unseen = 404 if open_door else 403
    return Row(
        name=f"api:task-{noun}", at={"task_id": at}, get=0, post=200, body=given, colleague=colleague,
        **{"admin": unseen, "operator": unseen, **more},
    )  # fmt: skip


def conclusion_call(
    noun: str, given: Body = lambda stage: {}, *, args: dict[str, str] | None = None, **more: Any
) -> Row:
    """A step of a draft over the API."""
    return Row(
        name=f"api:{noun}", at={"conclusion_id": "conclusion_draft", **(args or {})}, body=given,
        **{"get": 0, "admin": 404, "operator": 404, "colleague": ("clerk", 403), **more},
    )  # fmt: skip


CONCLUSION_API = [
    Row(name="api:tasks", colleague=("handler", 200)),
    Row(name="api:task", at={"task_id": "task"}, admin=404, operator=404, colleague=("handler", 404)),
    Row(
        name="api:task-preparations", get=0, post=404, colleague=("handler", 403),
        body=lambda s: {"subject": "SESSION", "subject_id": str(s["task"]), "text": "Báo cáo.", "due_on": later_iso(), "lead_body": str(s["body"])},
    ),
    task_call("acknowledgement", "task"),
    task_call("progress", "task", text),
    task_call("obstacles", "task", text),
    task_call("obstacle-answer", "task_obstructed", body(answer="Làm tiếp."), open_door=True, who="chairman", colleague=("chief", 403)),
    task_call("result", "task", lambda s: {"text": "Đã sửa.", "reported_on": later_iso(0)}),
    task_call("result-return", "task_reported", reason),
    task_call("citizen-answer", "task", lambda s: answered_by_post(later_iso(0)), open_door=True),
    task_call("closing", "task_complete", open_door=True),
    task_call("assignment", "task", lambda s: {"lead_body": str(s["body"]), "officer": str(s["handler"])}),
    task_call("extension", "task", lambda s: {"to": later_iso(60), "reason": "Chờ.", "how_told": "CV 30"}),
    task_call("urgings", "task", text, open_door=True),
    task_call("cancellation", "task", reason),
    task_call("receipt", "preparation", lambda s: {"text": "Báo cáo.", "received_on": later_iso(0)}, open_door=True),
    task_call("agreement", "preparation", lambda s: {"text": "Thống nhất.", "agreed_on": later_iso(0)}, open_door=True),
    task_call("link", "preparation", body(is_linked=True), who="chairman", colleague=("chief", 403)),
    Row(name="api:conclusions", colleague=("handler", 403)),
    Row(
        name="api:conclusion", at={"conclusion_id": "conclusion_draft"}, patch=200, admin={"get": 403, "patch": 404},
        operator={"get": 403, "patch": 404}, colleague=("clerk", {"get": 200, "patch": 403}), body=body(title="Kết luận"),
    ),
    conclusion_call("conclusion-items", item_json, post=201),
    conclusion_call("conclusion-item", item_json, args={"task_id": "draft_item"}, patch=200),
    conclusion_call("conclusion-item-removal", args={"task_id": "draft_item"}, post=200),
    conclusion_call("conclusion-issue", lambda s: {"symbol": "15/TB", "on": later_iso(0)}, post=200, colleague=("officer", 403)),
    Row(
        name="api:conclusion-link", at={"conclusion_id": "conclusion"}, who="chairman", get=0, post=200,
        colleague=("chief", 403), body=body(is_linked=True),
    ),
]  # fmt: skip

UNIT = [
    *PAGES, *STEPS, *DOCUMENTS, *SESSIONS, *OVERSIGHT, *ADMINISTRATION, *API, *REGISTRATIONS, *PLANS, *CONCLUSIONS, *CONCLUSION_API,
    *dialogues.rows(Row, later, later_iso),
    *hotspots.rows(Row, later, later_iso),
    *letters.rows(Row, later, later_iso),
    *inspections.rows(Row, later, later_iso),
    *inspecting.rows(Row, later, later_iso),
    *board.rows(Row, later_iso),
    *campaigns.rows(Row, later, later_iso),
    *reports.rows(Row, later, later_iso),
    *receptions_census.rows(Row),
    *arrivals.rows(Row, later),
]  # fmt: skip


def own(name: str, **more: Any) -> SiteRow:
    """A page about one's own account."""
    return SiteRow(name=name, **{"anonymous": 303, "signed_in": 200, **more})


SITE = [
    SiteRow(name="healthz", anonymous_post=200, post=200),
    SiteRow(name="readyz", anonymous_post=200, post=200),
    SiteRow(name="set_language", anonymous=302, signed_in=302, anonymous_post=302, post=302, body=body(language="vi")),
    SiteRow(name="site-home"),
    SiteRow(name="units", query="?q=hoa+binh"),
    SiteRow(name="unit-card", at={"key": "=w123"}),
    SiteRow(name="unit-not-found", at={"rest": "=nowhere/desk/"}, anonymous=404, signed_in=404, anonymous_post=404, post=404),
    SiteRow(name="site-theme", anonymous=0, signed_in=0, anonymous_post=303, post=303, body=body(theme="dark")),
    SiteRow(name="track", anonymous_post=404, post=404, body=body(code="ABCD-EFGH-JKLM-NP", pin="123456")),
    SiteRow(name="account_login", signed_in=302, anonymous_post=200, post=302, body=body(login="x", password="y")),
    SiteRow(name="account_logout", anonymous=302, anonymous_post=302, post=302),
    SiteRow(name="mfa_authenticate", anonymous=302, signed_in=302, anonymous_post=302, post=302),
    SiteRow(name="account_inactive"),
    SiteRow(name="account_reset_password", anonymous_post=302, post=302, body=body(email="khong@co.vn")),
    SiteRow(name="account_reset_password_done"),
    SiteRow(
        name="account_reset_password_from_key", at={"uidb36": "=1", "key": "=abc"}, anonymous_post=200, post=200,
        body=body(password1="mat khau moi 1", password2="mat khau moi 1"),
    ),
    SiteRow(name="account_reset_password_from_key_done"),
    own("account-home"),
    own("account-units", signed_in=303),
    SiteRow(name="account-code", anonymous_post=303, post=303, body=lambda s: {"code": s["code"]}),
    SiteRow(name="account-code-password", anonymous=303, signed_in=303, anonymous_post=303, post=303),
    own("account-lock", anonymous_post=303, post=422, body=body(password="sai")),
    own("account-alive", anonymous=0, signed_in=0, anonymous_post=303, post=204),
    own("account-sign-out-everywhere", anonymous_post=303, post=303),
    own("account_change_password", anonymous=302, anonymous_post=302, post=200),
    own("account_reauthenticate", anonymous=302, anonymous_post=302, post=200),
    own("mfa_reauthenticate", anonymous=302, anonymous_post=302, post=302, signed_in=302),
    own("account-second-factor"),
    own("mfa_index", anonymous=302, anonymous_post=302),
    # How one signs in is changed only soon after the password was given; an officer's session is older than that.
    own("mfa_activate_totp", anonymous=302, anonymous_post=302, signed_in=302, post=302),
    own("mfa_deactivate_totp", anonymous=302, anonymous_post=302, signed_in=404, post=404, with_codes=200),
    own("mfa_view_recovery_codes", anonymous=302, anonymous_post=302, signed_in=404, with_codes=200),
    own("mfa_generate_recovery_codes", anonymous=302, anonymous_post=302, signed_in=302, post=302, with_codes=200),
    own("mfa_download_recovery_codes", anonymous=302, anonymous_post=302, signed_in=404, post=404, with_codes=200),
    *operating_census.rows(SiteRow),
    SiteRow(name="api:units", query="?q=hoa"),
    SiteRow(name="api:unit", at={"key": "=w123"}),
    SiteRow(name="api:tracking", anonymous=0, signed_in=0, anonymous_post=404, post=404, body=body(code="ABCD-EFGH-JKLM-NP", pin="123456")),
    SiteRow(name="api:schema"),
    SiteRow(name="api:docs"),
]  # fmt: skip
