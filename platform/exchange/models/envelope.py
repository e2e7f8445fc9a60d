"""The outside of what travels between two units: ids, kind, addressee, digest, size, numbers."""

from django.db import models
from django.db.models import Q

from exchange.enums import MOVING, EnvelopeStatus, MovementKind
from kernel import clock
from kernel.ids import new_id


class Envelope(models.Model):
    """One movement. What it carries (the parcel) stays in the sender's own tables; nothing here
    names a citizen or says what was written."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=12, choices=MovementKind.choices)
    #: The case that moves or is spoken of; of a letter or an arrival the thread it belongs to: the id of the first one.
    case_id = models.UUIDField()
    #: Position among the envelopes of the case or thread: one receiver gets them in this order.
    order = models.IntegerField()
    from_unit = models.IntegerField()
    to_unit = models.IntegerField(null=True, blank=True)
    #: The name of a public body off the platform, as printed on the slip.
    to_external = models.TextField(blank=True, default="")
    status = models.CharField(max_length=13, choices=EnvelopeStatus.choices, default=EnvelopeStatus.SENT)
    sent_at = models.DateTimeField(default=clock.now)
    sent_by = models.UUIDField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    accepted_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    #: When and by which account it was accepted, returned or recalled: told to the loser of a race.
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    due_on = models.DateField(null=True, blank=True)
    demand_result = models.BooleanField(default=False)
    #: A denunciation against the head of the sender's unit: never comes back to it.
    is_sealed_up = models.BooleanField(default=False)
    #: The two evidences that meet an assignment (and only both do).
    answered_on = models.DateField(null=True, blank=True)
    reported_on = models.DateField(null=True, blank=True)
    sender_number = models.CharField(max_length=40, blank=True, default="")
    receiver_number = models.CharField(max_length=40, blank=True, default="")
    sha256 = models.CharField(max_length=64, blank=True, default="")
    size = models.BigIntegerField(default=0)
    format_version = models.SmallIntegerField(default=1)
    attempts = models.SmallIntegerField(default=0)
    next_try_at = models.DateTimeField(null=True, blank=True)
    #: The code of the last failure, for the person who watches the platform.
    last_failure = models.CharField(max_length=60, blank=True, default="")
    #: The movement that this one undoes or answers (return, recall, result).
    reverses = models.ForeignKey("self", null=True, blank=True, on_delete=models.PROTECT, related_name="reversals")
    #: What `reverses` was before, so that an undeliverable return leaves it as it was.
    reversed_status = models.CharField(max_length=13, blank=True, default="")
    #: Custody before this movement, so that exactly this one can be undone.
    before_answering = models.IntegerField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case_id"],
                condition=Q(status=EnvelopeStatus.SENT, kind__in=sorted(MOVING)),
                name="envelope_one_moving",
            ),
            models.UniqueConstraint(fields=["case_id", "order"], name="envelope_order"),
            models.CheckConstraint(
                condition=Q(to_unit__isnull=False) | ~Q(to_external=""),
                name="envelope_addressed",
            ),
            models.CheckConstraint(
                condition=Q(status__in=EnvelopeStatus.values) & Q(kind__in=MovementKind.values),
                name="envelope_closed_lists",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_try_at"],
                condition=Q(status=EnvelopeStatus.SENT),
                name="envelope_waiting",
            ),
            models.Index(
                fields=["to_unit", "status", "kind"],
                condition=Q(status__in=[EnvelopeStatus.DELIVERED, EnvelopeStatus.ACCEPTED]),
                name="envelope_arrived",
            ),
            models.Index(fields=["from_unit", "-sent_at"], name="envelope_sender"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.id}"

    @property
    def is_on_paper(self) -> bool:
        return self.status == EnvelopeStatus.ON_PAPER
