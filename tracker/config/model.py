"""Every setting there is, as one frozen model; `config.example.toml` explains each."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

PREFIX = "TRACKER_"
DATABASES = ("sqlite:///", "postgresql://", "postgresql+psycopg://")
SIGN_AT_LEAST = 32  # letters: below this a signing key can be guessed
METRICS_AT_LEAST = 20  # letters
NEW_KEY = "make one with: python3 -c 'import base64, os; print(base64.urlsafe_b64encode(os.urandom(32)).decode())'"
Port = Annotated[int, Field(ge=1, le=65535)]


class ConfigTrouble(Exception):
    """What is wrong with the settings: one line each, with its key, where it stands, and the remedy."""

    def __init__(self, complaints: Iterable[str]) -> None:
        self.complaints = tuple(complaints)
        super().__init__("\n".join(self.complaints))


def _address(url: str) -> str:
    if not re.fullmatch(r"https?://[^\s/?#]+(/[^\s?#]*)?", url):
        raise ValueError("should be an address such as https://tracker.example.com, without ? or #")
    return url.rstrip("/")


def _database(url: SecretStr) -> SecretStr:
    if not url.get_secret_value().startswith(DATABASES):
        raise ValueError("should begin with sqlite:/// or postgresql://")
    return url


def _sender(text: str) -> str:
    if not re.fullmatch(r"[^\r\n]*[^\s@<>]+@[^\s@<>]+>?", text):
        raise ValueError("should be a mail address, such as tracker@example.com or Tracker <tracker@example.com>")
    return text


def _client(text: str) -> str:
    if not re.fullmatch(r"[\w.-]+", text):
        raise ValueError("should be the client ID that Google shows; it ends in .apps.googleusercontent.com")
    return text


def _recipient(text: str) -> str:
    if not re.fullmatch(r"age1[02-9ac-hj-np-z]{58}", text):
        raise ValueError("should be the recipient that age-keygen shows: age1 and 58 small letters and digits")
    return text


def _loopback(url: str) -> str:
    if not re.fullmatch(r"http://(127\.0\.0\.1|localhost|\[::1\])(:\d+)?/?", url):
        raise ValueError("should be an address on this machine, such as http://127.0.0.1:4017; leave it out")
    return url.rstrip("/")


def _seal_keys(text: SecretStr) -> SecretStr:
    if not split(text) or not all(re.fullmatch(r"[A-Za-z0-9_-]{43}=", key) for key in split(text)):
        raise ValueError("should be 32 random bytes in url-safe base64 (44 letters); " + NEW_KEY)
    return text


def _sign_keys(text: SecretStr) -> SecretStr:
    if min((len(key) for key in split(text)), default=0) < SIGN_AT_LEAST:
        raise ValueError(f"should have at least {SIGN_AT_LEAST} letters; " + NEW_KEY)
    return text


def _metrics_token(text: SecretStr) -> SecretStr:
    if len(text.get_secret_value()) < METRICS_AT_LEAST:
        raise ValueError(f"should have at least {METRICS_AT_LEAST} letters; " + NEW_KEY)
    return text


def split(text: SecretStr) -> tuple[str, ...]:
    """The keys in one setting, parted by spaces or commas, the newest first."""
    return tuple(text.get_secret_value().replace(",", " ").split())


class Section(BaseModel):
    """What all sections share: a misspelt key is a fault, and no fault ever shows a value."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


class Service(Section):
    """Where the pages are served. `proxies`: how many of ours stand in front, whose forwarded headers we believe.
    `hosted`: for many people, by `tracker web` and `tracker worker`; what `safe` demands is then in force.
    """

    hosted: bool = False
    host: str = Field("127.0.0.1", min_length=1)
    port: Port = 8000
    base_url: Annotated[str, AfterValidator(_address)] | None = None  # None: made from host and port
    proxies: int = Field(0, ge=0, le=9)
    log: Literal["text", "json"] | None = None  # None: json where it is hosted, else text
    metrics_token: Annotated[SecretStr, AfterValidator(_metrics_token)] | None = None  # None: nobody may read them
    worker_port: Port | None = None  # None: a worker tells nobody how it is


class DatabaseSection(Section):
    """Where we remember; the address is secret since it may hold a password."""

    url: Annotated[SecretStr, AfterValidator(_database)] | None = None  # None: SQLite in the data folder


class Calendars(Section):
    """How calendars are asked. `allow_private` lets a feed's address lead into the own network."""

    allow_private: bool = False
    sync_minutes: int = Field(15, ge=5)


