"""The copy of a report for the superior: as the unit sends it, and as the superior has it."""

from uuid import UUID

from django.http.response import HttpResponseBase
from django.views.decorators.http import require_GET

from identity.access import ActorRequest, actor_required
from identity.permissions import Permission
from oversight import policies as above
from oversight.models import ReportStatus
from tenants.documents import downloads
from tenants.documents.actions.signing import PDF
from tenants.documents.models import Letter
from tenants.documents.views.page import File
from tenants.reports import policies
from tenants.reports.actions.sending_up import copy_name, copy_pdf
from tenants.reports.models import Report
from tenants.reports.queries.copies import copy_not_found, last_sent
from tenants.reports.queries.copies import received_copy as get_copy


@require_GET
@actor_required()
def own_copy(request: ActorRequest, report_id: UUID) -> HttpResponseBase:
    """``/desk/reports/<id>/copy/``: what goes, or last went, to the superior; before it is sent set anew, to be looked at."""
    policies.require_reader(request.actor)
    found = policies.get_report(request.actor, report_id)
    row = Report.objects.select_related("document").filter(pk=found.pk).first()
    if found.status == ReportStatus.SIGNED and found.superior_id is not None and row is not None and row.document:
        return downloads.serve_made(copy_pdf(found, row), copy_name(row.document.symbol), PDF)
    letter = last_sent(found)
    if letter is None:
        raise copy_not_found()
    return serve_copy(letter)


@require_GET
@actor_required(Permission.OVERSIGHT_VIEW)
def received_copy(request: ActorRequest, report_id: UUID, letter_id: UUID) -> HttpResponseBase:
    """``/desk/reports/below/<id>/copies/<letter>/``: the paper as it came; 404 in every unit to which it was not sent."""
    return serve_copy(get_copy(above.get_report_below(request.actor, report_id), letter_id))


def serve_copy(letter: Letter) -> HttpResponseBase:
    """Its file from the own store."""
    kept = letter.files[0]
    return downloads.serve(File(kept["name"], kept["digest"], kept["media_type"]))
