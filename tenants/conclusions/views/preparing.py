"""Asking a body for report and papers before a session or a conference."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.generic import View

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from identity.permissions import Permission
from kernel import errors
from kernel.journal import once
from tenants.cases.views.responses import page, see_other
from tenants.conclusions.actions.preparing import request_preparation
from tenants.conclusions.enums import Source
from tenants.conclusions.forms.tasks import PreparationForm
from tenants.conclusions.protocols import Named, subjects
from tenants.conclusions.queries.lists import task_rows
from tenants.conclusions.queries.preparations import preparations
from tenants.conclusions.queries.units import nearby
from tenants.conclusions.views import choices


@method_decorator(actor_required(Permission.RECEPTION_ARRANGE), name="dispatch")
class Preparation(View):
    """``/desk/tasks/preparations/<session|conference>/<id>/``: what was asked so far, and one more request."""

    actor: Actor

    def get(self, request: ActorRequest, source: str, source_id: UUID) -> HttpResponse:
        self._find(request, source, source_id)
        return self._show(request, self._form(None))

    def post(self, request: ActorRequest, source: str, source_id: UUID) -> HttpResponse:
        self._find(request, source, source_id)
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(request, form, status=422)
        try:
            self._once(form)
        except errors.DomainError as error:
            form.refuse(error)
            return self._show(request, form, status=error.status)
        messages.success(request, _("Đã gửi yêu cầu chuẩn bị."))
        return see_other(reverse("conclusions:preparation", args=[source, source_id]))

    def _find(self, request: ActorRequest, source: str, source_id: UUID) -> None:
        self.actor = request.actor
        self.source, self.source_id = source.upper(), source_id
        if self.source not in Source.values:
            raise errors.NotFound("subject_not_found", _("Không tìm thấy buổi tiếp, hội nghị này."))
        # What the room above does not show this actor does not exist; its line is the requests' line.
        self.named: Named = subjects.found(self.actor, self.source, source_id)

    def _form(self, data: Any) -> PreparationForm:
        return PreparationForm(
            data,
            bodies=choices.bodies(),
            officers=choices.officers(self.actor, self.named.line or None),
            units=[unit.name for unit in nearby(self.actor.unit.id)],
        )

    def _once(self, form: PreparationForm) -> None:
        told = form.told()
        stable = {name: str(value) for name, value in told.items()}
        fingerprint = once.fingerprint_of(["preparation", self.source, str(self.source_id), stable])
        once.run(form.cleaned_data["once_key"], actor=self.actor, fingerprint=fingerprint, fn=lambda: self._ask(told))

    def _ask(self, told: dict[str, Any]) -> UUID:
        return request_preparation(
            self.source,
            self.source_id,
            line=self.named.line,
            text=told["text"],
            due_on=told["due_on"],
            lead_body=UUID(told["lead_body"]) if told["lead_body"] else None,
            lead_name=told["lead_name"],
            officer=UUID(told["officer"]) if told["officer"] else None,
            contact=told["contact"],
            actor=self.actor,
        ).pk

    def _show(self, request: ActorRequest, form: PreparationForm, *, status: int = 200) -> HttpResponse:
        asked = list(preparations(self.source_id).filter(line__in=[line.value for line in self.actor.lines]))
        context = {"form": form, "subject": self.named, "rows": task_rows(self.actor, asked)}
        return page(request, "conclusions/preparation.html", context, status=status)
