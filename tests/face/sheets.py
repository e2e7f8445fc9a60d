"""Renders the component sheet: every part of templates/README.md once, without a page of the product for it."""

from datetime import date, timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpRequest
from django.template import engines

from exchange.enums import EnvelopeStatus, MovementKind
from kernel import clock
from tenants.cases.enums import CaseKind, CaseStatus, Channel

SHEET = Path(__file__).parent / "sheet.html"


class SheetForm(forms.Form):
    """One field of each look, some of them wrong."""

    name = forms.CharField(label="Họ và tên", help_text="Như trên căn cước công dân.")
    channel = forms.ChoiceField(label="Cách đến", choices=Channel.choices, widget=forms.RadioSelect)
    kind = forms.ChoiceField(label="Loại đơn", choices=CaseKind.choices)
    received_on = forms.DateField(label="Ngày nhận", input_formats=["%d/%m/%Y"])
    content = forms.CharField(label="Nội dung", widget=forms.Textarea)
    papers = forms.FileField(label="Tệp kèm theo", required=False)
    wants = forms.BooleanField(
        label="Cho phép tra cứu qua mạng", required=False, help_text="Chỉ khi người gửi yêu cầu."
    )


def render(request: HttpRequest) -> str:
    """The whole page as text."""
    today = clock.today()
    rows = [
        SimpleNamespace(
            number=f"{n:06d}/2026/30301",
            kind=kind,
            status=status,
            due=today + timedelta(days=n * 3 - 4),
            content="Khiếu nại quyết định thu hồi đất và mức bồi thường, hỗ trợ tái định cư tại khóm Thới An, "
            "đề nghị đo đạc lại diện tích và trả lời bằng văn bản.",
        )
        for n, (kind, status) in enumerate(zip(CaseKind, list(CaseStatus)[:4], strict=True), 1)
    ]
    context: dict[str, Any] = {
        "statuses": [*CaseStatus, *EnvelopeStatus],
        "kinds": [*CaseKind, *MovementKind],
        "deadlines": [*(today + timedelta(days=n) for n in (-9, 0, 1, 12, 90)), _due(today, met=0), _due(today, met=3)],
        "rows": rows,
        "page": Paginator(range(10_794), 50).page(7),
        "form": SheetForm({"name": "", "received_on": "31/02/2026", "channel": "POST"}),
        "facts": [("Gửi đến", "UBND Thành phố Long Xuyên"), ("Hạn trả lời", "16/12/2026")],
        "nothing": [],
    }
    return engines["django"].from_string(SHEET.read_text(encoding="utf-8")).render(context, request)


def _due(today: date, *, met: int) -> Any:
    return SimpleNamespace(due_on=today, met_on=today + timedelta(days=met), cancelled_on=None)
