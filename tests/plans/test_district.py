"""Plan S3 in a district: papers of the Government, and what the product has no place for."""

import re

import pytest
from django.apps import apps
from django.forms import Form, IntegerField
from django.urls import get_resolver

from kernel import clock
from oversight.models import Alert, Campaign, FlashReport, Shift, ShiftPerson, SituationNote
from registry.levels import Line
from tenants.documents.actions.signing import sign_document
from tenants.documents.enums import Capacity, DocumentKind
from tenants.documents.models import Document
from tenants.documents.queries.papers import paper_of
from tenants.receptions.forms.day import IncidentForm
from tenants.staff.models import Delegation
from tests.factories import documents as made
from tests.world import World

pytestmark = pytest.mark.django_db

#: Words under which a police file on a person would be kept: in code, and on a screen.
CODE = re.compile(r"(?i)police_?(file|record)|criminal|surveill|watch_?list|dossier_?on_?person|suspect|extremist")
SCREEN = re.compile(r"(?i)hồ sơ đối tượng|đối tượng (hình sự|cầm đầu|quá khích|theo dõi)|tiền án|tiền sự|trinh sát")


def test_deputy_signs_for_the_collective_and_the_number_is_blank_until_then(world: World) -> None:
    with world.scope("w12"):
        chief, chairman = world.actor("w12", "chief"), world.account("w12", "chairman")
        Delegation.objects.create(
            principal=chairman, principal_name=chairman.full_name, delegate_id=chief.account_id,
            delegate_name=chief.name, line=Line.GOVERNMENT, powers=["sign"], form="KT",
            valid_from=clock.today(), valid_to=clock.today(),
        )  # fmt: skip
        draft = made.draft(world, "w12", kind=DocumentKind.PLAN, title="Kế hoạch dịp kỳ họp Quốc hội")
        assert (draft.number, draft.symbol) == (None, "")
        assert paper_of(draft).number_line.startswith("Số: ……")
        signed = sign_document(draft, proof=made.proof_of(chief), actor=chief)
        assert signed.capacity == Capacity.KT
        assert paper_of(signed).block[:2] == ["TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH"]
        assert signed.number == 1
        assert Document.objects.filter(number=1).count() == 1


def test_no_record_of_police_files_on_persons_can_be_kept() -> None:
    columns = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if CODE.search(field.name)
        or SCREEN.search(str(getattr(field, "verbose_name", "")))
        or any(
            SCREEN.search(str(label)) or CODE.search(str(value))
            for value, label in getattr(field, "choices", None) or []
        )
    ]
    assert columns == []
    assert [model._meta.label for model in apps.get_models() if CODE.search(model.__name__)] == []


def test_no_form_and_no_address_asks_for_one() -> None:
    # Asked first: the addresses load the forms behind them.
    addresses = " ".join(str(key) for key in get_resolver("config.urls_unit").reverse_dict)
    assert not CODE.search(addresses)
    forms = [form for form in _below(Form) if form.__module__.split(".")[0] in ("tenants", "oversight", "identity")]
    assert len(forms) > 20
    asked = [
        f"{form.__name__}.{name}"
        for form in forms
        for name, field in form.base_fields.items()
        if CODE.search(name) or SCREEN.search(str(field.label or ""))
        # How many were handed to an investigation is a count of form 06/QLKNTC, no record of anybody.
        if not (name == "suspects" and isinstance(field, IntegerField))
    ]
    assert asked == []


def test_incidents_notes_and_alerts_have_no_place_for_a_person() -> None:
    # Of an incident at the place of reception: when, what happened, whether it is urgent.
    assert set(IncidentForm.base_fields) == {"once_key", "version", "phase", "what", "is_urgent"}
    persons = {"cases.Person", "cases.CasePerson", "cases.Visit", "receptions.Registration"}
    for model in (Alert, Campaign, FlashReport, Shift, ShiftPerson, SituationNote):
        fields = [field for field in model._meta.get_fields() if field.is_relation]
        assert not {field.related_model._meta.label for field in fields} & persons, model  # type: ignore[union-attr]
        assert not [
            field.name for field in model._meta.get_fields() if "citizen" in field.name or "id_number" in field.name
        ]


def _below(kind: type[Form]) -> list[type[Form]]:
    return [one for sub in kind.__subclasses__() for one in (sub, *_below(sub))]
