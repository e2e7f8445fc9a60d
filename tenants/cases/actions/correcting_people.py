"""The people of a case when a typing error is corrected or its kind changes."""

import base64
from dataclasses import replace
from typing import Any

from django.utils.translation import gettext as _

from kernel import errors
from tenants.cases.actions import intake, people
from tenants.cases.actions.joining import identity_of
from tenants.cases.enums import OPPONENTS, SENDERS, Capacity, CaseKind
from tenants.cases.models import Case, CasePerson
from tenants.cases.rules import sealing

OF_PERSON = ("full_name", "address", "id_number", "phone")


def reseal_people(case: Case, old_kind: str) -> None:
    """A case that becomes a denunciation hides its senders; one that ceases to be names them."""
    opponents = Capacity.DENOUNCED if case.is_denunciation else Capacity.COMPLAINED_ABOUT
    case.people.filter(capacity__in=OPPONENTS).update(capacity=opponents)
    if case.is_denunciation == (old_kind == CaseKind.DENUNCIATION):
        return
    senders = list(case.people.filter(capacity__in=SENDERS).select_related("person"))
    freed = [sender.person for sender in senders if sender.person is not None]
    for sender in senders:
        data = identity_of(sender, case.unit_id, case.pk)
        if case.is_denunciation:
            sender.person = None
            sender.sealed = sealing.seal(data, unit_id=case.unit_id, case_id=case.pk)
        else:
            sender.person = people.known(data)
            sender.sealed = None
        sender.save(update_fields=["person", "sealed"])
    if case.is_denunciation:
        people.forget_unused(freed)


def wanted_people(case: Case, changes: dict[str, dict[str, str]]) -> list[tuple[CasePerson, dict[str, str]]]:
    """The rows to correct with their new values; refuses a stranger to the case, another column, a sealed identity."""
    rows = {str(row.pk): row for row in case.people.select_related("person")}
    found = []
    for key, values in changes.items() if isinstance(changes, dict) else [("", None)]:
        row = rows.get(str(key))
        if row is None or not _are_texts_of_a_person(values):
            raise errors.Invalid(
                "person_unknown", _("Không có người này trong vụ việc."), fields={"people": [_("Chọn lại.")]}
            )
        if row.sealed is not None:
            raise errors.InvalidTransition(
                "identity_sealed", _("Danh tính người tố cáo đã niêm phong, không sửa ở đây.")
            )
        found.append((row, values))
    return found


def _are_texts_of_a_person(values: Any) -> bool:
    return isinstance(values, dict) and all(name in OF_PERSON and isinstance(v, str) for name, v in values.items())


def correct_people(case: Case, wanted: list[tuple[CasePerson, dict[str, str]]]) -> list[dict[str, Any]]:
    """Put the new values; returns what the log keeps, names encrypted."""
    trace = []
    for row, values in wanted:
        old = identity_of(row, case.unit_id, case.pk)
        typed: dict[str, Any] = dict(values)
        new = intake.cleaned_person(replace(old, **typed))
        if new == old or not new.full_name:
            continue
        before = row.person
        # The person may stand in other cases where nothing was typed wrongly: the row is replaced, not changed.
        row.person = people.known(new)
        row.save(update_fields=["person"])
        if before is not None:
            people.forget_unused([before])
        changed = [name for name in OF_PERSON if getattr(old, name) != getattr(new, name)]
        # Encrypted: should the case become a denunciation one day, its log must not name who sent it.
        trace.append(
            {
                "person": str(row.pk),
                "fields": changed,
                "was": _hidden("; ".join(getattr(old, name) for name in changed), case),
                "now": _hidden("; ".join(getattr(new, name) for name in changed), case),
            }
        )
    return trace


def _hidden(value: str, case: Case) -> str:
    return base64.b64encode(sealing.seal_text(value, unit_id=case.unit_id, case_id=case.pk)).decode()
