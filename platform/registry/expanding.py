"""Can the release before serve on the tables of the next one? Judged operation by operation; pure.

A release may add what the one before does not know of: tables, columns that may stay empty, indexes. What it takes away,
renames or forbids breaks the one before. A statement in plain SQL cannot be judged; whoever writes it says
``RunSQL(…, hints={"expands": True})``.
"""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db import migrations
from django.db.migrations.operations.base import Operation
from django.db.models import NOT_PROVIDED
from django.utils.translation import gettext as _

_HARMLESS = (
    "CreateModel", "AddIndex", "RemoveIndex", "RenameIndex", "RemoveConstraint", "AlterModelOptions",
    "AlterModelManagers", "AlterModelTableComment", "RunPython",
)  # fmt: skip
# Of a field only these reach the database; the rest is words and checks of the code.
_STORED = ("max_digits", "decimal_places", "db_column", "db_collation", "primary_key", "unique", "to", "db_default")


def objections(plan: Iterable[migrations.Migration], state: Any) -> list[tuple[str, str]]:
    """(migration, why) of everything the running release could not live with; ``state`` is the one before the plan."""
    found: list[tuple[str, str]] = []
    new: set[tuple[str, str]] = set()
    for migration in plan:
        app = migration.app_label
        for operation in _operations(migration.operations):
            if isinstance(operation, migrations.CreateModel):
                new.add((app, operation.name_lower))
            elif (app, _model_of(operation)) not in new and (why := _judge(operation, app, state)):
                found.append((f"{app}.{migration.name}", why))
        state = migration.mutate_state(state, preserve=False)
    return found


def _judge(operation: Operation, app: str, state: Any) -> str:
    kind = type(operation).__name__
    if kind in _HARMLESS:
        return ""
    if isinstance(operation, migrations.AddField):
        return _of_added(operation)
    if isinstance(operation, migrations.AlterField):
        return _of_altered(operation, state.models[app, operation.model_name_lower].fields[operation.name])
    if isinstance(operation, migrations.RunSQL):
        return "" if operation.hints.get("expands") else _("câu SQL viết sẵn: không tự đánh giá được")
    words = {
        "RemoveField": _("bỏ cột"),
        "DeleteModel": _("bỏ bảng"),
        "RenameField": _("đổi tên cột"),
        "RenameModel": _("đổi tên bảng"),
        "AlterModelTable": _("đổi tên bảng"),
        "AddConstraint": _("ràng buộc mới, có thể từ chối dữ liệu bản đang chạy ghi"),
        "AlterUniqueTogether": _("ràng buộc mới, có thể từ chối dữ liệu bản đang chạy ghi"),
    }
    return f"{words.get(kind, kind)}: {operation.describe()}"


def _of_added(operation: migrations.AddField) -> str:
    field = operation.field
    if field.null or field.db_default is not NOT_PROVIDED or field.many_to_many or field.generated:
        return ""
    return _("cột bắt buộc mà cơ sở dữ liệu không có giá trị mặc định: %(column)s") % {"column": _column(operation)}


def _of_altered(operation: migrations.AlterField, before: Any) -> str:
    after: Any = operation.field
    if before.null and not after.null:
        return _("cột trở thành bắt buộc: %(column)s") % {"column": _column(operation)}
    (_name, was, _args, old), (_name2, becomes, _args2, new) = before.deconstruct(), after.deconstruct()
    longest = new.get("max_length"), old.get("max_length")
    if longest[0] is not None and (longest[1] is None or longest[0] < longest[1]):
        return _("cột ngắn lại: %(column)s") % {"column": _column(operation)}
    if was != becomes or any(old.get(name) != new.get(name) for name in _STORED):
        return _("cột đổi kiểu hoặc ràng buộc: %(column)s") % {"column": _column(operation)}
    return ""


def _column(operation: Any) -> str:
    return f"{operation.model_name}.{operation.name}"


def _model_of(operation: Any) -> str:
    return str(getattr(operation, "model_name", None) or getattr(operation, "name", "")).lower()


def _operations(operations: Iterable[Operation]) -> Iterator[Operation]:
    for operation in operations:
        if isinstance(operation, migrations.SeparateDatabaseAndState):
            yield from _operations(operation.database_operations)
        else:
            yield operation
