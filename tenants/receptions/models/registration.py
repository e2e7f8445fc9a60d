from __future__ import annotations

from typing import Self
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from registry.levels import Line
from tenants.receptions.enums import Agreement, RegistrationSource, RegistrationStatus, Signing

QUEUE = [
    RegistrationStatus.APPROVED,
    RegistrationStatus.INVITED,
    RegistrationStatus.WAITING,
    RegistrationStatus.CALLED,
    RegistrationStatus.RECEIVED,
    RegistrationStatus.ABSENT,
]


class RegistrationQuerySet(UnitQuerySet["Registration"]):
    """Adjectives of registrations."""

    def of_session(self, session_id: UUID) -> Self:
        return self.filter(session_id=session_id)

    def known_to(self, account_id: UUID | None) -> Self:
        """Without those that concern this very person, whatever the role."""
        return self if account_id is None else self.exclude(concerned__contains=[str(account_id)])

    def concerning_somebody(self) -> Self:
        """Those of Party discipline that are about somebody of the unit: few among many, found by an index of their own."""
        return self.exclude(concerned=[])

    def in_queue(self) -> Self:
        """Those a session receives, in the order they are called."""
        return self.filter(status__in=QUEUE).order_by("queue_no", "id")


class Registration(UnitRoot):
    """A citizen or a group asks to meet the head; on the day it is the place in the queue.

    ``people``: [{full_name, address, id_number, phone, email, is_representative}]; of a denunciation they stand encrypted in
    ``sealed`` and the list is empty. ``flags``: values of the plan's selection criteria. Becomes or joins a case in the
    common counter work; ``visit_id`` is the reception itself (cases.Visit).
    """

    number = models.CharField(_("số đăng ký"), max_length=40, blank=True, default="")
    #: Told to the citizen, to see the appointment on the unit's page: a keyed digest only.
    code_digest = models.CharField(max_length=64, blank=True, default="")
    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices)
    session = models.ForeignKey("receptions.ReceptionSession", models.PROTECT, null=True, related_name="registrations")
    source = models.CharField(max_length=12, choices=RegistrationSource.choices)
    status = models.CharField(max_length=12, choices=RegistrationStatus.choices, default=RegistrationStatus.SUBMITTED)
    people = models.JSONField(default=list)
    sealed = models.BinaryField(null=True)
    person_count = models.PositiveIntegerField(_("số người"), default=1)
    is_group = models.BooleanField(default=False)
    kind = models.CharField(_("loại"), max_length=16)
    field = models.CharField(_("lĩnh vực"), max_length=20, blank=True, default="")
    topic = models.CharField(_("chủ đề"), max_length=60, blank=True, default="")
    #: Accounts of the unit whom a matter of Party discipline is about: for them the registration does not exist.
    concerned = models.JSONField(default=list)
    matter = models.TextField(_("nội dung"))
    asks_protection = models.BooleanField(default=False)
    settled_by = models.CharField(_("cơ quan đã giải quyết"), max_length=250, blank=True, default="")
    flags = models.JSONField(default=list)
    files = models.JSONField(default=list)
    from_unit_id = models.IntegerField(null=True)
    desk = models.CharField(max_length=40, blank=True, default="")
    entered_by = PublicRef("identity.Account")
    entered_at = models.DateTimeField(default=clock.now)
    screened_by = PublicRef("identity.Account")
    screened_at = models.DateTimeField(null=True)
    #: One of the grounds for refusing reception (Law on reception Art. 9; Decree 154/2026 Art. 4).
    refusal_ground = models.CharField(max_length=20, blank=True, default="")
    reason = models.TextField(blank=True, default="")
    proposal = models.TextField(blank=True, default="")
    approved_by = PublicRef("identity.Account")
    approved_at = models.DateTimeField(null=True)
    brief = models.TextField(blank=True, default="")
    queue_no = models.PositiveSmallIntegerField(null=True)
    arrived_at = models.DateTimeField(null=True)
    called_at = models.DateTimeField(null=True)
    began_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    agreement = models.CharField(max_length=10, choices=Agreement.choices, blank=True, default="")
    outcome = models.TextField(blank=True, default="")
    #: The own statement, read out at the end of the reception and signed, or not and why.
    signing = models.CharField(max_length=8, choices=Signing.choices, blank=True, default="")
    signing_note = models.CharField(max_length=500, blank=True, default="")
    signed_at = models.DateTimeField(null=True)
    case_id = models.UUIDField(null=True)
    visit_id = models.UUIDField(null=True)
    #: The petition entered on the day; a case that was only linked has none.
    petition_id = models.UUIDField(null=True)
    search_text = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = RegistrationQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["session", "queue_no"], condition=~models.Q(queue_no=None), name="registration_place_once"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "-entered_at"], name="registration_status"),
            models.Index(fields=["case_id"], condition=~models.Q(concerned=[]), name="registration_concerning"),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def is_sealed(self) -> bool:
        """Names stand encrypted; no list shows them."""
        return self.sealed is not None

    @property
    def petition_made(self) -> bool:
        """What was said on the day was entered as a petition: the visit made or joined a case."""
        return bool(self.petition_id)

    @property
    def names(self) -> str:
        """The names as a list of the office shows them; empty under a seal."""
        return "; ".join(str(person.get("full_name", "")) for person in self.people)
