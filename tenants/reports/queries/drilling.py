"""The list behind one cell, frozen with the figure: what was counted, and where its page is."""

from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _

from kernel import clock
from kernel.errors import NotFound
from oversight.models import PeriodReport
from oversight.rules.forms import Column, FormSet, Origin, set_of
from oversight.rules.report_cells import Number
from oversight.rules.report_periods import ReportPeriod
from tenants.reports.models import Report
from tenants.reports.queries.computing import lists_of
from tenants.reports.rules.items import Item, total

PAGES = {
    "case": "cases:page",
    "session": "receptions:session",
    "task": "conclusions:task",
    "conclusion": "conclusions:conclusion",
    "conference": "dialogues:page",
    "registration": "receptions:registration",
    "document": "documents:page",
    "inspection": "inspections:inspection",
}


@dataclass(frozen=True, slots=True)
class Drill:
    """A cell opened. ``parts``: the figures of a sum, each with its own list; a typed figure has none."""

    column: Column
    items: list[Item]
    is_live: bool

    @property
    def figure(self) -> Number:
        return total(self.items)


def drill(public: PeriodReport, form: str, no: int) -> Drill:
    """The list of one cell: of the snapshot, or of this moment while the figures still grow. Raises ``NotFound``."""
    forms = set_of(public.form_set, public.first)
    column = forms.column(form, no)
    facts = _facts(forms, form, column)
    if not facts:
        raise NotFound("no_list", _("Ô này do người nhập, không có danh sách."))
    row = Report.objects.filter(pk=public.pk).only("lists").first()
    if row is not None:
        return Drill(column, [Item.read(one) for fact in facts for one in row.lists.get(fact, [])], False)
    lists = lists_of(forms, ReportPeriod.parse(public.period), public.first, min(public.last, clock.today()))
    return Drill(column, [one for fact in facts for one in lists[fact]], True)


def kind_label(what: str) -> str:
    """The kind of a thing in words."""
    return {
        "visit": _("Lượt tiếp"),
        "case": _("Vụ việc"),
        "petition": _("Đơn"),
        "session": _("Buổi tiếp"),
        "task": _("Nhiệm vụ"),
        "conclusion": _("Kết luận"),
        "conference": _("Hội nghị"),
        "opinion": _("Ý kiến"),
        "registration": _("Đăng ký gặp"),
        "document": _("Văn bản"),
        "inspection": _("Cuộc thanh tra, kiểm tra"),
        "month": _("Tháng"),
    }[what]


def address(item: Item) -> str:
    """The page of a counted thing, empty where it has none of its own."""
    name = PAGES.get(item.what)
    if name is None:
        return ""
    try:
        return reverse(name, args=[item.id])
    except NoReverseMatch:
        return ""


def _facts(forms: FormSet, form: str, column: Column) -> list[str]:
    if column.same is not None:
        return _facts(forms, column.same[0], forms.column(*column.same))
    if column.origin == Origin.SUM:
        return [fact for no in column.parts for fact in _facts(forms, form, forms.column(form, no))]
    return [column.fact] if column.fact else []
