from __future__ import annotations

from datetime import datetime
from typing import Self

from django.db import models

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.documents.enums import NoticeChannel, NoticeStatus, Subject


class NoticeQuerySet(UnitQuerySet["Notice"]):
    """Adjectives of notices."""

    def about(self, subject: Subject, subject_id: object) -> Self:
        return self.filter(subject=subject, subject_id=subject_id)

    def untold(self) -> Self:
        """Whom nothing has reached yet: waiting or failed."""
        return self.filter(status__in=[NoticeStatus.WAITING, NoticeStatus.FAILED])

    def to_send(self, now: datetime) -> Self:
        """E-mails whose next try has come."""
        return self.filter(status=NoticeStatus.WAITING, channel=NoticeChannel.EMAIL, next_try_at__lte=now)


class Notice(UnitRoot):
    """One word to one recipient by one channel, with its proof: time, gateway's answer or who handed it over.

    The outbox of the unit: written in the transaction of what it tells, sent afterwards. ``message_id`` is made once, so
    that a message the gateway took twice is one for the recipient. ``proof``: ``{by, at, how, number, answer, note, files,
    tries}``; a try is ``{at, outcome, answer}`` with an outcome of ``documents.rules.tries``.
    """

    line = models.CharField(max_length=16, choices=Line.choices, default=Line.BOTH)
    subject = models.CharField(max_length=16, choices=Subject.choices)
    subject_id = models.UUIDField(null=True)
    #: What it tells: a code of ``documents.rules.wording``.
    matter = models.CharField(max_length=40)
    document = models.ForeignKey("documents.Document", models.PROTECT, null=True, related_name="notices")
    channel = models.CharField(max_length=12, choices=NoticeChannel.choices)
    recipient_name = models.CharField(max_length=250)
    account = PublicRef("identity.Account")
    body = models.ForeignKey("staff.Body", models.PROTECT, null=True, related_name="+")
    to_unit_id = models.IntegerField(null=True)
    address = models.CharField(max_length=250, blank=True, default="")
    title = models.CharField(max_length=250)
    text = models.TextField(blank=True, default="")
    is_neutral = models.BooleanField(default=False)
    status = models.CharField(max_length=12, choices=NoticeStatus.choices, default=NoticeStatus.WAITING)
    message_id = models.CharField(max_length=120, blank=True, default="")
    message_digest = models.CharField(max_length=64, blank=True, default="")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True)
    made_at = models.DateTimeField(default=clock.now)
    made_by = PublicRef("identity.Account")
    sent_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    proof = models.JSONField(default=dict)

    objects = NoticeQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        indexes = [
            models.Index(fields=["subject_id"], name="notice_subject"),
            models.Index(
                fields=["next_try_at"], condition=models.Q(status=NoticeStatus.WAITING), name="notice_waiting"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title} → {self.recipient_name}"