class Mail(Section):
    """The server that takes our letters. Certificates are always verified, against `ca_file` where one is given."""

    host: str = Field(min_length=1)
    security: Literal["starttls", "tls"] = "starttls"
    port: Port = Field(default_factory=lambda given: 465 if given.get("security") == "tls" else 587)
    user: str = ""
    password: SecretStr = SecretStr("")
    sender: Annotated[str, AfterValidator(_sender)] = Field(alias="from")
    ca_file: Path | None = None  # None: the system's authorities

    @model_validator(mode="after")
    def _both(self) -> "Mail":
        if bool(self.user) != bool(self.password.get_secret_value()):
            raise ValueError("user and password go together: set both, or neither")
        return self


class Google(Section):
    """Our client at Google, as its console gives it. Without one, Google calendars come by their ICS address alone.

    `stand_in` is the address of a server on this machine that is asked instead of Google, for trying things out.
    """

    client_id: Annotated[str, AfterValidator(_client)]
    client_secret: SecretStr = Field(min_length=1)
    stand_in: Annotated[str, AfterValidator(_loopback)] | None = None  # None: Google itself


class Backup(Section):
    """Back-ups made by themselves, so many hours apart; 0: none are. `recipient`: the age key that seals them."""

    folder: Path | None = None  # None: `backups` in the data folder, or none are made where it is hosted
    hours: int = Field(24, ge=0, le=24 * 31)
    keep: int = Field(7, ge=1, le=1_000)
    recipient: Annotated[str, AfterValidator(_recipient)] | None = None  # None: they are not sealed


class QuotasSection(Section):
    """How much one user may have; an owner may say otherwise for somebody on the page of who is here."""

    calendars: int = Field(20, ge=1, le=1_000)
    upload: int = Field(10, ge=1, le=10)  # MiB; more is never read
    promises: int = Field(50_000, ge=1, le=10**6)
    people: int = Field(10_000, ge=1, le=10**6)
    gives: int = Field(50_000, ge=1, le=10**6)
    tokens: int = Field(50, ge=0, le=50)
    webhooks: int = Field(10, ge=0, le=10)


class KeysSection(Section):
    """The keys that seal secrets at rest and sign links; several in one setting rotate, the newest first."""

    seal: Annotated[SecretStr, AfterValidator(_seal_keys)]
    sign: Annotated[SecretStr, AfterValidator(_sign_keys)]


class Config(BaseSettings):
    """All settings. Making one reads nothing by itself: `load` gathers what was given.

    Without `google`, nobody is offered to connect it. Without `mail`, letters land in a Maildir in the data folder;
    without `keys`, they are made there at first start.
    """

    model_config = SettingsConfigDict(
        env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid", frozen=True, hide_input_in_errors=True
    )

    data: Path = Path("data")
    service: Service = Service()
    database: DatabaseSection = DatabaseSection()
    calendars: Calendars = Calendars()
    mail: Mail | None = None
    google: Google | None = None
    backup: Backup = Backup()
    quotas: QuotasSection = QuotasSection()
    keys: KeysSection | None = None

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        *_others: PydanticBaseSettingsSource,
        **_more: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Only what is handed in: `load` says what the world holds, and remembers where each value stood."""
        return (init_settings,)

    @property
    def base_url(self) -> str:
        """The address that links begin with, without a slash at its end."""
        host = f"[{self.service.host}]" if ":" in self.service.host else self.service.host
        return self.service.base_url or f"http://{host}:{self.service.port}"

    @property
    def log(self) -> Literal["text", "json"]:
        """The shape of log lines."""
        return self.service.log or ("json" if self.service.hosted else "text")

    @property
    def database_url(self) -> str:
        """The address for SQLAlchemy, PostgreSQL by psycopg 3."""
        if self.database.url is None:
            return f"sqlite:///{self.data / 'tracker.sqlite3'}"
        return self.database.url.get_secret_value().replace("postgresql://", "postgresql+psycopg://", 1)

    @property
    def backups(self) -> Path | None:
        """Where back-ups go that are made by themselves; None: none are."""
        usual = None if self.service.hosted else self.data / "backups"
        return (self.backup.folder or usual) if self.backup.hours else None


def known() -> tuple[str, ...]:
    """Every setting there is, as `section.key`, in the order of the model."""
    return tuple(key for key, _ in _settings())


def secret() -> frozenset[str]:
    """Those of them that no stranger may read."""
    return frozenset(key for key, annotation in _settings() if SecretStr in _kinds(annotation))


def _settings() -> Iterator[tuple[str, Any]]:
    for name, field in Config.model_fields.items():
        section = next((kind for kind in _kinds(field.annotation) if issubclass(kind, Section)), None)
        if section is None:
            yield name, field.annotation
        else:
            yield from ((f"{name}.{one.alias or key}", one.annotation) for key, one in section.model_fields.items())


def _kinds(annotation: Any) -> tuple[type, ...]:
    """The types that one is made of, whatever else is said of them."""
    if not hasattr(annotation, "__args__"):
        return (annotation,) if isinstance(annotation, type) else ()
    return tuple(kind for part in annotation.__args__ for kind in _kinds(part))
