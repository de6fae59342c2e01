"""Settings: which wins, what is refused, and that no secret is ever shown."""

import os
import re
import tomllib
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tracker.config import ConfigTrouble, keys, load
from tracker.config.model import known

EXAMPLE = Path(__file__).parents[1] / "config.example.toml"
SEAL = "c2VhbHNlYWxzZWFsc2VhbHNlYWxzZWFsc2VhbHNlYWw="
OLD_SEAL = "b2xkc2VhbG9sZHNlYWxvbGRzZWFsb2xkc2VhbG9sZHM="
SIGN = "a-signing-key-of-enough-letters-for-us"


def written(folder: Path, text: str) -> Path:
    file = folder / "config.toml"
    file.write_text(text)
    return file


def complaints(folder: Path, text: str = "", environ: dict[str, str] | None = None) -> tuple[str, ...]:
    written(folder, text)
    with pytest.raises(ConfigTrouble) as trouble:
        load(None, environ or {}, folder=folder)
    return trouble.value.complaints


def test_nothing_need_be_set(tmp_path: Path) -> None:
    config = load(None, {}, folder=tmp_path)
    assert (config.service.host, config.service.port, config.base_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert config.data == tmp_path / "data"
    assert config.database_url == f"sqlite:///{tmp_path}/data/tracker.sqlite3"
    assert (config.calendars.sync_minutes, config.calendars.allow_private) == (15, False)
    assert (config.mail, config.keys) == (None, None)


def test_what_is_given_more_closely_wins(tmp_path: Path) -> None:
    written(tmp_path, '[service]\nhost = "file"\nport = 1\nproxies = 1\nbase_url = "http://file.example"')
    (tmp_path / "secret").write_text("3\n")
    environ = {
        "TRACKER_SERVICE__PORT_FILE": str(tmp_path / "secret"),
        "TRACKER_SERVICE__PROXIES_FILE": str(tmp_path / "secret"),
        "TRACKER_SERVICE__PROXIES": "4",
        "TRACKER_SERVICE__HOST": "environment",
    }
    service = load(None, environ, folder=tmp_path, over={"service": {"host": "typed"}}).service
    assert service.base_url == "http://file.example"
    assert (service.host, service.port, service.proxies) == ("typed", 3, 4)


def test_the_data_folder_may_come_from_the_environment(tmp_path: Path) -> None:
    assert load(None, {"TRACKER_DATA": "/srv/tracker"}, folder=tmp_path).data == Path("/srv/tracker")


def test_a_named_file_that_is_missing_is_a_fault(tmp_path: Path) -> None:
    for path, environ in ((Path("gone.toml"), {}), (None, {"TRACKER_CONFIG": "gone.toml"})):
        with pytest.raises(ConfigTrouble, match=r"gone\.toml: there is no such file; copy"):
            load(path, environ, folder=tmp_path)


def test_a_file_that_is_not_toml_is_a_fault_with_its_line(tmp_path: Path) -> None:
    assert "config.toml: is not TOML" in complaints(tmp_path, "[service\n")[0]
    assert "line 1" in complaints(tmp_path, "[service\n")[0]


WRONG = [
    ('[service]\nbase_url = "tracker"', "should be an address such as https://tracker.example.com, without ? or #"),
    (
        '[keys]\nseal = "short"\nsign = "x"',
        "should be 32 random bytes in url-safe base64 (44 letters); make one with",
    ),
    ("zzzzzzzz = 1", "zzzzzzzz is not a setting; see config.example.toml"),
    (
        '[mail]\nhost = "smtp.example.com"\nfrom = "ama"',
        "mail.from should be a mail address, such as tracker@example.com or Tracker <tracker@example.com>",
    ),
    (
        '[google]\nclient_id = "of Efua"\nclient_secret = "hush"',
        "google.client_id should be the client ID that Google shows; it ends in .apps.googleusercontent.com",
    ),
    (
        '[google]\nclient_id = "1-a"\nclient_secret = "hush"\nstand_in = "http://google.example.com"',
        "google.stand_in should be an address on this machine, such as http://127.0.0.1:4017; leave it out",
    ),
    (
        '[backup]\nrecipient = "age1short"',
        "backup.recipient should be the recipient that age-keygen shows: age1 and 58 small letters and digits",
    ),
]


@pytest.mark.parametrize(("text", "says"), WRONG)
def test_each_setting_that_will_not_do_is_told_what_it_should_be(tmp_path: Path, text: str, says: str) -> None:
    assert any(says in one for one in complaints(tmp_path, text))


def test_all_faults_are_told_at_once_each_with_its_key_and_place(tmp_path: Path) -> None:
    text = 'dta = "x"\n[service]\nprot = 1\nport = "many"\n[database]\nurl = "mysql://x"\n[mail]\nuser = "ama"'
    told = complaints(tmp_path, text, {"TRACKER_CALENDARS__SYNC_MINUTES": "3", "TRACKER_MIAL__HOST": "x"})
    assert told == (
        "config.toml: dta is not a setting; did you mean data?",
        "environment: mial is not a setting; did you mean mail?",
        "config.toml: service.port should be a valid integer, unable to parse string as an integer",
        "config.toml: service.prot is not a setting; did you mean service.port?",
        "config.toml: database.url should begin with sqlite:/// or postgresql://",
        "environment: calendars.sync_minutes should be greater than or equal to 5",
        "mail.host is missing; set it in config.toml, or as TRACKER_MAIL__HOST",
        "mail.from is missing; set it in config.toml, or as TRACKER_MAIL__FROM",
    )


def test_no_complaint_shows_a_value(tmp_path: Path) -> None:
    text = '[keys]\nseal = "planted-seal"\nsign = "planted"\n[database]\nurl = "planted://x"\n'
    text += f'[mail]\npassword = ["{SIGN}"]'
    told = "\n".join(complaints(tmp_path, text, {"TRACKER_SERVICE__PORT": "planted"}))
    assert "planted" not in told
    assert SIGN not in told


def test_no_secret_shows_in_a_printed_config(tmp_path: Path) -> None:
    written(
        tmp_path, f'[keys]\nseal = "{SEAL}"\nsign = "{SIGN}"\n[database]\nurl = "postgresql://ama:hush@db/tracker"'
    )
    config = load(None, {}, folder=tmp_path)
    assert not any(secret in repr(config) for secret in (SEAL, SIGN, "hush"))
    assert config.database_url == "postgresql+psycopg://ama:hush@db/tracker"


def test_what_a_neighbour_sets_is_left_alone(tmp_path: Path) -> None:
    environ = {"TRACKER_PORT": "tcp://10.0.0.1:80", "TRACKER_SERVICE_HOST": "10.0.0.1", "TRACKER_SERVICE": "x"}
    assert load(None, environ, folder=tmp_path).service.port == 8000


def test_a_secret_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    told = complaints(tmp_path, environ={"TRACKER_MAIL__PASSWORD_FILE": str(tmp_path / "gone")})
    assert told == ("TRACKER_MAIL__PASSWORD_FILE: the file it names cannot be read: No such file or directory",)


def test_the_mail_port_follows_the_security_unless_it_is_set(tmp_path: Path) -> None:
    text = '[mail]\nhost = "smtp.example.com"\nfrom = "Tracker <tracker@example.com>"\nca_file = "/x.pem"\n'
    for more, port in (("", 587), ('security = "tls"', 465), ('security = "tls"\nport = 2465', 2465)):
        written(tmp_path, text + more)
        mail = load(None, {}, folder=tmp_path).mail
        assert mail is not None
        assert (mail.port, mail.sender) == (port, "Tracker <tracker@example.com>")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('user = "ama"', "config.toml: mail user and password go together: set both, or neither"),
        ('security = "none"', "config.toml: mail.security should be 'starttls' or 'tls'"),
        ("port = 0", "config.toml: mail.port should be greater than or equal to 1"),
    ],
)
def test_mail_never_goes_out_half_secured(tmp_path: Path, text: str, told: str) -> None:
    assert complaints(tmp_path, f'[mail]\nhost = "smtp.example.com"\nfrom = "t@example.com"\n{text}') == (told,)


