"""What a person who leaves the unit still has in hand: listed, handed over, rights ended."""

from uuid import UUID

from django.utils import translation
from django.utils.translation import gettext as _

from deadlines.models import DueItem
from identity.actors import Actor
from identity.protocols import OpenWorkRow
from kernel import active
from kernel.journal import events
from kernel.transactions import atomic
from registry import tree
from registry.addresses import unit_url
from tenants.cases.actions import changing
from tenants.cases.actions.assigning import fit_member
from tenants.cases.enums import FINAL, CaseKind
from tenants.cases.models import Case, CaseGrant, CaseQuerySet


class CaseWork:
    """The cases assigned to a person; registered with ``identity.protocols.open_work``."""

    def rows(self, account_id: UUID) -> list[OpenWorkRow]:
        """Number and kind of each case that has not ended; no name."""
        cases = list(_open_of(account_id).order_by("received_on", "id"))
        unit = tree.get(active.current().id)
        dues: dict[UUID, DueItem] = {}
        for item in DueItem.objects.open().of_unit(unit.id).filter(case_id__in=[case.pk for case in cases]):
            dues.setdefault(item.case_id, item)
        return [
            OpenWorkRow(
                object_id=case.pk,
                label=_("%(number)s · %(kind)s") % {"number": case.number, "kind": CaseKind(case.kind).label},
                url=unit_url(unit, "cases:page", case.pk),
                due_on=dues[case.pk].due_on if case.pk in dues else None,
            )
            for case in cases
        ]

    @atomic
    def hand_over(self, account_id: UUID, *, to: UUID, actor: Actor) -> int:
        """Give every open case to another member; asks no right on cases: who ends a membership hands over its work."""
        heir = fit_member(to, actor)
        case_ids = list(_open_of(account_id).order_by("id").values_list("id", flat=True))
        # Kept in the timeline: in Vietnamese, whatever the administrator reads.
        with translation.override("vi"):
            note = _("Bàn giao khi thôi giữ nhiệm vụ.")
        for case_id in case_ids:
            case = changing.lock(case_id)
            case.assignee_id = heir.pk
            changing.finish(case, "assignee")
            events.record(
                "case_assigned",
                actor=actor,
                case_id=case.pk,
                to=str(heir.pk),
                to_name=heir.full_name,
                before=str(account_id),
                note=note,
            )
        return len(case_ids)

    @atomic
    def end_grants(self, account_id: UUID, *, actor: Actor) -> int:
        """Delete the rights of a person on single cases, each with its line in the log; returns how many."""
        grants = CaseGrant.objects.filter(user_id=account_id)
        for case_id in set(grants.values_list("content_object_id", flat=True)):
            events.record("access_revoked", actor=actor, case_id=case_id, is_internal=True, account=str(account_id))
        ended, _rows = grants.delete()
        return int(ended)


def _open_of(account_id: UUID) -> CaseQuerySet:
    return Case.objects.assigned_to(account_id).exclude(status__in=FINAL)
