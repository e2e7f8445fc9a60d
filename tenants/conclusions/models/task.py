from __future__ import annotations

from datetime import date, datetime
from typing import Any, Self

from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.conclusions.enums import OPEN_STATUSES, Route, TaskKind, TaskStatus
from tenants.conclusions.rules.looks import OF_TASK


class TaskQuerySet(UnitQuerySet["Task"]):
    """Adjectives of tasks."""

    def open(self) -> Self:
        """Given out and not finished."""
        return self.filter(status__in=OPEN_STATUSES)

    def overdue(self, on: date) -> Self:
        """Open after the last permitted day."""
        return self.open().filter(due_on__lt=on)

    def concluded(self) -> Self:
        """Items of conclusions."""
        return self.filter(kind=TaskKind.CONCLUSION)

    def preparations(self) -> Self:
        """What is asked before the day."""
        return self.filter(kind=TaskKind.PREPARATION)

    def given(self) -> Self:
        """Out of the draft."""
        return self.exclude(status=TaskStatus.DRAFT)

    def progress_due(self, on: date) -> Self:
        """Whose next word on progress is due."""
        return self.open().filter(next_progress_on__lte=on)


class Task(UnitRoot):
    """One item of a conclusion, or one preparation before the day: who does what until when, with evidence.

    Lists kept in the row, oldest first: ``progress`` [{at, by, text}] · ``obstacles`` [{at, by, text, answered_at,
    answered_by, answer}] · ``extensions`` [{at, by, from, to, reason, told}] · ``urgings`` [{at, by, level, text}] ·
    ``returns`` [{at, by, reason}] · ``co_bodies`` [{id, name}] · ``files`` [{name, digest, size, media_type}]. A
    conclusion's task closes only when ``reported_on`` (to the head) and ``answered_on`` (to the citizen) both stand.
    ``terms``: how its dates came about, as the plan ordered when it was concluded (``rules.terms``).
    """

    kind = models.CharField(max_length=12, choices=TaskKind.choices)
    line = models.CharField(max_length=16, choices=Line.choices)
    is_linked = models.BooleanField(default=False)
    conclusion = models.ForeignKey("conclusions.Conclusion", models.PROTECT, null=True, related_name="tasks")
    #: The session or conference it belongs to (a ``Source``); whose matter it is stands in the two ids below.
    subject = models.CharField(max_length=16)
    subject_id = models.UUIDField()
    registration_id = models.UUIDField(null=True)
    opinion_id = models.UUIDField(null=True)
    case_id = models.UUIDField(null=True)
    order = models.PositiveSmallIntegerField(default=0)
    text = models.TextField()
    route = models.CharField(max_length=12, choices=Route.choices, default=Route.HANDLE)
    lead_body = models.ForeignKey("staff.Body", models.PROTECT, null=True, related_name="+")
    lead_unit_id = models.IntegerField(null=True)
    #: The letter that asked the other unit.
    letter_id = models.UUIDField(null=True)
    lead_name = models.CharField(max_length=250, blank=True, default="")
    officer = PublicRef("identity.Account")
    contact = models.CharField(max_length=250, blank=True, default="")
    co_bodies = models.JSONField(default=list)
    is_complex = models.BooleanField(default=False)
    assigned_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    terms = models.JSONField(default=dict)
    #: The body has read it and begins.
    acknowledged_at = models.DateTimeField(null=True)
    status = models.CharField(max_length=12, choices=TaskStatus.choices, default=TaskStatus.DRAFT)
    next_progress_on = models.DateField(null=True)
    progress = models.JSONField(default=list)
    obstacles = models.JSONField(default=list)
    extensions = models.JSONField(default=list)
    urgings = models.JSONField(default=list)
    returns = models.JSONField(default=list)
    result = models.TextField(blank=True, default="")
    files = models.JSONField(default=list)
    #: Preparation: the position agreed with the office before the head is advised.
    agreed = models.TextField(blank=True, default="")
    agreed_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    #: {how, number, by, note, files, recipients}: the proof that the citizen has the answer.
    answer_proof = models.JSONField(default=dict)
    needs_citizen_answer = models.BooleanField(default=True)
    #: The day it was closed or cancelled.
    closed_on = models.DateField(null=True)
    touched_at = models.DateTimeField(default=clock.now)
    version = models.PositiveIntegerField(default=1)

    objects = TaskQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(status=TaskStatus.CLOSED, kind=TaskKind.CONCLUSION)
                | models.Q(reported_on__isnull=False)
                & (models.Q(answered_on__isnull=False) | models.Q(needs_citizen_answer=False)),
                name="task_closed_with_both",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_id"], name="task_subject"),
            models.Index(fields=["due_on"], condition=models.Q(closed_on=None), name="task_open_due"),
        ]

    def __str__(self) -> str:
        return self.text[:60]

    @property
    def look(self) -> tuple[str, str]:
        """Tone and icon of its status."""
        return OF_TASK[self.status]

    @property
    def is_open(self) -> bool:
        return self.status in OPEN_STATUSES

    @property
    def open_urging(self) -> dict[str, Any] | None:
        """The last urging while no word on progress and no result came after it."""
        if not self.urgings:
            return None
        last: dict[str, Any] = self.urgings[-1]
        at = datetime.fromisoformat(last["at"])
        answered = self.progress and datetime.fromisoformat(self.progress[-1]["at"]) >= at
        reported = self.reported_on is not None and self.reported_on >= at.astimezone(clock.OFFICE_ZONE).date()
        return None if answered or reported else last

    def is_overdue(self, on: date) -> bool:
        """Open after its last permitted day."""
        return self.is_open and self.due_on is not None and self.due_on < on
