"""The keys of an installation: one JSON file of mode 0600 outside the database, made once, backed up apart.

Losing it loses every sealed identity; so a start that finds data but no keys refuses instead of making new ones.
"""

import base64
import hashlib
import json
import os
import secrets
from dataclasses import asdict, dataclass, fields
from pathlib import Path

from config.terminal import _


class KeysRefused(Exception):
    """The keys cannot be used; the message says what to do."""


@dataclass(frozen=True)
class Keys:
    """Every secret of an installation. The seal key is 32 bytes in URL-safe base64, the others are random text."""

    secret_key: str
    database_superuser_password: str
    database_owner_password: str
    database_app_password: str
    broker_password: str
    seal_key: str
    tracking_pepper: str

    def seal_bytes(self) -> bytes:
        return base64.urlsafe_b64decode(self.seal_key)


def load(path: Path) -> Keys:
    """Read the keys file; raises KeysRefused when it is missing, damaged, or readable by others."""
    try:
        mode = path.stat().st_mode
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise KeysRefused(_("Không có tệp khóa %s.") % path) from error
    except (OSError, ValueError) as error:
        raise KeysRefused(_("Không đọc được tệp khóa %s: %s") % (path, error)) from error
    if mode & 0o077:
        raise KeysRefused(_("Người khác đọc được tệp khóa; hãy chạy: chmod 600 %s") % path)
    missing = [field.name for field in fields(Keys) if not content.get(field.name)]
    if missing:
        raise KeysRefused(_("Tệp khóa %s thiếu: %s") % (path, ", ".join(missing)))
    return Keys(**{field.name: content[field.name] for field in fields(Keys)})


def make(path: Path) -> Keys:
    """Make a keys file that does not exist yet; FileExistsError when it does."""
    path.parent.mkdir(parents=True, exist_ok=True)
    keys = Keys(
        secret_key=secrets.token_urlsafe(50),
        database_superuser_password=secrets.token_urlsafe(24),
        database_owner_password=secrets.token_urlsafe(24),
        database_app_password=secrets.token_urlsafe(24),
        broker_password=secrets.token_urlsafe(24),
        seal_key=base64.urlsafe_b64encode(secrets.token_bytes(32)).decode(),
        tracking_pepper=secrets.token_urlsafe(32),
    )
    # Written aside and linked into place: a crash leaves either no file or a whole one, and link() never replaces.
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            json.dump(asdict(keys), file, indent=2)
            file.flush()
            os.fsync(file.fileno())
        os.link(draft, path)
    finally:
        draft.unlink()
    return keys


def load_or_make(path: Path, *, has_data: bool) -> Keys:
    """The keys of this installation; made only where no data exist yet."""
    if path.exists():
        return load(path)
    if has_data:
        raise KeysRefused(
            _(
                "Có dữ liệu nhưng không có tệp khóa %s. Không có khóa cũ thì không mở được danh tính đã niêm phong và "
                "không vào được cơ sở dữ liệu; không bao giờ tạo khóa mới cho dữ liệu cũ. Lấy lại tệp từ bản sao lưu, "
                "hoặc nêu tệp trong TIEPDAN_KEYS_FILE."
            )
            % path
        )
    return make(path)


def throwaway(seed: str) -> Keys:
    """Keys derived from a seed, for checks and tests only: the processes of one run agree without a file."""

    def derive(name: str) -> bytes:
        return hashlib.sha256(f"{seed}:{name}".encode()).digest()

    values = {field.name: derive(field.name).hex() for field in fields(Keys)}
    values["seal_key"] = base64.urlsafe_b64encode(derive("seal_key")).decode()
    return Keys(**values)
