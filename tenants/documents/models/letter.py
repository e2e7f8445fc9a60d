from __future__ import annotations

from datetime import date
from functools import reduce
from operator import or_
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from kernel.text import search_words
from registry.levels import Line
from tenants.documents.enums import ASKING, LetterDirection, LetterStatus, LetterTopic

#: A letter that still waits for its answer stands in one of these.
WAITING = (LetterStatus.SENT, LetterStatus.ARRIVED, LetterStatus.ACKNOWLEDGED, LetterStatus.ON_PAPER)
# Not IN: PostgreSQL prints an IN over varchar otherwise after a dump, and the opened unit would differ from the template.
_IS_WAITING = reduce(or_, (models.Q(status=one) for one in sorted(WAITING)))


class LetterQuerySet(UnitQuerySet["Letter"]):
    """Adjectives of letters."""

    def incoming(self) -> Self:
        return self.filter(direction=LetterDirection.IN)

    def outgoing(self) -> Self:
        return self.filter(direction=LetterDirection.OUT)

    def papers(self) -> Self:
        """Without bare words of receipt: what stands in a register."""
        return self.exclude(topic=LetterTopic.ACKNOWLEDGEMENT)

    def of_thread(self, thread: object) -> Self:
        """A letter and all that was written because of it, in their order."""
        return self.filter(thread=thread).order_by("made_at", "id")

    def waiting(self) -> Self:
        """Asking and not answered."""
        return self.filter(topic__in=sorted(ASKING), status__in=WAITING)

    def late(self, on: date) -> Self:
        """Waiting after the last permitted day."""
        return self.waiting().filter(due_on__lt=on)

    def searched(self, text: str) -> Self:
        """Those whose numbers, title or other side hold every word, with or without marks."""
        found = self
        for word in search_words(text):
            found = found.filter(search_text__contains=word)
        return found


class Letter(UnitRoot):
    """What one unit wrote to another: kept by the sender as it was sent, and by the receiver as it arrived.

    ``id`` is the id of its envelope, ``thread`` that of the first letter. ``number``: of a sent letter the symbol in the
    register of outgoing documents, of an arrived one the number in the register of incoming papers; ``other_number`` is the other
    side's. ``files``: ``[{name, digest, size, media_type}]``, in the own store. ``facts``: what rooms above read of it, no text.
    ``answers_id``: the letter that this one answers or acknowledges.
    """

    thread = models.UUIDField()
    direction = models.CharField(max_length=3, choices=LetterDirection.choices)
    topic = models.CharField(_("loại"), max_length=20, choices=LetterTopic.choices)
    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices)
    other_unit_id = models.IntegerField(null=True)
    #: The other side's name as it was on that day.
    other_name = models.CharField(max_length=250)
    number = models.CharField(_("số"), max_length=60, blank=True, default="")
    other_number = models.CharField(max_length=60, blank=True, default="")
    title = models.CharField(_("trích yếu"), max_length=500)
    text = models.TextField(_("nội dung"), blank=True, default="")
    facts = models.JSONField(default=dict)
    files = models.JSONField(default=list)
    answers_id = models.UUIDField(null=True)
    sent_on = models.DateField(_("ngày gửi"))
    received_on = models.DateField(_("ngày đến"), null=True)
    due_on = models.DateField(_("hạn trả lời"), null=True)
    acknowledged_on = models.DateField(null=True)
    acknowledged_by = models.CharField(max_length=200, blank=True, default="")
    answered_on = models.DateField(null=True)
    #: The sender took it back before it was answered, on both sides.
    withdrawn_on = models.DateField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True, default="")
    withdrawn_reason = models.TextField(blank=True, default="")
    status = models.CharField(max_length=14, choices=LetterStatus.choices)
    made_at = models.DateTimeField(default=clock.now)
    made_by = PublicRef("identity.Account")
    search_text = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = LetterQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(direction=LetterDirection.IN) | models.Q(received_on__isnull=False),
                name="letter_arrived_on_a_day",
            ),
        ]
        indexes = [
            models.Index(fields=["thread"], name="letter_thread"),
            models.Index(fields=["direction", "-made_at"], name="letter_made"),
            models.Index(fields=["due_on"], condition=_IS_WAITING, name="letter_waiting"),
        ]

    def __str__(self) -> str:
        return self.number or self.title[:60]

    @property
    def is_incoming(self) -> bool:
        return self.direction == LetterDirection.IN

    @property
    def is_asking(self) -> bool:
        """It asks something: an answer is awaited."""
        return self.topic in ASKING

    @property
    def is_waiting(self) -> bool:
        """It asks and is not answered."""
        return self.is_asking and self.status in WAITING

    def is_late(self, on: date) -> bool:
        """Waiting after its last permitted day."""
        return self.is_waiting and self.due_on is not None and self.due_on < on
