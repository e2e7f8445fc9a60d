"""Ids, errors, references into public, outbox rows."""

import pickle
from datetime import date

import pytest
from django.db import models

from kernel import errors
from kernel.ids import new_id
from kernel.journal.models import Draft, Event
from kernel.outbox import OutboxRow, emit
from tests.world import World


def test_ids_are_of_version_seven_and_unlike() -> None:
    made = [new_id() for _ in range(1000)]
    assert len(set(made)) == 1000
    assert {value.version for value in made} == {7}


@pytest.mark.parametrize(
    "kind", [errors.NotPermitted, errors.NotFound, errors.InvalidTransition, errors.Conflict, errors.TooMany]
)
def test_an_error_keeps_code_facts_and_text_through_a_pickle(kind: type[errors.DomainError]) -> None:
    error = kind("some_code", "Không được.", who="Trần Thị B")
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is kind
    assert (again.code, str(again), again.facts) == ("some_code", "Không được.", {"who": "Trần Thị B"})


def test_an_invalid_names_its_fields() -> None:
    error = pickle.loads(pickle.dumps(errors.Invalid("invalid", "Sai.", {"name": ["Thiếu tên."]})))
    assert error.fields == {"name": ["Thiếu tên."]}
    assert error.status == 422


def test_a_public_ref_has_no_constraint_and_keeps_a_row_whose_target_is_gone(world: World) -> None:
    field = Draft._meta.get_field("actor")
    assert not field.db_constraint
    assert field.null
    assert field.remote_field.on_delete is models.DO_NOTHING
    with world.scope("w111"):
        Draft.objects.create(form="x", actor_id=new_id())
        assert Draft.objects.select_related("actor").count() == 1
        assert len(list(Draft.objects.select_related("actor").order_by("actor__full_name"))) == 1


def test_a_root_table_knows_its_unit_by_the_database(world: World) -> None:
    with world.scope("w112"):
        assert Event.objects.create(kind="x_done", actor_name="").unit_id == world.unit("w112").id


def test_emit_adds_signed_deltas_and_zero_adds_nothing(world: World) -> None:
    unit_id = world.unit("w111").id
    for n in (1, -1, 0):
        emit(unit_id=unit_id, fact="open", kind="COMPLAINT", day=date(2026, 8, 20), n=n)
    assert [row.n for row in OutboxRow.objects.filter(unit_id=unit_id)] == [1, -1]
