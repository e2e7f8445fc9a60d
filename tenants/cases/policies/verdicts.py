"""The answer to "may I?", and what it depends on beside the case's own row."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

from django.utils.translation import gettext as _

from exchange import custody as custodies
from exchange.models import Custody
from identity.actors import Actor
from kernel import errors
from kernel.prepared import Prepared
from tenants.cases.models import Answer, Case, Request

_open_requests = Prepared(lambda case_id: Request.objects.open().filter(case_id=case_id).values_list("id"))
_answers = Prepared(lambda case_id: Answer.objects.filter(case_id=case_id).values_list("id"))


@dataclass(frozen=True)
class Verdict:
    """Whether, and if not, why not: the sentence shown under "vì sao chưa được"."""

    ok: bool
    reason: str = ""
    code: str = ""

    def require(self) -> None:
        """Raise what a refusal means: unseen, not permitted, or not possible now."""
        if self.ok:
            return
        if self.code == "case_not_found":
            raise errors.NotFound(self.code, self.reason)
        if self.code == "not_permitted":
            raise errors.NotPermitted(self.code, self.reason)
        raise errors.InvalidTransition(self.code, self.reason)


class Situation:
    """What a verdict depends on beside the case's own row; counted when first asked for."""

    def __init__(self, case: Case, custody: Custody | None) -> None:
        self._case = case
        self.custody = custody

    @cached_property
    def open_requests(self) -> int:
        """How many requests nobody has answered."""
        return len(_open_requests.rows(self._case.pk))

    @cached_property
    def answers(self) -> int:
        """How often the citizen was answered, here or where the case was."""
        return len(_answers.rows(self._case.pk))

    def not_acting(self, unit_id: int) -> str:
        """Why the unit may not act now; empty when it may."""
        if self.custody is None:
            return _("Chưa có đơn vị chịu trách nhiệm vụ việc.")
        return custodies.why_not_acting(self.custody, unit_id)

    def owes(self, unit_id: int) -> bool:
        """Whether the unit owes the citizen the answer."""
        return self.custody is not None and self.custody.answering_unit == unit_id


Rule = Callable[[Actor, Case, Situation], Verdict]
YES = Verdict(True)


def refusal(code: str, reason: str) -> Verdict:
    """A verdict that says why not."""
    return Verdict(False, reason, code)


def situation_of(case: Case) -> Situation:
    """Read what a verdict needs: one query, and one for each count that is asked for."""
    try:
        held = custodies.get(case.pk)
    except errors.NotFound:
        held = None
    return Situation(case, held)