@pytest.mark.parametrize("sender", ["ama", "a@b.example\\nBcc: kofi@example.com", "@", ""])
def test_a_sender_is_one_mail_address(tmp_path: Path, sender: str) -> None:
    (told,) = complaints(tmp_path, f'[mail]\nhost = "smtp.example.com"\nfrom = "{sender}"')
    assert told.startswith("config.toml: mail.from should be a mail address")


@pytest.mark.parametrize("url", ["tracker.example.com", "https://", "ftp://x.example", "https://x.example/?a=1"])
def test_a_base_address_is_whole(tmp_path: Path, url: str) -> None:
    (told,) = complaints(tmp_path, f'[service]\nbase_url = "{url}"')
    assert told.startswith("config.toml: service.base_url should be an address")


def test_back_ups_are_made_at_home_unless_that_is_switched_off(tmp_path: Path) -> None:
    config = load(None, {}, folder=tmp_path)
    assert config.backups == config.data / "backups"
    assert config.model_copy(update={"service": config.service.model_copy(update={"hosted": True})}).backups is None
    assert load(None, {"TRACKER_BACKUP__HOURS": "0"}, folder=tmp_path).backups is None
    assert load(None, {"TRACKER_BACKUP__FOLDER": "/mnt/other"}, folder=tmp_path).backups == Path("/mnt/other")


