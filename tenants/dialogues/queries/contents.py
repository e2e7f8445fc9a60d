"""What the papers of a conference say: facts, agenda, opinions, as the blocks that ``documents`` lays out."""

from collections.abc import Callable
from typing import Any

from kernel import clock
from tenants.conclusions.enums import Route
from tenants.dialogues.enums import OpinionStatus
from tenants.dialogues.models import Conference, Opinion
from tenants.dialogues.queries.participants import invited
from tenants.dialogues.rules import people
from tenants.documents.enums import DocumentKind
from tenants.receptions.models import MinutesEntry
from tenants.staff.queries import setting

Body = dict[str, Any]


def body_of(conference: Conference, kind: DocumentKind, *, note: str = "") -> Body:
    """The body of one paper; official words, so always Vietnamese."""
    made = _MAKERS[kind](conference)
    if note:
        made["closing_lines"] = [*made.get("closing_lines", []), note]
    return made


def _facts(conference: Conference) -> list[list[str]]:
    topics = setting("topics")
    expected = "–".join(str(n) for n in (conference.expected_from, conference.expected_to) if n)
    told = [
        ["Thời gian", _when(conference)],
        ["Địa điểm", conference.venue],
        ["Cơ quan tổ chức", conference.organiser],
        ["Chủ trì", _chair(conference)],
        ["Chủ đề", "; ".join(topics.name_of(code) for code in conference.topics)],
        ["Đối tượng đối thoại", conference.target_group],
        ["Số người dự kiến", expected],
        ["Lồng ghép", conference.voter_meeting if conference.with_voter_meeting else ""],
        ["Bộ phận tiếp nhận, tổng hợp", conference.desk],
    ]
    return [pair for pair in told if pair[1]]


def _pack(conference: Conference) -> Body:
    opinions = (
        Opinion.objects.filter(conference=conference).exclude(status=OpinionStatus.WITHDRAWN).order_by("topic", "id")
    )
    topics = setting("topics")
    rows = [
        [str(n), topics.name_of(one.topic), one.text, str(one.get_urgency_display()), one.prepared or one.prepared_by]
        for n, one in enumerate(opinions, start=1)
    ]
    columns = ["TT", "Chủ đề", "Nội dung ý kiến", "Mức độ", "Nội dung trả lời, cơ quan chuẩn bị"]
    return {
        "facts": _facts(conference),
        "addressees": [_chair(conference)],
        "sections": [
            {"heading": "Thành phần tham gia", "items": [_name(one) for one in invited(conference)]},
            {
                "heading": "Tổng hợp ý kiến và nội dung trả lời",
                "table": {"columns": columns, "rows": rows, "widths": [1, 3, 6, 2, 6]},
            },
        ],
    }


def _programme(conference: Conference) -> Body:
    rows = [
        [str(step["order"]), step["text"], step.get("role") or step.get("speaker") or ""] for step in conference.agenda
    ]
    return {
        "facts": _facts(conference),
        "table": {"columns": ["TT", "Nội dung", "Người thực hiện"], "rows": rows, "widths": [1, 9, 4]},
    }


def _plan(conference: Conference) -> Body:
    return {
        **_programme(conference),
        "sections": [{"heading": "Thành phần tham gia", "items": [_name(one) for one in invited(conference)]}],
    }


def _house_rules(conference: Conference) -> Body:
    return {
        "items": [
            "Đến đúng giờ, ngồi đúng nơi quy định, giữ trật tự trong suốt hội nghị.",
            "Phát biểu theo nội dung, trình tự đã đăng ký và theo sự điều hành của chủ trì; câu hỏi viết gửi bộ phận tiếp nhận, tổng hợp.",
            "Phát biểu ngắn gọn, đúng chủ đề; không xúc phạm danh dự, nhân phẩm của người khác.",
            "Nghiêm cấm lợi dụng tiếp xúc, đối thoại để làm trái quy định, gây rối trật tự công cộng.",
            "Trả lời đúng trọng tâm, ngắn gọn, dễ hiểu, đúng quy định của pháp luật; nội dung chưa trả lời được thì nêu thời hạn và cơ quan trả lời.",
        ]
    }


def _invitation(conference: Conference) -> Body:
    facts = [["Thời gian", _when(conference)], ["Địa điểm", conference.venue], ["Chủ trì", _chair(conference)]]
    return {
        "values": {"matter": conference.title, "chair": _chair(conference), "place": conference.venue},
        "facts": [*facts, ["Nội dung", "; ".join(setting("topics").name_of(code) for code in conference.topics)]],
        "paragraphs": ["Gửi kèm phiếu đăng ký nội dung phát biểu; đề nghị gửi lại trước ngày đối thoại."],
    }


def _slip(conference: Conference) -> Body:
    topics = setting("topics")
    return {
        "values": {"conference": conference.title, "day": _when(conference)},
        "items": [topics.name_of(code) for code in conference.topics],
        "blanks": ["Họ và tên", "Địa chỉ", "Số điện thoại", "Đại diện cho (nếu có)", "Nội dung phát biểu", "", "", ""],
    }


