"""The fields of text of every form and call, and what is wrong with an answer to a hostile text."""

import re
from collections.abc import Iterable
from html import unescape
from typing import Any

from django.utils.html import escape

from registry.addresses import unit_url
from tests.census.stage import Stage
from tests.census.table import UNIT, Row
from tests.world import Browser

ROWS = {row.name: row for row in UNIT}
OF_PERSON = ("full_name", "address", "id_number", "phone")
# Form → its text fields; what must be said beside them for the field to count stands in `BESIDE`.
FIELDS = {
    "cases:new": (
        *OF_PERSON, "content", "place", "complained_about", "forwarded_by", "forwarded_number", "denounced_name",
        "denounced_position", "find", "same_as", "persons-0-full_name", "persons-0-address", "persons-0-id_number",
    ),
    "cases:earlier": ("full_name", "id_number", "find", "same_as"),
    "cases:assign": ("note", "to"),
    "cases:assign_many": ("cases", "to", "back"),
    "cases:accept_many": ("cases",),
    "cases:note": ("text", "once_key", "version"),
    "cases:ask_supplement": ("text", "due_on"),
    "cases:ask_opinion": ("text", "body"),
    "cases:settle_request": ("reply",),
    "cases:send_paper": ("text",),
    "cases:accept_settlement": ("on",),
    "cases:answer": ("text", "answered_on"),
    "cases:close": ("outcome",),
    "cases:withdraw": ("reason", "on"),
    "cases:correct": ("content", "place", "reason", "received_on"),
    "cases:grant": ("reason", "until"),
    "cases:new_pin": ("checked",),
    "cases:unseal": ("reason",),
    "cases:join": ("reason", "find", "into"),
    "cases:split": ("content", "place", "denounced", "reason"),
    "cases:transfer": ("reason", "to", "find"),
    "cases:escalate": ("reason", "to"),
    "cases:assign_down": ("reason", "to", "due_on"),
    "cases:return": ("reason", "to"),
    "cases:recall": ("reason",),
    "cases:report_result": ("text",),
    "cases:check_result": ("reason",),
    "cases:record_paper_reply": ("text", "received_on"),
    "cases:ask_sender": ("text",),
    "cases:competence": ("reason", "unit", "find"),
    "cases:mark_complex": ("number", "on", "by"),
    "cases:mark_settled": ("number", "on", "by", "text"),
    "cases:take_back_mark": ("reason",),
    "cases:agree_solution": ("text", "on", "by", "number"),
    "cases:plan_step": ("text", "body", "due_on"),
    "cases:record_dialogue": ("text", "by"),
    "cases:direct": ("text", "number", "by", "due_on"),
    "cases:settled_list": ("asked_by", "number", "reason"),
    "oversight:hot-spot-new": ("place", "matter", "measures", "people"),
    "oversight:hot-spot-news": ("text", "measures", "version"),
    "oversight:hot-spot-closing": ("result", "on"),
    "documents:new": ("title", "addressees", "paragraphs", "items", "recipients"),
    "documents:edit": ("title", "recipients", "once_key", "version"),
    "documents:send_back": ("reason",),
    "documents:withdraw": ("reason", "replaced_by"),
    "documents:send": ("to", "channel"),
    "documents:sign": ("confirmation",),
    "documents:instrument_new": ("title", "number", "signer_name", "dated_on", "valid_to"),
    "documents:texts_edit": ("opening", "closing"),
    "documents:notice_delivery": ("by", "number", "note", "on", "at"),
    "documents:notice_cancellation": ("reason",),
    "documents:notice_retry": ("address",),
    "deadlines:own-rule": ("code", "length"),
    "deadlines:own-day": ("name", "source", "day"),
    "staff:new-body": ("name", "contact"),
    "staff:edit-body": ("name", "contact"),
    "staff:profile": ("address", "hours", "phone", "public_text"),
    "campaigns:note": ("text", "forecast", "source"),
    "campaigns:shift_add": ("place", "people"),
    "identity:open": ("full_name", "username", "email", "phone", "position", "valid_from"),
    "identity:add": ("username", "position"),
    "identity:edit": ("full_name", "email", "phone"),
    "identity:add-role": ("position", "valid_to"),
    "identity:end-role": ("on", "successor"),
    "identity:roles": ("right", "shown", "grant"),
    "identity:new-token": ("name", "days"),
}  # fmt: skip
BESIDE = {
    "complained_about": {"kind": "COMPLAINT"},
    "forwarded_by": {"channel": "FORWARDED"},
    "forwarded_number": {"channel": "FORWARDED", "forwarded_by": "Báo"},
    "denounced_name": {"kind": "DENUNCIATION", "field": "administrative"},
    "denounced_position": {"kind": "DENUNCIATION", "field": "administrative", "denounced_name": "Phạm Văn Xấu"},
    "persons-0-full_name": {"who": "SEVERAL", "persons-0-address": "Ấp Tây"},
    "persons-0-address": {"who": "SEVERAL", "persons-0-full_name": "Trần Văn Bình"},
    "persons-0-id_number": {"who": "SEVERAL", "persons-0-full_name": "Trần Văn Bình"},
}
LOOKS = {"cases:new", "cases:join", "cases:transfer", "cases:assign_down", "cases:return", "cases:competence"}
IN_JSON = [row for row in UNIT if row.is_api and row.in_json and (row.post or row.patch)]
MUST_BE_NAMED = ("nul", "100,000 characters")
_RAW = re.compile(r"<script>alert|<img src=x|</textarea></title>")


