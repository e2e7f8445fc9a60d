"""One view class for every step of a case: GET shows the form and what will happen, POST does it, 303 shows the case."""

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
from kernel.journal import drafts, events, once
from tenants.cases import policies
from tenants.cases.forms.base import KeyedForm, typed_so_far
from tenants.cases.models import Case
from tenants.cases.queries.timeline import TimelineEntry, timeline_of
from tenants.cases.views.papers import senders_of
from tenants.cases.views.responses import page, see_other, tell_of_names


@method_decorator(actor_required(), name="dispatch")
class CaseStep(View):
    """A step on one case. A subclass names the verb and the form, and calls its one action in ``perform``."""

    verb: ClassVar[str]
    form_class: ClassVar[type[KeyedForm]] = KeyedForm
    template_name: ClassVar[str] = "cases/step.html"
    title: ClassVar[Any] = ""
    primary: ClassVar[Any] = ""
    done: ClassVar[Any] = ""
    danger: ClassVar[bool] = False
    keeps_draft: ClassVar[bool] = True
    takes_files: ClassVar[bool] = False

    actor: Actor
    case: Case
    has_draft = False

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.case_id: UUID = kwargs["case_id"]

    def get(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self._find(request)
        verdict = policies.may(self.actor, self.verb, self.case)
        if not verdict.ok:
            return self._refused(str(verdict.reason), status=403 if verdict.code == "not_permitted" else 409)
        return self._show(self.make_form(None))

    def post(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self._find(request)
        verdict = policies.may(self.actor, self.verb, self.case)
        if verdict.code == "not_permitted":
            # Whatever was sent: who may not take the step is not shown its form.
            return self._refused(str(verdict.reason), status=403)
        if self.is_looking():
            typed = {**self.initial(), **typed_so_far(self.form_class, request.POST)}
            return self._show(self.form_class(initial=typed, **self.form_arguments()))
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self._show(form, status=422)
        try:
            self._once(form)
        except errors.NotPermitted as error:
            return self._refused(error.message, status=403)
        except errors.DomainError as error:
            form.refuse(error)
            self.case = policies.get_case(self.actor, self.case_id)
            if isinstance(error, errors.Conflict):
                form.take_version(self.case.version)
                # Who lost a race against another unit has nothing to look over: the sentence says it all.
                latest = self._latest() if error.code == "case_changed" else None
                return self._show(form, status=error.status, latest=latest)
            return self._show(form, status=error.status)
        drafts.discard(self.actor, self.draft_name)
        return self.after(form)

    # What a subclass fills in ----------------------------------------------------------------------------------

    def perform(self, form: KeyedForm) -> UUID | None:
        """Call the one action; returns the id of what was made, if another page shows it."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        """What the form needs to know beside what was typed."""
        return {}

    def initial(self) -> dict[str, Any]:
        return {}

    def sentence(self) -> str:
        """What will happen, in one plain sentence: what goes to whom, what comes next."""
        return ""

    def primary_text(self, form: KeyedForm) -> str:
        return str(self.primary)

    def done_message(self, form: KeyedForm) -> str:
        return str(self.done)

    def context(self, form: KeyedForm) -> dict[str, Any]:
        return {}

    def is_looking(self) -> bool:
        """Whether the officer only looks something up (without script that is a submit button of its own)."""
        return "look" in self.request.POST

    def after(self, form: KeyedForm) -> HttpResponse:
        """303 to the next page; what is typed and sent is never sent again by reloading."""
        if self.done:
            messages.success(self.request, self.done_message(form))
        if self.takes_files:
            tell_of_names(self.request, form.cleaned_data["attachments"])
        return see_other(self.next_url(form))

    def next_url(self, form: KeyedForm) -> str:
        return reverse("cases:page", args=[self.case_id])

    # How it runs -----------------------------------------------------------------------------------------------

    @property
    def draft_name(self) -> str:
        return f"{self.verb}-{self.case_id}"

    def make_form(self, data: Any) -> KeyedForm:
        initial: dict[str, Any] = {**self.initial(), "version": self.case.version}
        if data is not None:
            return self.form_class(data, self.request.FILES, initial=initial, **self.form_arguments())
        if self.keeps_draft:
            kept = drafts.load(self.actor, self.draft_name) or {}
            self.has_draft = bool(kept)
            initial |= kept
        return self.form_class(initial=initial, **self.form_arguments())

    def _find(self, request: ActorRequest) -> None:
        self.actor = request.actor
        self.case = policies.get_case(self.actor, self.case_id)

    def _once(self, form: KeyedForm) -> None:
        fingerprint = once.fingerprint_of([self.verb, str(self.case_id), _stable(form.told())])
        self.result_id, self.replayed = once.run(
            form.cleaned_data.get("once_key"), actor=self.actor, fingerprint=fingerprint, fn=lambda: self.perform(form)
        )

    def _latest(self) -> TimelineEntry | None:
        """What was done meanwhile, for who came second."""
        last = events.of_case(self.case_id).last()
        return timeline_of(self.case, [last])[0] if last else None

    def _show(self, form: KeyedForm, *, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "case": self.case,
            "senders": senders_of(self.case),
            "form": form,
            "title": self.title,
            "sentence": self.sentence(),
            "primary": self.primary_text(form),
            "danger": self.danger,
            "takes_files": self.takes_files,
            "has_draft": self.has_draft,
            "draft_url": reverse("cases:draft", args=[self.draft_name]) if self.keeps_draft else "",
            **self.context(form),
            **more,
        }
        return page(self.request, self.template_name, context, status=status)

    def _refused(self, reason: str, *, status: int) -> HttpResponse:
        context = {"case": self.case, "title": self.title, "reason": reason}
        return page(self.request, "cases/refused.html", context, status=status)


def _stable(told: dict[str, Any]) -> dict[str, Any]:
    return {name: value if _are_files(value) else str(value) for name, value in told.items()}


def _are_files(value: Any) -> bool:
    return isinstance(value, list) and all(hasattr(item, "chunks") for item in value)
