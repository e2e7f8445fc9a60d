"""One view class for every step of a session: GET shows the form and what will happen, POST does it, 303 shows the session."""

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
from tenants.receptions.models import ReceptionSession
from tenants.receptions.policies import sessions as policies


@method_decorator(actor_required(), name="dispatch")
class SessionStep(View):
    """A step on one session. A subclass names the verb and the form, and calls its one action in ``perform``."""

    verb: ClassVar[str]
    form_class: ClassVar[type[KeyedForm]] = KeyedForm
    template_name: ClassVar[str] = "receptions/step.html"
    title: ClassVar[Any] = ""
    primary: ClassVar[Any] = ""
    done: ClassVar[Any] = ""
    danger: ClassVar[bool] = False
    takes_files: ClassVar[bool] = False

    actor: Actor
    session: ReceptionSession

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.session_id: UUID = kwargs["session_id"]

    def get(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self._find(request)
        verdict = policies.may(self.actor, self.verb, self.session)
        if not verdict.ok:
            return self._refused(str(verdict.reason), status=403 if verdict.code == "not_permitted" else 409)
        return self._show(self.make_form(None))

    def post(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self._find(request)
        verdict = policies.may(self.actor, self.verb, self.session)
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
            self.session = policies.get_session(self.actor, self.session_id)
            if isinstance(error, errors.Conflict):
                form.take_version(self.session.version)
            return self._show(form, status=error.status)
        if self.done:
            messages.success(request, str(self.done))
        return see_other(self.next_url())

    # What a subclass fills in ----------------------------------------------------------------------------------

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

    def context(self, form: Any) -> dict[str, Any]:
        return {}

    def next_url(self) -> str:
        return reverse("receptions:session", args=[self.session_id])

    # How it runs -----------------------------------------------------------------------------------------------

    def make_form(self, data: Any) -> KeyedForm:
        initial = {**self.initial(), "version": self.session.version}
        if data is None:
            return self.form_class(initial=initial, **self.form_arguments())
        return self.form_class(data, self.request.FILES, initial=initial, **self.form_arguments())

    def version(self, form: KeyedForm) -> int | None:
        """The version the officer saw."""
        found: int | None = form.cleaned_data.get("version")
        return found

    def _find(self, request: ActorRequest) -> None:
        self.actor = request.actor
        self.session = policies.get_session(self.actor, self.session_id)

    def _once(self, form: KeyedForm) -> None:
        asked = [self.verb, str(self.session_id), {name: _stable(value) for name, value in form.told().items()}]
        once.run(
            form.cleaned_data.get("once_key"),
            actor=self.actor,
            fingerprint=once.fingerprint_of(asked),
            fn=lambda: self.perform(form),
        )

    def _show(self, form: KeyedForm, *, status: int = 200) -> HttpResponse:
        context = {
            "session": self.session,
            "form": form,
            "title": self.title,
            "sentence": self.sentence(),
            "primary": self.primary,
            "danger": self.danger,
            "takes_files": self.takes_files,
            **self.context(form),
        }
        return page(self.request, self.template_name, context, status=status)

    def _refused(self, reason: str, *, status: int) -> HttpResponse:
        context = {"session": self.session, "title": self.title, "reason": reason}
        return page(self.request, "receptions/refused.html", context, status=status)


def _stable(value: Any) -> str:
    # A file has no stable text of its own: its name and size stand for it.
    return f"{value.name} {value.size}" if hasattr(value, "chunks") else str(value)