def is_raw(answer: Any) -> bool:
    """Does a browser take what was typed for its own?"""
    return _RAW.search(answer.content.decode("utf-8", "replace")) is not None


def problem(browser: Browser, answer: Any, stage: Stage, row: Row, fields: Iterable[str], kind: str, text: str) -> str:
    """What is wrong with the answer to a hostile text; empty when nothing is. (Pages are long: they stay out of asserts.)"""
    page = answer.content.decode()
    if is_raw(answer):
        return "shown as it was typed"
    if answer.status_code in (404, 409, 422):  # 404: a case to join that is not there; the form is shown again
        summary = page.partition('class="error-sum"')[2].partition("</div>")[0] or page.partition("notice")[2][:300]
        if not summary.strip():
            return "refused without a reason"
        if kind in MUST_BE_NAMED and answer.status_code == 422 and not any(_names(summary, one) for one in fields):
            return f"the field is not named: {unescape(summary)[:300]}"
        lost = [one for one in fields if _is_shown(page, one) and not _is_kept(page, one, text)]
        if kind != "nul" and lost:
            return f"what was typed is lost: {lost}"
        return ""
    if answer.status_code not in (200, 204, 303):
        return f"status {answer.status_code}"
    if answer.status_code == 303 and kind == "everything":
        seen = [browser.get(answer["Location"])]
        if "case_id" in row.at:
            seen.append(browser.get(unit_url(row.unit, "cases:page", stage[row.at["case_id"]])))
        for one in seen:
            told = one.content.decode()
            if is_raw(one) or ("7*7" in told and escape("{{7*7}}{% debug %}") not in told):
                return "shown as it was typed on the next page"
    return ""


def _names(summary: str, field: str) -> bool:
    return (
        f'#id_{field}"' in summary
        or f"#id_{field}_" in summary
        or field.startswith("persons-")
        or ": " in unescape(summary)
    )


def _is_shown(page: str, field: str) -> bool:
    return (
        re.search(rf'<(textarea|input type="text"|input type="search")[^>]*name="{re.escape(field)}"', page) is not None
    )


def _is_kept(page: str, field: str, text: str) -> bool:
    """In the very box it was typed into."""
    box = re.search(rf'<(?:textarea|input type="(?:text|search)")[^>]*name="{re.escape(field)}"', page)
    assert box is not None
    # Attributes may stand before or after the name.
    end = page.find("</textarea>" if page[box.start() :].startswith("<textarea") else ">", box.end())
    return escape(text.strip()[:100]) in page[box.start() : end + 1]