def test_a_recipient_is_what_age_shows(tmp_path: Path) -> None:
    with pytest.raises(ConfigTrouble, match=r"backup\.recipient.*age1 and 58"):
        load(None, {"TRACKER_BACKUP__RECIPIENT": "age1short"}, folder=tmp_path)
    sealed_for = "age1" + "q" * 58
    assert load(None, {"TRACKER_BACKUP__RECIPIENT": sealed_for}, folder=tmp_path).backup.recipient == sealed_for


def test_a_slash_at_the_end_of_the_base_address_is_dropped(tmp_path: Path) -> None:
    environ = {"TRACKER_SERVICE__BASE_URL": "https://example.com/tracker/"}
    assert load(None, environ, folder=tmp_path).base_url == "https://example.com/tracker"


def test_the_example_names_every_setting_and_no_other(tmp_path: Path) -> None:
    assert example_keys(uncommented()) == set(known())


def test_the_example_says_what_holds_when_a_setting_is_left_out(tmp_path: Path) -> None:
    config = load(None, {}, folder=tmp_path)
    said = uncommented()
    examples = {key: said["service"][key] for key in ("base_url", "log", "metrics_token", "worker_port")}
    assert said["service"] == config.service.model_dump() | examples
    assert said["calendars"] == config.calendars.model_dump()
    assert said["backup"] == config.backup.model_dump() | {
        key: said["backup"][key] for key in ("folder", "recipient")
    }
    assert tmp_path / said["data"] == config.data


def test_the_example_can_be_copied_as_it_is(tmp_path: Path) -> None:
    written(tmp_path, EXAMPLE.read_text())
    assert load(None, {}, folder=tmp_path) == load(None, {}, folder=tmp_path / "elsewhere").model_copy(
        update={"data": tmp_path / "data"}
    )


def uncommented() -> dict:
    """The example with each setting switched on: prose has a space after its #, a setting has none."""
    return tomllib.loads(re.sub(r"(?m)^#(?=[\w\[])", "", EXAMPLE.read_text()))


def example_keys(said: dict) -> set[str]:
    return {
        f"{name}.{key}" if key else name
        for name, value in said.items()
        for key in (value if isinstance(value, dict) else [""])
    }


def test_keys_are_made_once_for_their_owner_alone(tmp_path: Path) -> None:
    config = load(None, {}, folder=tmp_path)
    made = keys(config)
    assert keys(config) == made
    assert oct((tmp_path / "data").stat().st_mode & 0o777) == "0o700"
    assert [(file.name, oct(file.stat().st_mode & 0o777)) for file in (tmp_path / "data").iterdir()] == [
        ("keys.toml", "0o600")
    ]
    assert made.seal != made.sign


def test_many_that_start_at_once_have_the_same_keys(tmp_path: Path) -> None:
    config = load(None, {}, folder=tmp_path)
    with ThreadPoolExecutor(8) as pool:
        assert len(set(pool.map(lambda _: keys(config), range(8)))) == 1


def test_a_key_file_that_others_can_read_is_refused_with_the_remedy(tmp_path: Path) -> None:
    config = load(None, {}, folder=tmp_path)
    keys(config)
    os.chmod(tmp_path / "data/keys.toml", 0o640)
    with pytest.raises(ConfigTrouble, match="others can read it; close it with: chmod 600"):
        keys(config)


def test_a_broken_key_file_is_never_replaced(tmp_path: Path) -> None:
    config = load(None, {}, folder=tmp_path)
    keys(config)
    (tmp_path / "data/keys.toml").write_text('seal = "half')
    with pytest.raises(ConfigTrouble, match=r"keys\.toml: is not a key file; put it back from your copy"):
        keys(config)
    assert (tmp_path / "data/keys.toml").read_text() == 'seal = "half'


def test_keys_that_are_set_are_taken_newest_first_and_nothing_is_written(tmp_path: Path) -> None:
    environ = {"TRACKER_KEYS__SEAL": f"{SEAL} {OLD_SEAL}", "TRACKER_KEYS__SIGN": SIGN}
    held = keys(load(None, environ, folder=tmp_path))
    assert (held.seal, held.sign) == ((SEAL, OLD_SEAL), (SIGN,))
    assert list(tmp_path.iterdir()) == []


def test_a_data_folder_that_cannot_be_made_is_a_plain_complaint(tmp_path: Path) -> None:
    written(tmp_path, 'data = "a file/data"')
    (tmp_path / "a file").touch()
    with pytest.raises(ConfigTrouble, match=r"data: the folder .*a file/data cannot be made .* name another"):
        keys(load(None, {}, folder=tmp_path))
