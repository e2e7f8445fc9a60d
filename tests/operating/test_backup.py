"""A backup made, spoilt, refused, and read back into an installation that had nothing: what was sealed, chained and filed is the same."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connections

from config.backup import making, manifest
from config.backup.manifest import Damaged
from config.services.postgres import Postgres
from kernel.active import unit_scope
from kernel.journal import chain, fleet
from registry import snapshot, tree
from tenants.cases.actions import working
from tenants.cases.enums import Capacity, CaseKind
from tenants.cases.models import Attachment, CasePerson, Parcel
from tenants.cases.rules import sealing
from tenants.documents import storage
from tests import cluster
from tests.factories import cases
from tests.factories.moves import Mover
from tests.world import World

pytestmark = pytest.mark.serial


def fill(world: World) -> None:
    """A case with a file that went up, and a sealed denunciation; both chains sealed."""
    officer = world.actor("w111", "officer")
    with world.scope("w111"):
        case = cases.take_in(officer)
        upload = SimpleUploadedFile("don.txt", "Đơn kiến nghị".encode(), "text/plain")
        working.add_attachment(case, upload=upload, is_internal=False, actor=officer)
        cases.take_in(officer, kind=CaseKind.DENUNCIATION, people=(cases.BOB,))
    Mover(world).escalate(case.pk, "w111")
    for unit in fleet.units():
        with fleet.each_in(unit):
            chain.seal_pending()


def dossiers() -> dict[str, Any]:
    """Of every unit: dossiers and files by their digests, the files as they lie there, the denouncer behind the seal."""
    found: dict[str, Any] = {}
    for unit in tree.opened_units():
        with unit_scope(unit):
            digests = sorted(Attachment.objects.values_list("digest", flat=True))
            files = []
            for digest in digests:
                with storage.open(unit, digest) as file:
                    files.append(hashlib.sha256(file.read()).hexdigest())
            assert files == digests
            sealed = CasePerson.objects.filter(capacity=Capacity.PETITIONER, sealed__isnull=False).first()
            found[unit.key] = {
                "parcels": sorted(map(list, Parcel.objects.values_list("pk", "sha256"))),
                "files": files,
                "denouncer": sealed
                and sealing.unseal(bytes(sealed.sealed or b""), unit_id=unit.id, case_id=sealed.case_id).full_name,
            }
    return found


def tiepdan(var: Path, *words: str) -> "subprocess.CompletedProcess[str]":
    """The command line of an installation of its own."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("TIEPDAN_", "DJANGO_"))}
    place = {"TIEPDAN_VAR": str(var), "PYTHONPATH": f"{settings.BASE_DIR}:{settings.BASE_DIR / 'platform'}"}
    command = [sys.executable, "-m", "config.cli", *words]
    return subprocess.run(command, env={**kept, **place}, capture_output=True, text=True, check=False)


def test_backup_is_read_back_into_nothing_and_refused_everywhere_else(
    committing: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(settings, "BLOBS", tmp_path / "blobs")
    fill(committing)
    before, backup = dossiers(), tmp_path / "backup"
    assert before["w111"]["denouncer"] == cases.BOB.full_name
    assert before["w111"]["files"]
    assert before["w11"]["files"] == before["w111"]["files"]
    made = making.create(backup)
    assert making.check(backup) == made
    assert (made.counts.units, made.counts.cases, made.counts.envelopes, made.counts.files) == (7, 2, 1, 2)
    # The keys go elsewhere or nowhere, and no secret stands in the manifest.
    with pytest.raises(making.Refused, match="không có tệp khóa"):
        making.copy_keys(backup / "keys.json", apart_from=backup)
    assert settings.KEYS.seal_key not in (backup / manifest.NAME).read_text()
    with pytest.raises(making.Refused, match="không trống"):
        making.create(backup)
    with pytest.raises(making.Refused, match=r"đã có \d+ bảng"):
        making.restore(backup)
    for spoil in (_cut_dump, _other_file, _no_manifest):
        spoilt = tmp_path / spoil.__name__
        shutil.copytree(backup, spoilt)
        spoil(spoilt)
        with pytest.raises(Damaged):
            making.check(spoilt)

    var = tmp_path / "new"
    var.mkdir()
    keys = asdict(settings.KEYS)
    _keys(var, {**keys, "seal_key": keys["secret_key"]})
    refused = tiepdan(var, "backup", "restore", str(backup))
    assert (refused.returncode, "niêm phong sẽ không mở được" in refused.stderr) == (1, True)
    _keys(var, keys)
    done = tiepdan(var, "backup", "restore", str(backup))
    assert done.returncode == 0, done.stderr
    monkeypatch.setattr(settings, "BLOBS", var / "blobs")
    server = Postgres(var / "postgres", password=keys["database_superuser_password"], durable=False).start()
    here = int(settings.DATABASES["default"]["PORT"]), settings.DATABASES["default"]["NAME"]
    try:
        cluster._connect_to(server.port, "tiepdan")
        snapshot.forget()
        assert dossiers() == before
        for unit in fleet.units():
            with fleet.each_in(unit):
                assert chain.verify() == []
        # The serving role has no more rights than before.
        with unit_scope(committing.unit("w111")), connections["default"].cursor() as cursor:
            cursor.execute(
                "SELECT has_table_privilege('journal_event', 'INSERT'), has_table_privilege('journal_event', 'UPDATE')"
            )
            assert cursor.fetchone() == (True, False)
    finally:
        cluster._connect_to(*here)
        snapshot.forget()
        server.stop()


def _keys(var: Path, keys: dict[str, str]) -> None:
    path = var / "keys.json"
    path.write_text(json.dumps(keys))
    path.chmod(0o600)


def _cut_dump(folder: Path) -> None:
    with open(folder / manifest.DATABASE, "r+b") as dump:
        dump.truncate(1000)


def _other_file(folder: Path) -> None:
    """A file of another content under its old name, and a manifest that knows the new archive."""
    inside = folder / "inside"
    with tarfile.open(folder / manifest.FILES) as tar:
        tar.extractall(inside, filter="data")
    one = next(path for path in inside.rglob("*") if path.is_file())
    one.write_text("khác")
    with tarfile.open(folder / manifest.FILES, "w") as tar:
        for path in inside.rglob("*"):
            tar.add(path, path.relative_to(inside).as_posix(), recursive=False) if path.is_file() else None
    told = json.loads((folder / manifest.NAME).read_text())
    told["parts"][manifest.FILES] = asdict(manifest.part_of(folder / manifest.FILES))
    (folder / manifest.NAME).write_text(json.dumps(told))


def _no_manifest(folder: Path) -> None:
    (folder / manifest.NAME).unlink()
