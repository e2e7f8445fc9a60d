from __future__ import annotations

from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from kernel import clock
from kernel.models import PublicRef, UnitQuerySet, UnitRoot
from kernel.text import search_words
from registry.levels import Line
from tenants.documents.enums import Capacity, DocumentKind, DocumentStatus, Subject


class DocumentQuerySet(UnitQuerySet["Document"]):
    """Adjectives of documents."""

    def about(self, subject: Subject, subject_id: object) -> Self:
        return self.filter(subject=subject, subject_id=subject_id)

    def of_kinds(self, *kinds: DocumentKind) -> Self:
        return self.filter(kind__in=kinds)

    def searched(self, text: str) -> Self:
        """Those whose symbol, title, signer or recipients hold every word, with or without marks."""
        found = self
        for word in search_words(text):
            found = found.filter(search_text__contains=word)
        return found

    def in_force(self) -> Self:
        """Signed or filed, and not withdrawn."""
        return self.filter(status__in=[DocumentStatus.SIGNED, DocumentStatus.FILED])


class Document(UnitRoot):
    """One official document of the unit: drafted, signed with its number, or filed as it was issued elsewhere.

    ``body`` holds what it says (facts and the unit's texts, as they were); number, date and digest of the PDF are fixed in
    one transaction at signing and never change: a wrong one is withdrawn. ``files``: filed scans, ``[{name, digest, size,
    media_type}]``. The bytes of the PDF lie in the unit's store under ``pdf_digest``, so a reprint is the same to the byte.
    """

    line = models.CharField(_("kênh"), max_length=16, choices=Line.choices)
    kind = models.CharField(_("loại văn bản"), max_length=20, choices=DocumentKind.choices)
    subject = models.CharField(max_length=16, choices=Subject.choices, default=Subject.UNIT)
    subject_id = models.UUIDField(null=True)
    title = models.CharField(_("về việc"), max_length=500)
    body = models.JSONField(default=dict)
    #: Whom it goes to, ``[{name, address, email}]``; printed under "Nơi nhận".
    recipients = models.JSONField(_("nơi nhận"), default=list)
    files = models.JSONField(default=list)
    status = models.CharField(
        _("trạng thái"), max_length=12, choices=DocumentStatus.choices, default=DocumentStatus.DRAFT
    )
    series = models.CharField(max_length=20, blank=True, default="")
    year = models.PositiveSmallIntegerField(null=True)
    number = models.PositiveIntegerField(null=True)
    #: As printed: "15/TB-UBND", "97-KH/TU".
    symbol = models.CharField(_("số, ký hiệu"), max_length=60, blank=True, default="")
    dated_on = models.DateField(_("ngày văn bản"), null=True)
    valid_from = models.DateField(_("hiệu lực từ"), null=True)
    valid_to = models.DateField(_("đến hết ngày"), null=True)
    signer = PublicRef("identity.Account")
    signer_name = models.CharField(max_length=200, blank=True, default="")
    signer_title = models.CharField(max_length=200, blank=True, default="")
    capacity = models.CharField(max_length=4, choices=Capacity.choices, default=Capacity.OWN)
    signed_at = models.DateTimeField(null=True)
    signed_how = models.CharField(max_length=16, blank=True, default="")
    pdf_digest = models.CharField(max_length=64, blank=True, default="")
    pdf_size = models.PositiveIntegerField(default=0)
    drafted_by = PublicRef("identity.Account")
    drafted_at = models.DateTimeField(default=clock.now)
    submitted_at = models.DateTimeField(null=True)
    sent_back = models.TextField(blank=True, default="")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.TextField(blank=True, default="")
    replaced_by = models.ForeignKey("self", models.PROTECT, null=True, related_name="replaces")
    #: The head shows it to the other line, too.
    is_linked = models.BooleanField(default=False)
    search_text = models.TextField(blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = DocumentQuerySet.as_manager()  # type: ignore[assignment, misc]

    class Meta(UnitRoot.Meta):
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(
                fields=["series", "year", "number"], condition=~models.Q(number=None), name="document_number_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(status=DocumentStatus.SIGNED)
                | models.Q(number__isnull=False, dated_on__isnull=False, signed_at__isnull=False)
                & ~models.Q(pdf_digest=""),
                name="document_signed_is_fixed",
            ),
        ]
        indexes = [
            models.Index(fields=["subject_id"], name="document_subject"),
            models.Index(fields=["-drafted_at"], name="document_drafted"),
        ]

    def __str__(self) -> str:
        return self.symbol or str(DocumentKind(self.kind).label)
