"""SIGKILL at every named point of a movement: the sweeper alone repairs.

What was killed before its commit has not happened: its author repeats it. What was committed is
finished by the sweeper without anybody. In the end nothing differs from a run without a kill.
"""

import os
import signal
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from exchange import delivery, faultpoints
from kernel import clock
from tenants.documents import storage
from tests import cluster
from tests.documents import samples
from tests.factories import cases
from tests.faults import picture, steps
from tests.world import World

pytestmark = [pytest.mark.serial]

#: Steps that stand before a verb, each followed by the sweeper.
BEFORE = {
    "send": [],
    "deliver": ["send!"],
    "accept": ["send"],
    "return": ["send"],
    "recall": ["send"],
    "result": ["send", "accept"],
}
PICTURES: dict[str, dict[str, Any]] = {}


def test_every_named_point_is_walked() -> None:
    assert {point.split(".")[0] for point in faultpoints.POINTS} == set(BEFORE)
    assert len(faultpoints.POINTS) >= 12


@pytest.mark.parametrize("point", faultpoints.POINTS)
def test_kill_is_repaired_by_the_sweeper(point: str, committing: World, settings: Any, tmp_path: Path) -> None:
    verb = point.split(".")[0]
    if verb not in PICTURES:
        PICTURES[verb] = walk(verb, settings, tmp_path / "whole")
        cluster.copy_world()

    seen = walk(verb, settings, tmp_path / "killed", point=point)

    assert seen == PICTURES[verb]


def walk(verb: str, settings: Any, files: Path, point: str = "") -> dict[str, Any]:
    """Take a petition in, do what stands before, do the verb (killed at `point`), sweep, look."""
    files.mkdir()
    settings.BLOBS = files
    with clock.at(steps.NOON):
        case_id = take_in()
        for step in BEFORE[verb]:
            steps.take(step.rstrip("!"), case_id)
            if not step.endswith("!"):
                sweep()
    if point:
        assert run(verb, case_id, point=point) == -signal.SIGKILL, f"{point} was never reached"
    # A person whose step was lost repeats it; a worker's is the sweeper's business.
    if not point or (point.endswith("before_commit") and verb != "deliver"):
        assert run(verb, case_id) == 0
    sweep()
    found = picture.of_case(case_id)
    assert len(picture.hashes(case_id)) == 1
    return found


def take_in() -> UUID:
    world = World()
    with world.scope("w111"):
        taken: UUID = cases.take_in(world.actor("w111", "chief"), uploads=(scan(),)).pk
    return taken


def scan() -> SimpleUploadedFile:
    """A scanned page of more than one chunk of the store, the same in every run."""
    head, tail = samples.PDF[:9], samples.PDF[9:]
    page = head + b"%" + b"x" * (2 * storage.CHUNK) + b"\n" + tail
    return SimpleUploadedFile("don.pdf", page, "application/pdf")


def sweep() -> None:
    """The sweeper alone, after the worker's head start; the office clock stays at noon."""
    with clock.at(steps.NOON + timedelta(minutes=1)):
        due = delivery.sweep()
    assert not due.outcomes.get(delivery.Outcome.FAILED)


def run(verb: str, case_id: UUID, *, point: str = "") -> int:
    """The step in a process of its own, which may be killed; returns how it ended."""
    # A forked process must not share its parent's connections.
    connections.close_all()
    child = os.fork()
    if child == 0:
        status = 1
        try:
            os.environ[faultpoints.ENVIRONMENT] = point
            with clock.at(steps.NOON):
                steps.take(verb, case_id)
            connections.close_all()
            status = 0
        finally:
            os._exit(status)
    _child, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status)
