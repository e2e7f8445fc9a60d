"""Drafts: one an officer and form, in the unit's own schema, without what must never be kept."""

from datetime import timedelta
from typing import Any

import pytest

from kernel import clock
from kernel.errors import Invalid
from kernel.journal import drafts
from kernel.journal.models import Draft


def test_save_replaces_and_load_gives_back_only_to_its_owner(world: Any) -> None:
    officer, handler = world.actor("w111", "officer"), world.actor("w111", "handler")
    with world.scope("w111"):
        drafts.save(officer, "cases:new", {"content": "Bản một"})
        drafts.save(officer, "cases:new", {"content": "Bản hai <b>"})
        assert drafts.load(officer, "cases:new") == {"content": "Bản hai <b>"}
        assert drafts.load(handler, "cases:new") is None
        assert Draft.objects.count() == 1
        drafts.discard(officer, "cases:new")
        assert drafts.load(officer, "cases:new") is None
    with world.scope("w112"):
        assert drafts.load(officer, "cases:new") is None


def test_save_drops_named_fields_at_every_depth(world: Any) -> None:
    officer = world.actor("w111", "officer")
    data = {
        "full_name": "Nguyễn Văn Mật",
        "kind": "DENUNCIATION",
        "people": [{"full_name": "Trần Thị Kín", "address": "x"}],
    }
    with world.scope("w111"):
        drafts.save(officer, "cases:new", data, drop={"full_name", "address"})
        assert drafts.load(officer, "cases:new") == {"kind": "DENUNCIATION", "people": [{}]}
    assert data["full_name"] == "Nguyễn Văn Mật"


def test_save_of_too_much_is_refused(world: Any) -> None:
    with world.scope("w111"), pytest.raises(Invalid, match="256 kB"):
        drafts.save(world.actor("w111", "officer"), "cases:new", {"content": "ờ" * 200_000})


def test_save_survives_nul(world: Any) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        drafts.save(officer, "f", {"a": "x\x00y"})
        assert drafts.load(officer, "f") == {"a": "xy"}


def test_prune_forgets_what_nobody_touched_for_a_month(world: Any) -> None:
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        with clock.at(clock.now() - drafts.KEEP - timedelta(days=1)):
            drafts.save(officer, "old", {})
            drafts.save(officer, drafts.LASTING + "filters", {"a": "b"})
        drafts.save(officer, "new", {})
        assert drafts.prune() == 1
        assert drafts.load(officer, "new") == {}
        assert drafts.load(officer, drafts.LASTING + "filters") == {"a": "b"}
