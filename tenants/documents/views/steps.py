"""One view class for every step on a document or a notice: GET shows the form and what will happen, POST does it, 303."""

from typing import Any, ClassVar
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.decorators import method_decorator
from django.views.generic import View

from identity.access import ActorRequest, actor_required, see_other
from identity.actors import Actor
from kernel import errors
from kernel.journal import once
from tenants.documents.forms.base import KeyedForm


@method_decorator(actor_required(), name="dispatch")
class Step(View):
    """A subclass finds its object, says whether the step is possible, names the form and calls its one action."""

    form_class: ClassVar[type[KeyedForm]] = KeyedForm
    template_name: ClassVar[str] = "documents/step.html"
    name: ClassVar[str]
    title: ClassVar[Any] = ""
    primary: ClassVar[Any] = ""
    done: ClassVar[Any] = ""
    danger: ClassVar[bool] = False
    multipart: ClassVar[bool] = False

    actor: Actor
    replayed = False
    result_id: UUID | None = None

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.kwargs_of_step = kwargs

    def get(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self.actor = request.actor
        self.find()
        self.check()
        return self._show(self.make_form(None))

    def post(self, request: ActorRequest, **kwargs: Any) -> HttpResponse:
        self.actor = request.actor
        self.find()
        self.check()
        form = self.make_form(request.POST)
        if not form.is_valid():
            return self._show(form, status=422)
        try:
            self.before(form)
            fingerprint = once.fingerprint_of([self.name, kwargs, {k: _stable(v) for k, v in form.told().items()}])
            self.result_id, self.replayed = once.run(
                form.cleaned_data.get("once_key"),
                actor=self.actor,
                fingerprint=fingerprint,
                fn=lambda: self.perform(form),
            )
        except errors.NotFound:
            raise
        except errors.DomainError as error:
            form.refuse(error)
            self.find()
            return self._show(form, status=error.status)
        if self.done:
            messages.success(request, str(self.done))
        return see_other(self.next_url())

    # What a subclass fills in ----------------------------------------------------------------------------------

    def find(self) -> None:
        """Get the object through its policy: not visible is 404."""

    def check(self) -> None:
        """Raise NotPermitted or InvalidTransition where the step is not possible; a replay must pass: `perform` asks again."""

    def before(self, form: KeyedForm) -> None:
        """What must not be repeated by a replay, such as checking a code."""

    def perform(self, form: KeyedForm) -> UUID | None:
        """Call the one action."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        return {}

    def initial(self) -> dict[str, Any]:
        return {}

    def sentence(self) -> str:
        """What will happen, in one plain sentence."""
        return ""

    def context(self, form: KeyedForm) -> dict[str, Any]:
        return {}

    def crumbs(self) -> list[tuple[str, str]]:
        """Where this stands: words and address."""
        return []

    def back_url(self) -> str:
        raise NotImplementedError

    def next_url(self) -> str:
        return self.back_url()

    # How it runs -----------------------------------------------------------------------------------------------

    def make_form(self, data: Any) -> KeyedForm:
        arguments = {"initial": self.initial(), **self.form_arguments()}
        if data is None:
            return self.form_class(**arguments)
        return self.form_class(data, self.request.FILES, **arguments)

    def _show(self, form: KeyedForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "title": self.title,
            "sentence": self.sentence(),
            "primary": self.primary,
            "danger": self.danger,
            "multipart": self.multipart,
            "back": self.back_url(),
            "crumbs": self.crumbs(),
            **self.context(form),
        }
        return render(self.request, self.template_name, context, status=status)


def _stable(value: Any) -> Any:
    are_files = isinstance(value, list) and all(hasattr(one, "chunks") for one in value)
    return value if are_files else str(value)
