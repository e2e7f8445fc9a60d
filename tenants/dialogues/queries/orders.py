"""What the plan in force orders for the conferences of a year; and who heads the line."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from kernel import clock
from tenants.dialogues.rules import agenda, people
from tenants.dialogues.rules.terms import Terms, from_data
from tenants.receptions.models import Plan
from tenants.receptions.rules.plan_values import Values, merged
from tenants.staff.queries import holder_of, setting

# The plan's word for a term → the conference's own.
TERMS = {
    "conference_notice": "notice",
    "conference_review": "review",
    "conference_conclusion": "conclusion",
    "conference_reply": "reply",
    "conference_reply_complex": "reply_complex",
}


@dataclass(frozen=True, slots=True)
class Orders:
    """What a new conference starts from."""

    plan_id: UUID | None = None
    quota: int = 0
    quarters: tuple[int, ...] = ()
    with_voters: bool = False
    terms: Terms = field(default_factory=Terms)
    agenda: list[dict[str, Any]] = field(default_factory=lambda: agenda.steps("6"))
    participants: tuple[dict[str, Any], ...] = ()
    organiser: str = ""
    chair_title: str = ""
    desk: str = ""
    target_group: str = ""
    venue: str = ""
    expected_from: int | None = None
    expected_to: int | None = None
    topics: tuple[str, ...] = ()
    results_to: tuple[str, ...] = ()

    @property
    def values(self) -> dict[str, Any]:
        """What the row of a conference keeps."""
        return self.terms.as_data() | {"results_to": list(self.results_to)}

    def quarter_of(self, ordinal: int) -> int | None:
        """The quarters in turn; further conferences fall into the last one."""
        return self.quarters[min(ordinal, len(self.quarters)) - 1] if self.quarters else None


@dataclass(frozen=True, slots=True)
class Head:
    """Who heads a line today."""

    account_id: UUID
    name: str
    title: str


def plan_in_force(year: int, line: str) -> Plan | None:
    """The issued plan of a year and a line."""
    found: Plan | None = Plan.objects.in_force(year, line).first()
    return found


def orders_in_force(year: int, line: str) -> Orders | None:
    """What the issued plan orders; None without one."""
    plan = plan_in_force(year, line)
    return orders_of(plan) if plan else None


def orders_of(plan: Plan) -> Orders:
    """A plan's values, the superior's below them, as a conference needs them."""
    values = merged(plan)
    expected = values.conference_expected
    steps = [{"text": step.text, "role": step.role} for step in values.conference_agenda]
    lead = values.lead_body
    return Orders(
        plan_id=plan.pk,
        quota=values.conference_quota or 0,
        quarters=values.conference_quarters,
        with_voters=values.conference_with_voters,
        terms=_terms(values, plan),
        agenda=agenda.from_plan(steps) or agenda.steps("6"),
        participants=_participants(values, plan.line),
        organiser=values.organiser or plan.issuer,
        chair_title=values.chair or plan.head_position,
        desk=values.text("conference_desk") or lead,
        target_group=values.text("conference_target"),
        venue=values.text("conference_venue"),
        expected_from=expected[0] if expected else None,
        expected_to=expected[1] if expected else None,
        topics=values.topics,
        results_to=values.results_to,
    )


def head_of(line: str) -> Head | None:
    """The head of the line today; None while the position is vacant."""
    found = holder_of(line, clock.today())
    if found is None:
        return None
    title = getattr(found, "position", "") or str(found.get_role_display())
    return Head(found.account_id, found.account.full_name, title)


def _terms(values: Values, plan: Plan) -> Terms:
    given: dict[str, Any] = {own: values.raw[key] for key, own in TERMS.items() if values.raw.get(key)}
    given.setdefault("review", None)
    # Of a complex matter the longer term: a plan that names none gives it the same.
    given["channels"] = list(values.conference_channels)
    every = values.progress_every
    given["progress_every"] = every.length if every else None
    given["source"] = f"{plan.number} · {plan.title}".strip(" ·")
    return from_data(given)


def _participants(values: Values, line: str) -> tuple[dict[str, Any], ...]:
    """The plan's own list, conditional ones with their topics; where it has none, the unit's usual participants."""
    rows = [
        people.row(one.name, body_id=one.body_id, is_leader=one.is_leader, topics=_topics(one))
        | ({"when": one.when} if getattr(one, "when", "") else {})
        for one in values.conference_participants
    ]
    if not rows:
        rows = [
            people.row(one.name, title=one.title, body_id=one.body_id, is_leader=one.is_leader)
            for one in setting("participants").of(line)
        ]
    return tuple(rows)


def _topics(invitee: Any) -> tuple[str, ...]:
    # A plan says the condition in words, or as codes of topics.
    known = {row.code for row in setting("topics").rows}
    words = str(getattr(invitee, "when", "")).replace(",", " ").split()
    return tuple(word for word in words if word in known)
