"""The command line `tiepdan`. Thin: each room contributes its commands by `<room>.cli.register(subparsers)`.

`serve` and `demo` without a verb are the supervisor; they need neither keys nor a database beforehand. Every other
command runs inside Django, as the database role it needs.
"""

import argparse
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

# Which module contributes which command; only the one asked for is loaded.
CONTRIBUTORS = {
    "units": "registry.cli",
    "accounts": "identity.cli",
    "rules": "deadlines.cli",
    "audit": "kernel.journal.cli",
    "status": "config.status",
    "translations": "config.translations",
    "openapi": "config.openapi",
    "keys": "config.keyring",
    "simulate": "config.simulate.cli",
    "backup": "config.backup.cli",
    "upgrade": "config.operating.upgrade",
}
# These work before there is an installation.
WITHOUT_DJANGO = {"keys", "translations"}
HELP = {
    "units": "the tree of units: import, open, list, migrate, verify, status",
    "accounts": "the first administrator of a unit, an operator of the platform, a last-resort reset",
    "rules": "deadline rules with their source",
    "audit": "verify the chained event logs",
    "status": "units, waiting envelopes, lags, last recount",
    "translations": "the English catalogue: check, update, compile",
    "openapi": "the committed API schema: check, write",
    "keys": "make the keys file of a new installation, show one key",
    "simulate": "a year of the five plans in an opened demonstration, as figures",
    "backup": "database and files in one folder, the keys apart: create, check, restore",
    "upgrade": "what an upgrade would change, how long it takes, whether the running release can serve meanwhile",
}
# What changes tables needs the role that owns them; everything else gets along with the role that serves.
OWNER_COMMANDS = {
    ("units", "import"),
    ("units", "open"),
    ("units", "migrate"),
    ("units", "verify"),
    ("rules", "load"),
    ("demo", "open"),
    ("upgrade", "--check"),
    ("backup", "create"),
    ("backup", "restore"),
    ("manage", "migrate"),
    ("manage", "sqlmigrate"),
}

# These need neither a database nor keys: a backup is checked on any machine.
WITHOUT_INSTALLATION = {("backup", "check")}
# These start the embedded database for themselves where nothing runs.
WITH_A_DATABASE = {("backup", "create"), ("backup", "restore")}

Handler = Callable[[argparse.Namespace], int]


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit code."""
    words = list(sys.argv[1:] if argv is None else argv)
    for stream in (sys.stdout, sys.stderr):
        # A terminal without UTF-8 shows question marks instead of ending the command.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    if _is_supervisor(words):
        return _supervise(words)
    with _database_for(words):
        return _run(words)


def _run(words: list[str]) -> int:
    asked = words[0] if words else ""
    if asked not in WITHOUT_DJANGO and (asked in CONTRIBUTORS or asked in ("demo", "manage")):
        _set_up_django(words)
    if asked == "manage":
        return _manage(words[1:])
    options = _parser(asked).parse_args(words)
    handler: Handler = options.handler
    return handler(options)


def entry() -> None:
    """The console script."""
    sys.exit(main())


def _is_supervisor(words: list[str]) -> bool:
    return words[:1] == ["serve"] or (words[:1] == ["demo"] and not _verbs(words[1:]))


def _verbs(words: list[str]) -> list[str]:
    return [word for word in words if word in ("accounts", "open", "fill", "-h", "--help")]


def _set_up_django(words: list[str]) -> None:
    if tuple(words[:2]) in OWNER_COMMANDS:
        os.environ.setdefault("TIEPDAN_DATABASE_ROLE", "owner")
    if tuple(words[:2]) in WITHOUT_INSTALLATION:
        os.environ.setdefault("TIEPDAN_DATABASE_HOST", "127.0.0.1")
        os.environ.setdefault("TIEPDAN_THROWAWAY_KEYS", "none")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django  # the supervisor starts without it
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        sys.exit(str(error))


def _parser(asked: str) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="tiepdan", description="Tiếp Dân: operate an installation.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    commands.add_parser("serve", help="start everything on this machine and stay")
    demo = commands.add_parser("demo", help="start everything with a demonstration; or one step: open, fill, accounts")
    if asked == "demo":
        import_module("config.demo.cli").register(demo.add_subparsers(dest="verb", required=True, metavar="VERB"))
    for command, module in CONTRIBUTORS.items():
        if asked == command:
            import_module(module).register(commands)
        else:
            commands.add_parser(command, help=HELP[command])
    commands.add_parser("manage", help="pass a command through to Django")
    return parser


def _manage(words: list[str]) -> int:
    from django.core.management import execute_from_command_line  # only this command needs it

    execute_from_command_line(["tiepdan manage", *words])
    return 0


@contextmanager
def _database_for(words: list[str]) -> Iterator[None]:
    """Backups are made and read back also where the embedded services are stopped."""
    is_named = bool(os.environ.get("TIEPDAN_DATABASE_HOST"))
    if tuple(words[:2]) not in WITH_A_DATABASE or is_named or {"-h", "--help"} & set(words):
        yield
        return
    from config.keys import KeysRefused
    from config.services import briefly  # loads the packaged servers, which production does not need
    from config.services.folder import Refused

    try:
        with briefly.database(*_place()):
            yield
    except (Refused, KeysRefused) as refused:
        sys.exit(str(refused))


def _place() -> tuple[Path, Path]:
    """The data folder and the keys file, before there are settings."""
    root = Path(__file__).resolve().parents[2]
    var = Path(os.environ.get("TIEPDAN_VAR") or root / "var").expanduser().absolute()
    return var, Path(os.environ.get("TIEPDAN_KEYS_FILE") or var / "keys.json").expanduser().absolute()


def _supervise(words: list[str]) -> int:
    from config.services import supervisor  # loads the packaged servers, which production does not need
    from config.services.folder import Plan
    from config.terminal import _, complain

    parser = argparse.ArgumentParser(prog=f"tiepdan {words[0]}")
    if words[0] == "demo":
        parser.add_argument("--size", choices=["small", "full"], default="full", help="7 or 197 units")
        parser.add_argument("--afresh", action="store_true", help="throw the data away first")
    options = parser.parse_args(words[1:])
    var, keys_file = _place()
    port = os.environ.get("PORT") or "8000"
    if not port.isdecimal() or not 0 < int(port) < 65536:
        complain(_("PORT=%s không phải số cổng.") % port)
        return 2
    return supervisor.run(
        Plan(var, keys_file, int(port), getattr(options, "size", None), getattr(options, "afresh", False))
    )


if __name__ == "__main__":
    entry()
