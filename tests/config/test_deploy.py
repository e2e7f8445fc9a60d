"""What `deploy/` says can be read and names nothing that is not there."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
import yaml
from django.conf import settings

from config import cli, readers

DEPLOY: Path = settings.BASE_DIR / "deploy"
PAGES = [DEPLOY / "README.md", *sorted((DEPLOY / "runbooks").glob("*.md"))]


@pytest.fixture(scope="module")
def compose() -> dict[str, Any]:
    content: dict[str, Any] = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    return content


def test_compose_has_every_part(compose: dict[str, Any]) -> None:
    assert set(compose["services"]) == {"database", "broker", "migrate", "web", "worker", "scheduler", "proxy"}


def test_compose_names_only_what_it_declares(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        assert set(service.get("secrets", [])) <= set(compose["secrets"]), name
        assert set(service.get("networks", [])) <= set(compose["networks"]), name
        assert set(service.get("depends_on", [])) <= set(compose["services"]), name


def test_compose_mounts_files_that_exist(compose: dict[str, Any]) -> None:
    for name, service in compose["services"].items():
        for volume in service.get("volumes", []):
            source = re.sub(r"^\$\{[^}]*\}", "", volume).split(":")[0]
            if source.startswith("./"):
                assert (DEPLOY / source).exists(), f"{name}: {source}"
            elif source:
                assert source in compose["volumes"], f"{name}: {source}"
        if "build" in service:
            assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).exists()


def test_only_the_proxy_can_be_reached_from_outside(compose: dict[str, Any]) -> None:
    assert [name for name, service in compose["services"].items() if "ports" in service] == ["proxy"]


def test_settings_named_in_deploy_are_settings() -> None:
    # Of compose itself, of the server's configuration, and of no process of ours.
    others = {"TIEPDAN_RELEASE", "TIEPDAN_SECRETS", "TIEPDAN_CERTIFICATES", "TIEPDAN_BIND", "TIEPDAN_WEB_PROCESSES"}
    known = {setting.name for setting in settings.SETTINGS_REFERENCE} | others
    for path in [*PAGES, DEPLOY / "compose.yaml", DEPLOY / "Containerfile", DEPLOY / "gunicorn.conf.py"]:
        named = {name.removesuffix("_FILE") if name not in known else name for name in _settings(path)}
        assert named <= known, path.name


def _settings(path: Path) -> set[str]:
    return set(re.findall(r"\bTIEPDAN_[A-Z_]*[A-Z]", path.read_text()))


def test_containerfile_copies_what_exists_and_every_room() -> None:
    text = (DEPLOY / "Containerfile").read_text()
    copied = {word for line in re.findall(r"^COPY (.*)$", text, re.MULTILINE) for word in line.split()[:-1]}
    assert all((settings.BASE_DIR / name).exists() for name in copied)
    assert {"platform", "tenants", "api", "templates", "requirements.lock"} <= copied


def test_links_between_the_pages_lead_somewhere() -> None:
    for page in PAGES:
        for link in re.findall(r"\]\(([^)#]+)\)", page.read_text()):
            assert (page.parent / link).exists(), f"{page.name}: {link}"


def test_commands_named_in_the_runbooks_are_commands() -> None:
    known = {*cli.CONTRIBUTORS, "serve", "demo", "manage"}
    for page in PAGES:
        for line in re.findall(r"tiepdan ([a-z]+(?: [a-z]+)?)", page.read_text()):
            command = shlex.split(line)[0]
            assert command in known or command in {"pg"}, f"{page.name}: tiepdan {line}"


def test_server_configuration_can_be_read() -> None:
    names: dict[str, Any] = {}
    exec(compile((DEPLOY / "gunicorn.conf.py").read_text(), "gunicorn.conf.py", "exec"), names)
    assert names["worker_class"] == "gthread"
    nginx = (DEPLOY / "nginx.conf").read_text()
    assert nginx.count("{") == nginx.count("}")
    assert "access_log off" in nginx


def test_readers_are_the_only_door_to_the_environment() -> None:
    """A setting read elsewhere would be missing from the reference."""
    # The command line and the supervisor work before there are settings.
    doors = {"readers.py", "cli.py", "keyring.py", "terminal.py", "supervisor.py", "settings.py", "reference.py"}
    for root in ("platform", "tenants", "api"):
        for path in (settings.BASE_DIR / root).rglob("*.py"):
            if path.name not in doors and "demo" not in path.parts:
                found = re.findall(r"environ(?:\.get|\.setdefault)?[(\[]\"(TIEPDAN_\w+)", path.read_text())
                assert not found, f"{path}: {found}"
    assert readers.REGISTER
