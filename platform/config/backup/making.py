"""Making, checking and reading back a backup."""

import os
from dataclasses import replace
from pathlib import Path

from django.conf import settings

from config.backup import database, files, manifest
from config.backup.manifest import DATABASE, FILES, Counts, Damaged, Manifest
from config.terminal import _
from kernel import clock


class Refused(Exception):
    """Nothing was done; the message says why and what to do."""


def create(folder: Path) -> Manifest:
    """Dump the database, then copy the files: they are named by content and never change, so a later copy lacks nothing.

    Refuses a folder that holds anything. The manifest is written last.
    """
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise Refused(_("%s không trống; mỗi bản sao lưu một thư mục mới.") % folder)
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o700)
    with database.snapshot() as (name, counts):
        database.dump(folder / DATABASE, of=name)
    counts = replace(counts, files=files.pack(settings.BLOBS, folder / FILES))
    made = Manifest(
        release=manifest.release(),
        made_at=clock.now().isoformat(timespec="seconds"),
        keys=_fingerprint(),
        parts={part: manifest.part_of(folder / part) for part in (DATABASE, FILES)},
        counts=counts,
    )
    made.write(folder)
    return made


def copy_keys(to: Path, *, apart_from: Path) -> None:
    """Copy the keys file to another place, never into a backup: whoever holds both opens every seal."""
    if settings.IS_THROWAWAY:
        raise Refused(_("Bản cài đặt này không có tệp khóa."))
    target = to.resolve()
    if target.is_relative_to(apart_from.resolve()):
        raise Refused(_("Khóa không được nằm trong bản sao lưu; hãy nêu nơi khác."))
    try:
        with open(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as copy:
            copy.write(settings.KEYS_FILE.read_bytes())
    except FileExistsError as exists:
        raise Refused(_("Đã có %s; không thay.") % to) from exists


def check(folder: Path) -> Manifest:
    """Every part as the manifest says, the dump can be listed, every file is its name; raises Damaged. Asks no database."""
    found = manifest.read(folder)
    for name in (DATABASE, FILES):
        path = folder / name
        if name not in found.parts or not path.is_file():
            raise Damaged(_("Thiếu phần %s.") % name)
        if manifest.part_of(path) != found.parts[name]:
            raise Damaged(_("Phần %s không đúng như bản kê: đã bị sửa hoặc hỏng.") % name)
    if not database.listed(folder / DATABASE):
        raise Damaged(_("Bản sao cơ sở dữ liệu không có bảng nào."))
    packed = files.check(folder / FILES)
    if packed != found.counts.files:
        raise Damaged(_("Bản sao tệp có %d tệp, bản kê ghi %d.") % (packed, found.counts.files))
    return found


def restore(folder: Path) -> Counts:
    """Read a checked backup into an empty database and an empty store; returns what stands there now.

    Refuses a place that is not empty, other keys, and a backup of a later release. Raises Damaged when what was read is not
    what the manifest counted.
    """
    found = check(folder)
    if (standing := database.tables()) > 0:
        raise Refused(_("Cơ sở dữ liệu đã có %d bảng; chỉ khôi phục vào cơ sở dữ liệu trống.") % standing)
    if not files.is_empty(settings.BLOBS):
        raise Refused(_("Thư mục tệp %s đã có tệp; chỉ khôi phục vào thư mục trống.") % settings.BLOBS)
    if found.keys != _fingerprint():
        raise Refused(
            _("Khóa của bản cài đặt này không phải khóa của bản sao lưu: danh tính đã niêm phong sẽ không mở được nữa.")
        )
    if _numbers(found.release) > _numbers(manifest.release()):
        raise Refused(
            _("Bản sao lưu của bản phát hành %s, mới hơn bản đang cài %s.") % (found.release, manifest.release())
        )
    database.load(folder / DATABASE)
    files.unpack(folder / FILES, settings.BLOBS)
    now = replace(database.counts(), files=files.check(folder / FILES))
    if now != found.counts:
        raise Damaged(_("Đã đọc xong nhưng số đếm không đúng như bản kê."))
    return now


def _fingerprint() -> str:
    """Of the keys without which the data are lost or everybody is signed out; passwords of servers may differ."""
    keys = settings.KEYS
    return manifest.fingerprint(keys.seal_key, keys.tracking_pepper, keys.secret_key)


def _numbers(release: str) -> tuple[int, ...]:
    return tuple(int(part) for part in release.split(".") if part.isdecimal())
