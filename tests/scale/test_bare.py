"""The floor of the bench keeps up with the product's tables: a peer that fails measures nothing."""

import json
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.test import RequestFactory

from tenants.cases.models import Case
from tests.reports.test_pages import token
from tests.scale.bare import views
from tests.world import World


def test_bare_views_write_what_the_tables_of_today_ask_for(world: World) -> None:
    secret = {name: token(world, "w111", name).defaults["HTTP_AUTHORIZATION"] for name in ("officer", "handler")}

    def call(view: Any, who: str, given: dict[str, Any], **named: UUID) -> dict[str, Any]:
        request = RequestFactory().post(
            "/", json.dumps(given), "application/json",
            headers={"Authorization": secret[who], "Idempotency-Key": uuid4().hex},
        )  # fmt: skip
        answer: dict[str, Any] = json.loads(view(request, "w111", **named).content)
        return answer

    today = date(2026, 11, 27).isoformat()
    people = [{"full_name": "Nguyễn Văn Bình", "address": "Tổ 1", "phone": "0900000000"}]
    petition = {
        "kind": "COMPLAINT",
        "field": "land",
        "content": "Đo lại đất.",
        "channel": "IN_PERSON",
        "people": people,
    }
    case = UUID(call(views.take_in, "officer", {**petition, "received_on": today})["case_id"])
    call(views.assign, "officer", {"to": str(world.account("w111", "handler").pk)}, case=case)
    call(
        views.answer,
        "handler",
        {"kind": "ACCEPTED", "text": "Xong.", "answered_on": today, "how_sent": "POST"},
        case=case,
    )
    call(views.close, "handler", {"outcome": "Công dân đồng ý."}, case=case)
    with world.scope("w111"):
        assert Case.objects.get(pk=case).status == "CLOSED"
