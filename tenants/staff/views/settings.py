"""Pages of what the unit sets for itself, who holds its positions, and whether it is ready."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from identity.access import ActorRequest, actor_required, posted, see_other
from identity.permissions import Permission
from kernel.errors import Conflict, DomainError, NotFound
from oversight.queries.readiness import readiness
from registry.levels import Line
from tenants.staff.actions.settings import save_setting
from tenants.staff.forms.settings import EDITORS, current, formset_of
from tenants.staff.queries import stored
from tenants.staff.queries.positions import positions as all_positions
from tenants.staff.rules.settings import NAMES


@require_http_methods(["GET", "POST"])
@actor_required(Permission.UNIT_CONFIGURE)
def setting(request: ActorRequest, topic: str) -> HttpResponse:
    """One topic as rows to fill."""
    editor = EDITORS.get(topic)
    if editor is None:
        raise NotFound("no_setting", _("Không có mục thiết lập này."))
    actor = request.actor
    # The administrator sets up both lines; the rows themselves carry no content of either.
    lines = frozenset({Line.PARTY, Line.GOVERNMENT})
    held = current(topic, str(actor.unit.level))
    version = stored(topic)[1]
    formset = formset_of(editor, held, lines, posted(request))
    problems: list[str] = []
    if request.method == "POST" and formset.is_valid():
        given = request.POST.get("version", "")
        try:
            value = editor.build([form.cleaned_data for form in formset.forms if form.cleaned_data], held)
            save_setting(value, version=int(given) if given.isdigit() else version, actor=actor)
        except Conflict as error:
            problems.append(str(error.message))
        except DomainError as error:
            if error.status == 403:
                raise
            problems.append(str(error.message))
        else:
            messages.success(request, _("Đã lưu."))
            return see_other(reverse("staff:setting", args=[topic]))
    context = {
        "topic": topic,
        "name": NAMES[topic],
        "note": editor.note,
        "formset": formset,
        "rows": list(zip(formset.forms, editor.headings or [""] * len(formset.forms), strict=False)),
        "version": request.POST.get("version", version),
        "problems": problems,
        "topics": [(code, NAMES[code]) for code in EDITORS],
    }
    failed = bool(problems) or (request.method == "POST" and not formset.is_valid())
    return render(request, "staff/setting.html", context, status=422 if failed else 200)


@require_safe
@actor_required(Permission.UNIT_CONFIGURE)
def positions(request: ActorRequest) -> HttpResponse:
    """Who leads, who deputises, what is vacant."""
    return render(request, "staff/positions.html", {"rows": all_positions()})


@require_safe
@actor_required(Permission.UNIT_CONFIGURE)
def ready(request: ActorRequest) -> HttpResponse:
    """The checklist "unit ready", a line beside the other."""
    rows = readiness([request.actor.unit], [Line.PARTY, Line.GOVERNMENT])
    return render(request, "staff/readiness.html", {"rows": rows, "is_ready": all(row.is_ready for row in rows)})
