"""A second click, a replayed request, two requests at once: one effect."""

import threading
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection

from kernel import clock
from kernel.errors import Conflict, Invalid
from kernel.ids import new_id
from kernel.journal import counters, once
from kernel.journal.models import OneTimeKey


class Effect:
    """Counts how often it happened."""

    def __init__(self) -> None:
        self.made: list[UUID] = []

    def __call__(self) -> UUID:
        counters.next_number("effect", 2026)
        self.made.append(new_id())
        return self.made[-1]


def test_run_twice_with_one_key_has_one_effect_and_one_answer(world: Any) -> None:
    actor, effect = world.actor("w111", "officer"), Effect()
    with world.scope("w111"):
        first = once.run("k1", actor=actor, fingerprint="f", fn=effect)
        second = once.run("k1", actor=actor, fingerprint="f", fn=effect)
    assert first == (effect.made[0], False)
    assert second == (effect.made[0], True)
    assert len(effect.made) == 1


def test_run_without_a_key_has_an_effect_each_time(world: Any) -> None:
    actor, effect = world.actor("w111", "officer"), Effect()
    with world.scope("w111"):
        for key in (None, "", None):
            once.run(key, actor=actor, fingerprint="f", fn=effect)
        assert len(effect.made) == 3
        assert not OneTimeKey.objects.exists()


def test_run_with_another_fingerprint_is_a_conflict(world: Any) -> None:
    actor, effect = world.actor("w111", "officer"), Effect()
    with world.scope("w111"):
        once.run("k1", actor=actor, fingerprint="f", fn=effect)
        with pytest.raises(Conflict) as refusal:
            once.run("k1", actor=actor, fingerprint="g", fn=effect)
    assert refusal.value.code == "key_reused"
    assert len(effect.made) == 1


def test_run_of_another_person_or_unit_with_the_same_key_is_another_one(world: Any) -> None:
    effect = Effect()
    for key, name in (("w111", "officer"), ("w111", "handler"), ("w112", "officer")):
        with world.scope(key):
            assert once.run("k1", actor=world.actor(key, name), fingerprint="f", fn=effect)[1] is False
    assert len(effect.made) == 3


def test_run_that_failed_can_be_tried_again(world: Any) -> None:
    actor, effect = world.actor("w111", "officer"), Effect()

    def refuse() -> UUID:
        raise Invalid("no", "không")

    with world.scope("w111"):
        with pytest.raises(Invalid, match="không"):
            once.run("k1", actor=actor, fingerprint="f", fn=refuse)
        assert once.run("k1", actor=actor, fingerprint="f", fn=effect) == (effect.made[0], False)


@pytest.mark.parametrize("key", ["x" * 101, "a\x00b", "a\nb"])
def test_run_with_an_impossible_key_is_refused(world: Any, key: str) -> None:
    with world.scope("w111"), pytest.raises(Invalid):
        once.run(key, actor=world.actor("w111", "officer"), fingerprint="f", fn=Effect())


def test_fingerprint_depends_on_content_and_not_on_order() -> None:
    assert once.fingerprint_of({"a": 1, "b": "đ"}) == once.fingerprint_of({"b": "đ", "a": 1})
    assert once.fingerprint_of({"a": 1}) != once.fingerprint_of({"a": 2})


@pytest.mark.parametrize("first_fails", [False, True])
def test_two_at_once_have_one_effect(committing: Any, first_fails: bool) -> None:
    actor = committing.actor("w111", "officer")
    effect, inside, go_on = Effect(), threading.Event(), threading.Event()
    answers: dict[str, Any] = {}

    def slow() -> UUID:
        inside.set()
        go_on.wait(30)
        if first_fails:
            raise Invalid("no", "không")
        return effect()

    def call(name: str, fn: Any) -> None:
        try:
            with committing.scope("w111"):
                answers[name] = once.run("k1", actor=actor, fingerprint="f", fn=fn)
        except Invalid as refused:
            answers[name] = refused.code
        finally:
            connection.close()

    first = threading.Thread(target=call, args=("first", slow))
    first.start()
    assert inside.wait(30)
    second = threading.Thread(target=call, args=("second", effect))
    second.start()
    second.join(0.3)
    assert second.is_alive()
    assert not effect.made
    go_on.set()
    first.join(30)
    second.join(30)
    assert len(effect.made) == 1
    made = effect.made[0]
    assert answers == (
        {"first": "no", "second": (made, False)} if first_fails else {"first": (made, False), "second": (made, True)}
    )


def test_prune_forgets_keys_after_a_week(world: Any) -> None:
    actor = world.actor("w111", "officer")
    with world.scope("w111"):
        with clock.at(clock.now() - once.KEEP - timedelta(minutes=1)):
            once.run("old", actor=actor, fingerprint="f", fn=new_id)
        once.run("new", actor=actor, fingerprint="f", fn=new_id)
        assert once.prune() == 1
        assert list(OneTimeKey.objects.values_list("key", flat=True)) == ["new"]


def test_files_of_one_name_and_size_are_told_apart_by_their_bytes() -> None:
    def asked(name: str, data: bytes) -> str:
        file = SimpleUploadedFile(name, data)
        found = once.fingerprint_of({"papers": [file], "note": "x"})
        assert file.read() == data, "what is stored afterwards begins at the start"
        return found

    assert asked("don.pdf", b"%PDF-1") == asked("don.pdf", b"%PDF-1")
    assert asked("don.pdf", b"%PDF-1") != asked("don.pdf", b"%PDF-2")
    assert asked("don.pdf", b"%PDF-1") != asked("anh.pdf", b"%PDF-1")
