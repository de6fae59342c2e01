"""compose.yaml read strictly: each key that the Compose specification knows and that is used here, and no other.

`docker compose config` would do this; it is not everywhere where Docker's client is. A key that is misspelt, stands
twice or holds another type is an error, and a variable must say what is missing if it is not set.
"""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated, Any, Literal

import yaml
from pydantic import AfterValidator, BaseModel, ConfigDict, Field

VARIABLE = re.compile(r"\$\{([A-Z_]+):\?([^}]+)\}")


def _duration(text: str) -> str:
    if not re.fullmatch(r"(\d+(h|m|s|ms))+", text):
        raise ValueError("should be a duration such as 30s")
    return text


def _size(text: str) -> str:
    if not re.fullmatch(r"\d+[kmg]", text):
        raise ValueError("should be a size such as 64m")
    return text


Duration = Annotated[str, AfterValidator(_duration)]
Size = Annotated[str, AfterValidator(_size)]
Words = list[Annotated[str, Field(min_length=1)]]


class Strict(BaseModel):
    """No key but those named, no type but those said."""

    model_config = ConfigDict(extra="forbid", strict=True)


class Health(Strict):
    """How the engine sees whether a service is well."""

    test: Words = []
    interval: Duration = "30s"
    timeout: Duration = "30s"
    start_period: Duration = "0s"
    retries: int = 3
    disable: bool = False


class Condition(Strict):
    """What another service must have come to before this one begins."""

    condition: Literal["service_started", "service_healthy", "service_completed_successfully"]


class Build(Strict):
    """How an image is made."""

    context: str
    dockerfile: str


class Logging(Strict):
    """Where lines go."""

    driver: str
    options: Mapping[str, str]


class Service(Strict):
    """One of them."""

    image: str
    build: Build | None = None
    command: Words = []
    restart: Literal["no", "always", "on-failure", "unless-stopped"] = "no"
    user: Annotated[str, Field(pattern=r"^\d+:\d+$")] = "0:0"
    read_only: bool = False
    cap_drop: Words = []
    cap_add: Words = []
    security_opt: Words = []
    tmpfs: Words = []
    volumes: Words = []
    shm_size: Size = "64m"
    mem_limit: Size = "0m"
    pids_limit: int = 0
    environment: Mapping[str, str] = {}
    secrets: Words = []
    networks: Words = []
    ports: Words = []
    depends_on: Mapping[str, Condition] = {}
    healthcheck: Health | None = None
    stop_grace_period: Duration = "10s"
    logging: Logging


class Network(Strict):
    """Who can speak to whom."""

    internal: bool = False


class Volume(Strict):
    """What stays."""


class Secret(Strict):
    """A file that is handed over."""

    file: str


class Compose(Strict):
    """The whole file."""

    name: str
    services: Mapping[str, Service]
    networks: Mapping[str, Network]
    volumes: Mapping[str, Volume]
    secrets: Mapping[str, Secret]


class _Once(yaml.SafeLoader):
    """Refuses a key that stands twice in one place; the library takes the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        names = [key.value for key, _ in node.value if key.tag != "tag:yaml.org,2002:merge"]
        before = {key.value for key, _ in node.value} if getattr(node, "merged", False) else set()
        twice = {name for name in names if names.count(name) > 1} - before
        if twice:
            raise yaml.constructor.ConstructorError(None, None, f"twice: {twice}", node.start_mark)
        node.merged = True
        return super().construct_mapping(node, deep)


def read(path: Path, environ: Mapping[str, str]) -> Compose:
    """What the file means with these variables; an error that names the place if it means nothing."""
    told = yaml.load(path.read_text(), _Once)
    parts = {key: value for key, value in told.items() if not key.startswith("x-")}
    return Compose.model_validate(_filled(parts, environ))


def _filled(value: Any, environ: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        return {key: _filled(one, environ) for key, one in value.items()}
    if isinstance(value, list):
        return [_filled(one, environ) for one in value]
    return VARIABLE.sub(lambda found: environ[found[1]], value) if isinstance(value, str) else value
