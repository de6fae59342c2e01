"""compose.yaml: what it says holds together, each service is closed in, and tracker itself takes its settings."""

import re
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from pydantic import ValidationError

from tests.deploy.compose import VARIABLE, read
from tests.deploy.programs import DEPLOY
from tests.hosted.home import hosted
from tracker.cli import main
from tracker.config import load
from tracker.config.model import known

FILE = DEPLOY / "compose.yaml"
OURS = {"migrate", "web1", "web2", "worker1", "worker2"}


def variables(path=DEPLOY / "example.env"):
    lines = [line for line in path.read_text().splitlines() if line and not line.startswith("#")]
    return dict(line.split("=", 1) for line in lines)


@pytest.fixture
def compose():
    return read(FILE, variables())


def test_there_are_two_of_each_and_what_they_need(compose):
    assert compose.services.keys() == OURS | {"database", "proxy"}


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("read_only: true", "readonly: true"),
        ("pids_limit: 400", 'pids_limit: "400"'),
        ("interval: 30s", "interval: half a minute"),
        ("condition: service_healthy", "condition: healthy"),
        ("  worker2: *worker", "  worker1: *worker"),
    ],
)
def test_a_slip_in_it_turns_red(tmp_path, was, becomes):
    text = FILE.read_text()
    assert was in text
    (tmp_path / "compose.yaml").write_text(text.replace(was, becomes, 1))
    with pytest.raises((ValidationError, yaml.YAMLError)):
        read(tmp_path / "compose.yaml", variables())


def test_each_variable_that_is_asked_for_is_in_the_example_and_says_what_is_missing():
    asked = dict(VARIABLE.findall(FILE.read_text()))
    assert asked.keys() == variables().keys()
    assert all("deploy/.env" in said for said in asked.values())
    assert FILE.read_text().count("${") == len(VARIABLE.findall(FILE.read_text()))


def test_whatever_is_named_is_there(compose):
    for name, service in compose.services.items():
        assert set(service.networks) <= compose.networks.keys(), name
        assert set(service.secrets) <= compose.secrets.keys(), name
        assert service.depends_on.keys() <= compose.services.keys(), name
        for volume in service.volumes:
            source = volume.split(":")[0]
            assert (DEPLOY / source).exists() if source.startswith(".") else source in compose.volumes, volume
        for file in re.findall(r"/run/secrets/(\w+)", str(service.environment)):
            assert file in service.secrets, (name, file)
    used = {secret for service in compose.services.values() for secret in service.secrets}
    assert used == compose.secrets.keys()


def test_each_service_is_closed_in(compose):
    for name, service in compose.services.items():
        assert service.read_only, name
        assert service.cap_drop == ["ALL"], name
        assert service.security_opt == ["no-new-privileges:true"], name
        assert service.pids_limit, name
        assert not {"SYS_ADMIN", "NET_ADMIN", "SYS_PTRACE"} & set(service.cap_add), name
        assert re.search(r":[\d.]+-|:local$", service.image), f"{name} has an image without a version"
        assert "docker.sock" not in str(service.volumes), name


def test_tracker_is_nobody_there_and_may_nothing(compose):
    for name in OURS:
        assert compose.services[name].user == "10001:10001"
        assert compose.services[name].cap_add == []
        assert all("noexec" in one for one in compose.services[name].tmpfs)


def test_each_service_says_whether_it_is_well_and_waits_for_what_it_needs(compose):
    for name in OURS - {"migrate"}:
        assert compose.services[name].depends_on["migrate"].condition == "service_completed_successfully"
    for name in ("database", "proxy", "worker1", "worker2"):
        assert compose.services[name].healthcheck.test[0] == "CMD", f"{name} wants a shell"
    assert "HEALTHCHECK" in (DEPLOY / "Dockerfile").read_text()  # that of the pages


def test_only_the_proxy_is_reached_from_outside_and_the_database_reaches_nobody(compose):
    assert [name for name, service in compose.services.items() if service.ports] == ["proxy"]
    assert compose.networks["inside"].internal
    assert compose.services["database"].networks == ["inside"]
    assert "inside" not in compose.services["proxy"].networks


def test_commands_are_ones_that_tracker_has(compose):
    for name in OURS:
        result = CliRunner().invoke(main, [*compose.services[name].command, "--help"])
        assert result.exit_code == 0, result.output


@pytest.fixture
def secret_files(tmp_path):
    """Each secret as its README says how to make it, for its owner alone."""
    made = hosted("postgresql://tracker:password@database/tracker")
    told = {
        "database_url": made["TRACKER_DATABASE__URL"],
        "seal_key": made["TRACKER_KEYS__SEAL"],
        "sign_key": made["TRACKER_KEYS__SIGN"],
        "mail_password": "of the mail server",
        "metrics_token": made["TRACKER_KEYS__SIGN"][::-1],
    }
    for name, text in told.items():
        (tmp_path / name).touch(mode=0o400)
        (tmp_path / name).chmod(0o600)
        (tmp_path / name).write_text(text + "\n")
    return tmp_path


def settings(environment: dict[str, str], secrets: Path) -> dict[str, str]:
    return {name: value.replace("/run/secrets", str(secrets)) for name, value in environment.items()}


def test_tracker_takes_its_settings_and_finds_them_safe(compose, secret_files):
    for name in OURS:
        environ = settings(compose.services[name].environment, secret_files)
        assert {key.removeprefix("TRACKER_").removesuffix("_FILE").lower().replace("__", ".") for key in environ} <= {
            *known()
        }
        config = load(None, environ, folder=secret_files)
        assert config.service.hosted
        assert config.service.proxies == 1
        assert config.mail.sender == "Tracker <tracker@example.com>"
        assert config.base_url == "https://tracker.example.com"


def test_the_readme_of_the_secrets_names_each(compose):
    told = (DEPLOY / "secrets/README.md").read_text()
    for secret in compose.secrets.values():
        assert f"`{Path(secret.file).name}`" in told
    ignored = (DEPLOY / ".gitignore").read_text().splitlines()
    assert ignored == ["/.env", "/secrets/*", "!/secrets/README.md"]
