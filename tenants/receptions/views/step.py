"""One view class for every step of a session, a registration or an arrival: GET shows the form and what will happen, POST does it."""

from abc import abstractmethod
from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.generic import View

from identity.access import ActorRequest, actor_required
from identity.actors import Actor
from kernel import errors
from kernel.journal import drafts, once
from tenants.cases.forms.base import KeyedForm
from tenants.cases.policies import Verdict
from tenants.cases.views.kept import bring_back, kept_as
from tenants.cases.views.responses import page, see_other
from tenants.receptions.models import Arrival, ReceptionSession, Registration
from tenants.receptions.policies import arrivals, registrations, sessions
from tenants.receptions.views.once import stable

Row = TypeVar("Row", ReceptionSession, Registration, Arrival)


class Step(View, Generic[Row]):
    """A subclass says what the step is on, its verb and form, and calls its one action in ``perform``."""

    verb: ClassVar[str]
    form_class: ClassVar[type[KeyedForm]] = KeyedForm
    template_name: ClassVar[str]
    refused_template: ClassVar[str]
    #: What templates call the row.
    row_name: ClassVar[str]
    title: ClassVar[Any] = ""
    primary: ClassVar[Any] = ""
    done: ClassVar[Any] = ""
    danger: ClassVar[bool] = False
    takes_files: ClassVar[bool] = False
    #: Whether what is typed is kept while it is typed, and brought back after the login session ended.
    keeps_draft: ClassVar[bool] = True

    actor: Actor
    row: Row
    has_draft = False
    replayed = False

    @abstractmethod
    def find(self) -> Row:
        """What the step is on, or NotFound."""

    @abstractmethod
    def verdict(self) -> Verdict:
        """Whether the step may be taken now, and if not, why not."""

    @abstractmethod
    def next_url(self) -> str:
        """Where the officer goes afterwards."""

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

    # How it runs -----------------------------------------------------------------------------------------------

    def get(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self._begin(request)
        verdict = self.verdict()
        if not verdict.ok:
            return self._refused(str(verdict.reason), status=403 if verdict.code == "not_permitted" else 409)
        return self._show(self.make_form(None))

    def post(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self._begin(request)
        verdict = self.verdict()
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
            self.row = self.find()
            if isinstance(error, errors.Conflict):
                form.take_version(self.row.version)
            return self._show(form, status=error.status)
        drafts.discard(self.actor, self.draft_name)
        return self.after()

    def after(self) -> HttpResponse:
        """303 to the next page; what is typed and sent is never sent again by reloading."""
        if self.done:
            messages.success(self.request, str(self.done))
        return see_other(self.next_url())

    def make_form(self, data: Any) -> KeyedForm:
        initial = {**self.initial(), "version": self.row.version}
        if data is not None:
            files: Any = self.request.FILES
            return self.form_class(data, files, initial=initial, **self.form_arguments())
        form = self.form_class(initial=initial, **self.form_arguments())
        self.has_draft = self.keeps_draft and bring_back(self.actor, self.draft_name, form)
        return form

    def version(self, form: KeyedForm) -> int | None:
        """The version the officer saw."""
        found: int | None = form.cleaned_data.get("version")
        return found

    @property
    def draft_name(self) -> str:
        return f"{type(self).__name__.lower()}-{self.row.pk}"

    def _begin(self, request: ActorRequest) -> None:
        self.actor = request.actor
        self.row = self.find()

    def _once(self, form: KeyedForm) -> None:
        told = {name: stable(value) for name, value in form.told().items()}
        _made, self.replayed = once.run(
            form.cleaned_data.get("once_key"),
            actor=self.actor,
            fingerprint=once.fingerprint_of([self.verb, str(self.row.pk), told]),
            fn=lambda: self.perform(form),
        )

    def _show(self, form: KeyedForm, *, status: int = 200) -> HttpResponse:
        is_kept = self.keeps_draft and bool(form.visible_fields())
        context = {
            self.row_name: self.row,
            "form": form,
            "title": self.title,
            "sentence": self.sentence(),
            "primary": self.primary,
            "danger": self.danger,
            "takes_files": self.takes_files,
            **(kept_as(self.draft_name, self.has_draft) if is_kept else {}),
            **self.context(form),
        }
        return page(self.request, self.template_name, context, status=status)

    def _refused(self, reason: str, *, status: int) -> HttpResponse:
        context = {self.row_name: self.row, "title": self.title, "reason": reason}
        return page(self.request, self.refused_template, context, status=status)


@method_decorator(actor_required(), name="dispatch")
class SessionStep(Step[ReceptionSession]):
    """A step on one session; afterwards the session is shown."""

    template_name = "receptions/step.html"
    refused_template = "receptions/refused.html"
    row_name = "session"

    @property
    def session(self) -> ReceptionSession:
        return self.row

    def find(self) -> ReceptionSession:
        return sessions.get_session(self.actor, self.kwargs["session_id"])

    def verdict(self) -> Verdict:
        return sessions.may(self.actor, self.verb, self.row)

    def next_url(self) -> str:
        return reverse("receptions:session", args=[self.row.pk])


@method_decorator(actor_required(), name="dispatch")
class RegistrationStep(Step[Registration]):
    """A step on one registration; afterwards the registration is shown."""

    template_name = "receptions/registration_step.html"
    refused_template = "receptions/registration_refused.html"
    row_name = "row"

    def find(self) -> Registration:
        return registrations.get_registration(self.actor, self.kwargs["registration_id"])

    def verdict(self) -> Verdict:
        return registrations.may(self.actor, self.verb, self.row)

    def next_url(self) -> str:
        return reverse("receptions:registration", args=[self.row.pk])


@method_decorator(actor_required(), name="dispatch")
class ArrivalStep(Step[Arrival]):
    """A step on one arrival; afterwards the arrival is shown."""

    template_name = "receptions/arrival_step.html"
    refused_template = "receptions/arrival_refused.html"
    row_name = "row"

    def find(self) -> Arrival:
        return arrivals.get_arrival(self.actor, self.kwargs["arrival_id"])

    def verdict(self) -> Verdict:
        return arrivals.may(self.actor, self.verb, self.row)

    def next_url(self) -> str:
        return reverse("receptions:arrival", args=[self.row.pk])
