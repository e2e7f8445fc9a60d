"""The list of cases: quick filters, search, sorting, marking several."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.forms import ChoiceField
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from identity import members
from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import ids
from tenants.cases.forms.listing import ME, NEWEST, CaseFilterForm
from tenants.cases.queries.lists import case_list, case_rows
from tenants.cases.queries.saved_filters import saved_filters
from tenants.cases.views.responses import page

ROWS = 50


@dataclass(frozen=True)
class Chip:
    """A quick filter: its words, its address, whether it is the one shown."""

    label: str
    query: str
    is_on: bool


@dataclass(frozen=True)
class Column:
    """The head of a column; ``aria`` says how it is sorted now."""

    label: str
    sort: str
    aria: str


@require_GET
@actor_required(for_readers=True)
def case_list_page(request: ActorRequest) -> HttpResponse:
    """``/desk/cases/``: 50 rows a page, the same number of queries for one row and for fifty."""
    actor: Actor = request.actor
    people = people_of(actor)
    form = CaseFilterForm(request.GET, people=people, me=actor.account_id)
    found = case_list(actor, form.filters()).order_by(*form.order())
    shown = Paginator(found, ROWS).get_page(request.GET.get("page"))
    may_assign = actor.may(Permission.CASE_ASSIGN)
    context = {
        "form": form,
        "page": shown,
        "rows": case_rows(actor, list(shown.object_list)),
        "chips": _chips(actor, form),
        **_kept(actor, form),
        "columns": _columns(form),
        "query": request.GET.urlencode(),
        "may_assign": may_assign,
        "may_enter": actor.may(Permission.CASE_ENTER),
        "may_export": actor.may(Permission.CASE_EXPORT),
        "people": people if may_assign else [],
        "once_key": ids.new_id(),
    }
    return page(request, "cases/list.html", context, fragment="region")


def _kept(actor: Actor, form: CaseFilterForm) -> dict[str, Any]:
    """The actor's own filters, and whether what is shown could be kept as another one; a reader keeps none in another unit."""
    if actor.is_reader:
        return {"kept": [], "keepable": ""}
    kept = saved_filters(actor)
    chips = [Chip(row.name, row.query, row.query == form.query) for row in kept]
    return {"kept": chips, "keepable": form.query if form.is_narrowed and not any(one.is_on for one in chips) else ""}


def words_of(form: CaseFilterForm) -> str:
    """What a filter narrows to, in words: ``Loại: Khiếu nại · Quá hạn``."""
    hidden = {
        "direction": {
            "here": _("Đang ở đơn vị"),
            "in": _("Nơi khác gửi đến"),
            "out": _("Đã chuyển đi"),
            "ended": _("Đã kết thúc"),
        },
        "due": {"overdue": _("Quá hạn"), "soon": _("Sắp đến hạn"), "none": _("Không có hạn")},
    }
    words = []
    for name, value in form.cleaned_data.items():
        if value in (None, "") or name == "sort":
            continue
        if name in hidden:
            words.append(hidden[name][value])
            continue
        field = form.fields[name]
        if isinstance(field, ChoiceField):
            shown = dict(field.choices).get(value, value)  # type: ignore[arg-type]
        else:
            shown = form[name].value()
        words.append(f"{field.label}: {shown}")
    return " · ".join(words)


def people_of(actor: Actor) -> list[tuple[str, str]]:
    """Who may work on cases of the unit, by name; only for those who see the whole unit."""
    if not actor.may(Permission.CASE_VIEW_UNIT):
        return []
    found = members.holders(actor.unit.id, Permission.CASE_WORK)
    return [(str(account.pk), account.full_name) for account in sorted(found, key=lambda one: one.full_name)]


def _chips(actor: Actor, form: CaseFilterForm) -> list[Chip]:
    told = form.cleaned_data
    here, due, who = told.get("direction", ""), told.get("due", ""), told.get("assignee", "")
    # Only what makes sense together: a quick filter replaces the other quick ones and keeps nothing else.
    chips = [
        Chip(_("Tất cả"), "", not form.is_narrowed),
        Chip(_("Đang ở đơn vị"), "direction=here", here == "here" and not due and not who),
        Chip(_("Quá hạn"), "due=overdue", due == "overdue"),
        Chip(_("Sắp đến hạn"), "due=soon", due == "soon"),
    ]
    if actor.may(Permission.CASE_WORK):
        chips.append(Chip(_("Của tôi"), "assignee=me", who == ME))
    if actor.may(Permission.CASE_VIEW_UNIT):
        chips += [
            Chip(_("Chưa phân công"), "direction=here&assignee=nobody", who == "nobody"),
        ]
    return [
        *chips,
        Chip(_("Nơi khác gửi đến"), "direction=in", here == "in"),
        Chip(_("Đã chuyển đi"), "direction=out", here == "out"),
        Chip(_("Đã kết thúc"), "direction=ended", here == "ended"),
    ]


def _columns(form: CaseFilterForm) -> list[Column]:
    now = form.sorted_by

    def column(label: str, name: str) -> Column:
        aria = {name: "ascending", f"-{name}": "descending"}.get(now, "")
        return Column(label, f"-{name}" if now == name or (name == "received" and now != NEWEST) else name, aria)

    return [
        column(_("Số"), "number"),
        column(_("Loại"), "kind"),
        Column(_("Người gửi, nội dung"), "", ""),
        column(_("Ngày nhận"), "received"),
        column(_("Trạng thái"), "status"),
        Column(_("Người giải quyết"), "", ""),
        Column(_("Hạn"), "", ""),
    ]