def _minutes(conference: Conference) -> Body:
    entries = list(MinutesEntry.objects.filter(occasion_id=conference.pk).order_by("step", "at", "id"))
    steps = {step["order"]: step["text"] for step in conference.agenda}
    sections: list[dict[str, Any]] = [{"heading": "Thành phần tham dự", "items": _present(conference)}]
    for order, text in steps.items():
        said = [_entry(one) for one in entries if one.step == order and one.text.strip()]
        sections.append({"heading": f"{order}. {text}", "paragraphs": said})
    others = [_entry(one) for one in entries if one.step not in steps and one.text.strip()]
    if others:
        sections.append({"heading": "Diễn biến khác", "paragraphs": others})
    opinions = Opinion.objects.filter(conference=conference, asked_at__isnull=False).order_by("speaking_no", "id")
    rows = [
        [str(n), one.person_name or one.source_name, one.text, one.answer or one.direction, _who_when(one)]
        for n, one in enumerate(opinions, start=1)
    ]
    columns = ["TT", "Người nêu", "Nội dung", "Trả lời, hướng giải quyết", "Cơ quan, thời hạn"]
    sections.append(
        {
            "heading": "Ý kiến và trả lời",
            "table": {"columns": columns, "rows": rows, "widths": [1, 3, 6, 6, 4]},
        }
    )
    if conference.information:
        told = [str(one["text"]) for one in conference.information]
        sections.append({"heading": "Nội dung thông tin đến Nhân dân", "items": told})
    ended = clock.now().astimezone(clock.OFFICE_ZONE)
    return {
        "facts": [*_facts(conference), ["Số người dự", str(conference.attended or 0)]],
        "sections": sections,
        "closing_lines": [
            f"Biên bản được thông qua tại hội nghị, kết thúc vào hồi {ended:%H} giờ {ended:%M} ngày {ended:%d/%m/%Y}."
        ],
        "signatures": [{"role": "Thư ký", "name": ""}],
    }


def _submission(conference: Conference) -> Body:
    found = Opinion.objects.filter(conference=conference, route=Route.SUBMIT_UP).order_by("speaking_no", "id")
    rows = [[str(n), one.text, one.direction] for n, one in enumerate(found, start=1)]
    return {
        "paragraphs": [
            f"Qua {conference.title} ngày {conference.held_on:%d/%m/%Y}, các kiến nghị sau vượt thẩm quyền; kính đề nghị cấp có thẩm quyền "
            "xem xét, giải quyết. Cơ quan báo cáo có trách nhiệm trả lời người nêu ý kiến."
            if conference.held_on
            else ""
        ],
        "table": {"columns": ["TT", "Nội dung kiến nghị", "Đề xuất"], "rows": rows, "widths": [1, 8, 6]},
    }


def _summary(conference: Conference) -> Body:
    found = list(Opinion.objects.filter(conference=conference))
    answered = sum(
        one.status in (OpinionStatus.ANSWERED, OpinionStatus.CLEARED, OpinionStatus.REPLIED) for one in found
    )
    waiting = sum(one.status == OpinionStatus.ASSIGNED for one in found)
    return {
        "facts": [
            *_facts(conference),
            ["Số người dự", str(conference.attended or 0)],
            ["Số ý kiến", str(len(found))],
            ["Đã trả lời", str(answered)],
            ["Đang giải quyết", str(waiting)],
            ["Trình cấp trên", str(sum(one.route == Route.SUBMIT_UP for one in found))],
        ],
        "table": {
            "columns": ["TT", "Nội dung", "Kết quả, hướng giải quyết", "Cơ quan", "Thời hạn"],
            "rows": [
                [
                    str(n),
                    one.text,
                    one.answer or one.direction or one.cleared_note,
                    one.lead_name or one.answered_by,
                    f"{one.expected_on:%d/%m/%Y}" if one.expected_on else "",
                ]
                for n, one in enumerate(found, start=1)
            ],
            "widths": [1, 6, 6, 4, 3],
        },
    }


def _present(conference: Conference) -> list[str]:
    lines = []
    for one in conference.participants:
        if one["attended"] == people.LEADER:
            lines.append(_name(one))
        elif one["attended"] == people.SUBSTITUTE:
            lines.append(f"{one['name']}: {one['substitute']} dự thay ({one['reason']})")
        elif one["attended"] == people.ABSENT:
            lines.append(f"{one['name']}: vắng" + (f" ({one['reason']})" if one["reason"] else ""))
    return [*lines, f"Nhân dân: {conference.attended or 0} người dự"]


def _entry(entry: MinutesEntry) -> str:
    return f"{entry.speaker}: {entry.text}" if entry.speaker else entry.text


def _who_when(opinion: Opinion) -> str:
    if opinion.status == OpinionStatus.ANSWERED:
        return opinion.answered_by
    due = f", trước hết {opinion.expected_on:%d/%m/%Y}" if opinion.expected_on else ""
    return f"{opinion.lead_name}{due}"


def _name(participant: dict[str, Any]) -> str:
    return ", ".join(part for part in (participant["name"], participant.get("title", "")) if part)


def _chair(conference: Conference) -> str:
    return ", ".join(part for part in (conference.chair_name, conference.chair_title) if part)


def _when(conference: Conference) -> str:
    if conference.held_on is None:
        return ""
    hour = f"{conference.starts_at:%H} giờ {conference.starts_at:%M}, " if conference.starts_at else ""
    return f"{hour}ngày {conference.held_on:%d/%m/%Y}"


_MAKERS: dict[DocumentKind, Callable[[Conference], Body]] = {
    DocumentKind.APPROVAL_PACK: _pack,
    DocumentKind.PROGRAMME: _programme,
    DocumentKind.PLAN: _plan,
    DocumentKind.HOUSE_RULES: _house_rules,
    DocumentKind.INVITATION: _invitation,
    DocumentKind.SPEECH_SLIP: _slip,
    DocumentKind.MINUTES: _minutes,
    DocumentKind.SUBMISSION: _submission,
    DocumentKind.SUMMARY: _summary,
}
