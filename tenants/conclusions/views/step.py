"""One view class for every step of a task or a conclusion."""

from typing import Any, ClassVar, Generic, TypeVar
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.decorators import method_decorator

from identity.access import ActorRequest, actor_required
from kernel import errors
from kernel.journal import drafts, once
from tenants.cases.views.flow import StepFlow
from tenants.cases.views.responses import page
from tenants.conclusions import policies
from tenants.conclusions.forms.tasks import StepForm
from tenants.conclusions.models import Conclusion, Task
from tenants.conclusions.policies import Verdict

Row = TypeVar("Row", Task, Conclusion)


class Step(StepFlow[StepForm], Generic[Row]):
    """A subclass says how the row is found, its verb and form, and calls its one action in ``perform``."""

    verb: ClassVar[str]
    form_class: ClassVar[type[StepForm]] = StepForm
    template_name: ClassVar[str] = "conclusions/step.html"
    takes_files: ClassVar[bool] = False

    row: Row
    has_draft = False

    def find(self) -> Row:
        """The row, or NotFound."""
        raise NotImplementedError

    def perform(self, form: StepForm) -> UUID | None:
        """Call the one action."""
        raise NotImplementedError

    def home(self) -> str:
        """The page of the row."""
        raise NotImplementedError

    def form_arguments(self) -> dict[str, Any]:
        """What the form needs to know beside what was typed."""
        return {}

    def initial(self) -> dict[str, Any]:
        return {}

    def sentence(self) -> str:
        """What will happen, in one plain sentence."""
        return ""

    def verdict(self) -> Verdict:
        """Whether the step may be taken now."""
        return policies.may(self.actor, self.verb, self.row)

    def next_url(self, form: StepForm) -> str:
        return self.home()

    # How it runs -----------------------------------------------------------------------------------------------

    def on_refusal(self, form: StepForm, error: errors.DomainError) -> None:
        if isinstance(error, errors.Conflict):
            self.row = self.find()
            form.take_version(self.row.version)

    def on_success(self) -> None:
        drafts.discard(self.actor, self.draft_name)

    @property
    def draft_name(self) -> str:
        return f"{self.verb}-{self.row.pk}"

    def begin(self, request: ActorRequest) -> None:
        self.actor = request.actor
        self.row = self.find()

    def make_form(self, data: Any) -> StepForm:
        initial: dict[str, Any] = {**self.initial(), "version": self.row.version}
        if data is not None:
            return self.form_class(data, self.request.FILES, initial=initial, **self.form_arguments())
        kept = drafts.load(self.actor, self.draft_name) or {}
        self.has_draft = bool(kept)
        return self.form_class(initial=initial | kept, **self.form_arguments())

    def run(self, form: StepForm) -> None:
        place = {name: str(one) for name, one in self.kwargs.items()}
        fingerprint = once.fingerprint_of([type(self).__name__, place, _stable(form.told())])
        once.run(
            form.cleaned_data.get("once_key"), actor=self.actor, fingerprint=fingerprint, fn=lambda: self.perform(form)
        )

    def show(self, form: StepForm, *, status: int = 200) -> HttpResponse:
        context = {
            "row": self.row,
            "form": form,
            "title": self.title,
            "sentence": self.sentence(),
            "primary": self.primary or self.title,
            "danger": self.danger,
            "takes_files": self.takes_files,
            "has_draft": self.has_draft,
            "draft_url": reverse("cases:draft", args=[self.draft_name]),
            "home": self.home(),
        }
        return page(self.request, self.template_name, context, status=status)

    def refused(self, reason: str, *, status: int) -> HttpResponse:
        context = {"row": self.row, "title": self.title, "reason": reason, "home": self.home()}
        return page(self.request, "conclusions/refused.html", context, status=status)


@method_decorator(actor_required(), name="dispatch")
class TaskStep(Step[Task]):
    """A step on one task."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.task_id: UUID = kwargs["task_id"]

    def find(self) -> Task:
        return policies.get_task(self.actor, self.task_id)

    def home(self) -> str:
        return reverse("conclusions:task", args=[self.task_id])


@method_decorator(actor_required(), name="dispatch")
class ConclusionStep(Step[Conclusion]):
    """A step on one conclusion."""

    def setup(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().setup(request, *args, **kwargs)
        self.conclusion_id: UUID = kwargs["conclusion_id"]

    def find(self) -> Conclusion:
        return policies.get_conclusion(self.actor, self.conclusion_id)

    def home(self) -> str:
        return reverse("conclusions:conclusion", args=[self.conclusion_id])


def _stable(told: dict[str, Any]) -> dict[str, Any]:
    return {
        name: value if isinstance(value, list) and all(hasattr(one, "chunks") for one in value) else str(value)
        for name, value in told.items()
    }
