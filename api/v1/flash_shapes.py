"""What the calls of flash reports take and give: counts, words of officers, proofs."""

from typing import Any

from rest_framework import serializers

from api.v1.campaign_shapes import UnitKeyField
from oversight.enums import FlashKind
from oversight.models import FlashReceipt, FlashReport
from oversight.queries.campaigns import Consolidated

Given = dict[str, Any]


class FlashReceiptSerializer(serializers.Serializer[FlashReceipt]):
    id = serializers.UUIDField()
    unit = UnitKeyField(source="unit_id", allow_null=True)
    name = serializers.CharField()
    received_at = serializers.DateTimeField(allow_null=True)
    by_name = serializers.CharField()
    proof = serializers.CharField()


class FlashReportSerializer(serializers.Serializer[FlashReport]):
    id = serializers.UUIDField()
    campaign = serializers.UUIDField(source="campaign_id")
    unit = UnitKeyField(source="unit_id")
    kind = serializers.ChoiceField(FlashKind.choices)
    day = serializers.DateField()
    first = serializers.DateField()
    last = serializers.DateField()
    due_at = serializers.DateTimeField()
    figures = serializers.JSONField(help_text="[{code, label, n}]; a fact the unit does not keep is left out.")
    text = serializers.CharField()
    proposals = serializers.CharField()
    symbol = serializers.CharField()
    signer_name = serializers.CharField()
    issued_at = serializers.DateTimeField(allow_null=True)
    receipts = FlashReceiptSerializer(source="receipts.all", many=True)
    version = serializers.IntegerField()


class ConsolidatedSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(FlashKind.choices)
    day = serializers.DateField()
    columns = serializers.JSONField(help_text="[{code, label}]")
    rows = serializers.JSONField(help_text="[{unit, report, is_late, cells}]; a cell is null where nothing was told.")
    totals = serializers.JSONField(help_text="{code: n}, of what was reported.")


class NewReportSerializer(serializers.Serializer[Given]):
    kind = serializers.ChoiceField(FlashKind.choices)
    day = serializers.DateField()


class ReportTextSerializer(serializers.Serializer[Given]):
    text = serializers.CharField(max_length=8000)
    proposals = serializers.CharField(max_length=4000, required=False, allow_blank=True, default="")


class ProofSerializer(serializers.Serializer[Given]):
    proof = serializers.CharField(max_length=500)


_report = FlashReportSerializer()


def flash_report(row: FlashReport) -> Given:
    """A flash report with its recipients."""
    return dict(_report.to_representation(row))


def consolidated(table: Consolidated) -> Given:
    """Reports side by side with their sum."""
    return {
        "kind": table.kind.value,
        "day": table.day.isoformat(),
        "columns": [{"code": code, "label": label} for code, label in table.columns],
        "rows": [
            {
                "unit": row.unit.key,
                "report": row.report.pk if row.report else None,
                "is_late": row.is_late,
                "cells": row.cells,
            }
            for row in table.rows
        ],
        "totals": table.totals,
    }
