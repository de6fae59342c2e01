"""What a file, secret files, the environment and the command line say, gathered; all complaints come at once.

Later wins: defaults, config.toml, `TRACKER_SECTION__KEY_FILE` (names a file that holds the value),
`TRACKER_SECTION__KEY`, command line.
"""

import tomllib
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails
from pydantic_settings import EnvSettingsSource

from tracker.config.model import PREFIX, Config, ConfigTrouble, known, secret
from tracker.config.safe import unsafe

Given = dict[str, Any]


class Origin(NamedTuple):
    """One place that settings come from: its name for complaints, and what it gave."""

    place: str
    given: Given

    def has(self, key: Iterable[str | int]) -> bool:
        """Whether it gave this key."""
        inside: Any = self.given
        for part in key:
            if not isinstance(inside, dict) or part not in inside:
                return False
            inside = inside[part]
        return True


class Environment(EnvSettingsSource):
    """The environment's settings, out of a mapping that is handed in."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        super().__init__(Config)
        self.env_vars = {name.lower(): value for name, value in environ.items()}


def load(
    path: Path | None, environ: Mapping[str, str], *, folder: Path | None = None, over: Given | None = None
) -> Config:
    """The settings in force, or ConfigTrouble with every fault at once.

    Without a path, TRACKER_CONFIG names the file, else `config.toml` in the working folder is read if it is there.
    `over` is what the command line says, as `{"service": {"port": 8080}}`; relative paths start at `folder`.
    """
    folder = folder or Path.cwd()
    origins = _origins(path or _named(environ), environ, folder, over or {})
    complaints = [line for origin in origins for line in _unplaced(origin)]
    merged: Given = {}
    for origin in origins:
        merged = _merge(merged, origin.given)
    try:
        config = Config(**{key: value for key, value in merged.items() if key in Config.model_fields})
    except ValidationError as error:
        faults = [fault for fault in error.errors() if fault["type"] != "default_factory_not_called"]
        raise ConfigTrouble(complaints + [_complaint(fault, origins) for fault in faults]) from None
    if config.service.hosted:
        complaints += unsafe(config, environ, _secret_files(path or _named(environ), environ, folder))
    if complaints:
        raise ConfigTrouble(complaints)
    return config.model_copy(update={"data": folder / config.data.expanduser()})


def _named(environ: Mapping[str, str]) -> Path | None:
    name = environ.get(PREFIX + "CONFIG", "")
    return Path(name) if name else None


def _secret_files(path: Path | None, environ: Mapping[str, str], folder: Path) -> list[Path]:
    """The files that a secret was read from: the settings if they hold one, and those that the environment names."""
    settings = folder / (path or "config.toml")
    holds = settings.exists() and any(_file(path, folder).has(key.split(".")) for key in secret())
    named = {_env_key(name.removesuffix("_FILE")): file for name, file in environ.items() if _is_secret_file(name)}
    return [settings] * holds + [folder / file for key, file in named.items() if file and key in secret()]


def _origins(path: Path | None, environ: Mapping[str, str], folder: Path, over: Given) -> list[Origin]:
    """From the weakest to the strongest."""
    ours = {name: value for name, value in environ.items() if value and _is_ours(name)}
    files = {name.removesuffix("_FILE"): _held(name, file) for name, file in ours.items() if _is_secret_file(name)}
    plain = {name: value for name, value in ours.items() if not _is_secret_file(name)}
    return [
        _file(path, folder),
        Origin("a secret file", Environment(files)()),
        Origin("environment", {**_strangers(plain), **Environment(plain)()}),
        Origin("command line", over),
    ]


def _file(path: Path | None, folder: Path) -> Origin:
    file = folder / (path or "config.toml")
    if path is None and not file.exists():
        return Origin(file.name, {})
    try:
        return Origin(str(path or file.name), tomllib.loads(file.read_text(encoding="utf-8")))
    except FileNotFoundError:
        raise ConfigTrouble(
            [f"{path}: there is no such file; copy config.example.toml to it, or name another"]
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigTrouble([f"{file}: cannot be read: {error}"]) from None
    except tomllib.TOMLDecodeError as error:
        raise ConfigTrouble([f"{file}: is not TOML: {error}"]) from None


def _is_ours(name: str) -> bool:
    """Not all that begins with TRACKER_ is: Kubernetes sets TRACKER_PORT beside any service called tracker."""
    return name.startswith(PREFIX) and ("__" in name or _env_key(name.removesuffix("_FILE")) in known())


def _is_secret_file(name: str) -> bool:
    return name.endswith("_FILE") and _env_key(name.removesuffix("_FILE")) in known()


def _held(name: str, file: str) -> str:
    try:
        return Path(file).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise ConfigTrouble([f"{name}: the file it names cannot be read: {reason}"]) from None


def _strangers(environ: Mapping[str, str]) -> Given:
    """What was meant for a section that does not exist; pydantic-settings passes over it in silence."""
    sections = {_env_key(name).partition(".")[0] for name in environ if "__" in name}
    return {section: {} for section in sections - Config.model_fields.keys()}


def _env_key(name: str) -> str:
    return name.removeprefix(PREFIX).lower().replace("__", ".")


def _unplaced(origin: Origin) -> list[str]:
    return [f"{origin.place}: {name} {_unknown(name)}" for name in origin.given if name not in Config.model_fields]


def _unknown(key: str) -> str:
    near = get_close_matches(key, [*known(), *Config.model_fields], n=1)
    return "is not a setting; " + (f"did you mean {near[0]}?" if near else "see config.example.toml")


def _merge(under: Given, over: Given) -> Given:
    """Both, the second winning key by key inside of sections."""
    both = {key: _merge(under[key], over[key]) for key in under.keys() & over.keys() if _sections(under, over, key)}
    return {**under, **over, **both}


def _sections(under: Given, over: Given, key: str) -> bool:
    return isinstance(under[key], dict) and isinstance(over[key], dict)


def _complaint(fault: ErrorDetails, origins: list[Origin]) -> str:
    key = ".".join(str(part) for part in fault["loc"])
    place = next((origin.place for origin in reversed(origins) if origin.has(fault["loc"])), "")
    return ": ".join(filter(None, (place, f"{key} {_wrong(fault, key)}")))


def _wrong(fault: ErrorDetails, key: str) -> str:
    if fault["type"] == "extra_forbidden":
        return _unknown(key)
    if fault["type"] == "missing":
        return f"is missing; set it in config.toml, or as {PREFIX}{key.upper().replace('.', '__')}"
    return fault["msg"].removeprefix("Value error, ").replace("Input should", "should")
