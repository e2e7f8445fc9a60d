from __future__ import annotations

from typing import Self

from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.conclusions.enums import Route
from tenants.dialogues.enums import OpinionSource, OpinionStatus, Urgency

WITHOUT_OUTCOME = [
    OpinionStatus.COLLECTED,
    OpinionStatus.PREPARED,
    OpinionStatus.WAITING,
    OpinionStatus.ASKED,
]


class OpinionQuerySet(UnitQuerySet["Opinion"]):
    """Adjectives of opinions."""

    def without_outcome(self) -> Self:
        """Neither answered nor assigned nor noted: what a conclusion still has to speak of."""
        return self.filter(status__in=WITHOUT_OUTCOME)

    def unanswered(self) -> Self:
        """What still keeps the conference open: without an outcome, or assigned and not replied to."""
        return self.filter(status__in=[*WITHOUT_OUTCOME, OpinionStatus.ASSIGNED])

    def unassigned(self) -> Self:
        """Collected for no conference yet: what topics are chosen from."""
        return self.filter(conference=None)


class Opinion(UnitRoot):
    """What somebody asks or proposes, before or at a conference, until it is answered.

    ``recipients``: who has the written answer, [{role, name, sent_on, how, proof}]: the body where it was raised, the person,
    the Party committee and the administration of the level, the chair.
    """

    conference = models.ForeignKey("dialogues.Conference", models.PROTECT, null=True, related_name="opinions")
    line = models.CharField(max_length=16, choices=Line.choices)
    source = models.CharField(max_length=12, choices=OpinionSource.choices)
    source_name = models.CharField(max_length=250, blank=True, default="")
    from_unit_id = models.IntegerField(null=True)
    person_name = models.CharField(max_length=150, blank=True, default="")
    person_address = models.CharField(max_length=250, blank=True, default="")
    person_phone = models.CharField(max_length=20, blank=True, default="")
    text = models.TextField()
    topic = models.CharField(max_length=60, blank=True, default="")
    urgency = models.CharField(max_length=8, choices=Urgency.choices, default=Urgency.NORMAL)
    status = models.CharField(max_length=12, choices=OpinionStatus.choices, default=OpinionStatus.COLLECTED)
    asked_at = models.DateTimeField(null=True)
    speaking_no = models.PositiveSmallIntegerField(null=True)
    prepared = models.TextField(blank=True, default="")
    prepared_by = models.CharField(max_length=250, blank=True, default="")
    cleared_on = models.DateField(null=True)
    cleared_note = models.TextField(blank=True, default="")
    answered_by = models.CharField(max_length=250, blank=True, default="")
    answer = models.TextField(blank=True, default="")
    legal_basis = models.CharField(max_length=500, blank=True, default="")
    direction = models.TextField(blank=True, default="")
    route = models.CharField(max_length=12, choices=Route.choices, blank=True, default="")
    task = models.ForeignKey("conclusions.Task", models.PROTECT, null=True, related_name="+")
    case_id = models.UUIDField(null=True)
    lead_body = models.ForeignKey("staff.Body", models.PROTECT, null=True, related_name="+")
    lead_name = models.CharField(max_length=250, blank=True, default="")
    contact = models.CharField(max_length=250, blank=True, default="")
    expected_on = models.DateField(null=True)
    assigned_on = models.DateField(null=True)
    is_complex = models.BooleanField(default=False)
    reply_due_on = models.DateField(null=True)
    interim_on = models.DateField(null=True)
    interim = models.JSONField(default=dict)
    replied_on = models.DateField(null=True)
    recipients = models.JSONField(default=list)
    #: Keyed digest of the code told to who sent it on the unit's page; empty for all others.
    code_digest = models.CharField(max_length=64, blank=True, default="")
    entered_at = models.DateTimeField(default=clock.now)
    entered_by = PublicRef("identity.Account")
    version = models.PositiveIntegerField(default=1)

    objects = OpinionQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        indexes = [
            models.Index(fields=["conference", "speaking_no"], name="opinion_speaking"),
            models.Index(fields=["code_digest"], condition=~models.Q(code_digest=""), name="opinion_code"),
        ]

    def __str__(self) -> str:
        return self.text[:60]
