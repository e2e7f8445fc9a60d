"""One view class for every step of a registration: GET shows the form and what will happen, POST does it, 303 shows the registration."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import View

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from kernel import errors
from kernel.journal import once
from tenants.cases.forms.base import KeyedForm
from tenants.cases.views.responses import page, see_other
from tenants.receptions.models import Registration
from tenants.receptions.policies import registrations as policies


@method_decorator(actor_required(), name="dispatch")
class RegistrationStep(View):
    """A step on one registration. A subclass names the verb and the form, and calls its one action in ``perform``."""

    verb: ClassVar[str]
    form_class: ClassVar[type[KeyedForm]] = KeyedForm
    title: ClassVar[Any] = ""
    primary: ClassVar[Any] = ""
    done: ClassVar[Any] = ""
    danger: ClassVar[bool] = False
    takes_files: ClassVar[bool] = False

    actor: Actor
    row: Registration
    replayed = False

    def get(self, request: ActorRequest, registration_id: UUID) -> HttpResponse:
        self._find(request, registration_id)
        verdict = policies.may(self.actor, self.verb, self.row)
        if not verdict.ok:
            return self._refused(str(verdict.reason), status=403 if verdict.code == "not_permitted" else 409)
        return self._show(self.make_form(None))

    def post(self, request: ActorRequest, registration_id: UUID) -> HttpResponse:
        self._find(request, registration_id)
        verdict = policies.may(self.actor, self.verb, self.row)
        if verdict.code == "not_permitted":
            return self._refused(str(verdict.reason), status=403)
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self._show(form, status=422)
        try:
            self._once(form)
        except errors.NotPermitted as error:
            return self._refused(error.message, status=403)
        except errors.DomainError as error:
            form.refuse(error)
            self.row = policies.get_registration(self.actor, registration_id)
            if isinstance(error, errors.Conflict):
                form.take_version(self.row.version)
            return self._show(form, status=error.status)
        return self.after()

    def after(self) -> HttpResponse:
        """303 to the next page; what is typed and sent is never sent again by reloading."""
        if self.done:
            messages.success(self.request, str(self.done))
        return see_other(self.next_url())

    def perform(self, form: Any) -> UUID | None:
        """Call the one action; returns the id of what was made."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        return {}

    def initial(self) -> dict[str, Any]:
        return {}

    def sentence(self) -> str:
        """What will happen, in one plain sentence."""
        return ""

    def next_url(self) -> str:
        return reverse("receptions:registration", args=[self.row.pk])

    def make_form(self, data: Any) -> KeyedForm:
        initial = {**self.initial(), "version": self.row.version}
        if data is None:
            return self.form_class(initial=initial, **self.form_arguments())
        files: Any = self.request.FILES
        return self.form_class(data, files, initial=initial, **self.form_arguments())

    def version(self, form: KeyedForm) -> int | None:
        """The version the officer saw."""
        found: int | None = form.cleaned_data.get("version")
        return found

    def _find(self, request: ActorRequest, registration_id: UUID) -> None:
        self.actor = request.actor
        self.row = policies.get_registration(self.actor, registration_id)

    def _once(self, form: KeyedForm) -> None:
        told = {name: stable(value) for name, value in form.told().items()}
        _made, self.replayed = once.run(
            form.cleaned_data.get("once_key"),
            actor=self.actor,
            fingerprint=once.fingerprint_of([self.verb, str(self.row.pk), told]),
            fn=lambda: self.perform(form),
        )

    def _show(self, form: KeyedForm, *, status: int = 200) -> HttpResponse:
        context = {
            "row": self.row,
            "form": form,
            "title": self.title,
            "sentence": self.sentence(),
            "primary": self.primary,
            "danger": self.danger,
            "takes_files": self.takes_files,
        }
        return page(self.request, "receptions/registration_step.html", context, status=status)

    def _refused(self, reason: str, *, status: int) -> HttpResponse:
        context = {"row": self.row, "title": self.title, "reason": reason}
        return page(self.request, "receptions/registration_refused.html", context, status=status)


def stable(value: Any) -> str:
    """What was typed as a stable text; a file has none of its own: its name and size stand for it."""
    if isinstance(value, list):
        return "; ".join(stable(one) for one in value)
    return f"{value.name} {value.size}" if hasattr(value, "chunks") else str(value)


def once_with(request: HttpRequest, actor: Actor, asked: object, fn: Any) -> bool:
    """Run what a button without a form of its own asks for once for its key; whether an earlier click had done it."""
    return once.run(
        request.POST.get("once_key", "")[:100] or None, actor=actor, fingerprint=once.fingerprint_of(asked), fn=fn
    )[1]
