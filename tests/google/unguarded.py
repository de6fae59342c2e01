"""`python -m tests.google.unguarded`: each guard of C17 to C22 taken out of a copy, and its check seen to fail."""

import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
CHECKS = "tests/google/test_c17_to_c22.py"
CONSENTS, CONNECTIONS, RENEWING = (f"services/{name}.py" for name in ("consents", "connections", "renewing"))
OAUTH, STORE, SEAL = "calendars/google/oauth.py", "store/connections.py", "store/seal.py"


class Guard(NamedTuple):
    """A line that a check rests on: `instead` of it, in the module `at`, and the checks that must turn red."""

    name: str
    at: str
    line: str
    instead: str
    check: str


GUARDS = (
    Guard(
        "C17 browser",
        CONSENTS,
        " or not compare_digest(consent.browser_hash, _hash(browser))",
        "",
        "not_of_this_browser and session",
    ),
    Guard("C17 purpose", CONSENTS, " or consent.purpose != purpose", "", "serves_the_purpose"),
    Guard("C17 end", CONSENTS, "if consent.expires_at <= now:", "if False:", "eleven_minutes"),
    Guard(
        "C17 once",
        STORE,
        "delete(consents).where(consents.c.state_hash == state_hash).returning(*consents.c)",
        "select(consents).where(consents.c.state_hash == state_hash)",
        "a_state_works_once",
    ),
    Guard("C17 hashes", CONSENTS, "sha256(secret.encode()).hexdigest()", "secret", "only_hashes"),
    Guard(
        "C18 PKCE",
        OAUTH,
        "code_verifier=verifier)",
        "code_verifier=verifier, autogenerate_code_verifier=False)",
        "without_its_verifier",
    ),
    Guard("C18 address", OAUTH, "redirect_uri=client.redirect,", "redirect_uri=client.redirect + '/',", "sends_back"),
    Guard("C19 issuer", CONSENTS, "if issuer and issuer != client.issuer:", "if False:", "another_issuer"),
    Guard("C19 code", CONSENTS, "    except NeedsReconnect:", "    except KeyError:", "a_code_works_once"),
    Guard("C20 scopes", OAUTH, "auth/calendar.events.readonly", "auth/calendar.events", "exactly_two"),
    Guard("C20 ticked", CONSENTS, "oauth.READ - tokens.scopes:", "frozenset[str]():", "left_out"),
    Guard("C20 given back", CONSENTS, "if not _works(database, user_id, why):", "if False:", "left_out"),
    Guard(
        "C21 seal",
        SEAL,
        "self._fernet.encrypt(json.dumps([owner, text]).encode()).decode()",
        "__import__('base64').b64encode(json.dumps([owner, text]).encode()).decode()",
        "never_sealed_alike",
    ),
    Guard("C21 owner", SEAL, "if whose != owner:", "if False:", "for_its_owner"),
    Guard("C21 log", OAUTH, 'getLogger("requests_oauthlib")', 'getLogger("nobody")', "no_token_can_be_read"),
    Guard("C22 claim", STORE, "table.c.lost_at.is_(None), free)", "table.c.lost_at.is_(None))", "two_workers"),
    Guard("C22 lease", STORE, ", table.c.leased_until <= now)", ")", "killed_between"),
    Guard("C22 lost", RENEWING, "if store.mark_lost(", "if not store.mark_lost(", "taken_back"),
    Guard("C22 forgotten", CONNECTIONS, "store.remove_connection(db, user.id, connection_id)", "pass", "ends_all"),
    Guard("C22 queued", CONNECTIONS, "store.add_revocation(db, user_id, one)", "pass", "told_later"),
)


def without(guard: Guard, folder: Path) -> subprocess.CompletedProcess[str]:
    """Runs its check, on SQLite, with a copy of tracker, kept in this folder, from which the guard was taken."""
    shutil.copytree(ROOT / "tracker", folder / "tracker", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    for name in ("tests", "templates"):
        (folder / name).symlink_to(ROOT / name)
    module = folder / "tracker" / guard.at
    module.write_text(module.read_text().replace(guard.line, guard.instead))
    words = ["-q", "-x", "-p", "no:cacheprovider", "-k", f"({guard.check}) and not postgresql", CHECKS]
    return subprocess.run(
        [sys.executable, "-m", "pytest", *words], cwd=folder, capture_output=True, text=True, timeout=120
    )


def main() -> int:
    """Takes out one after the other; how many checks noticed nothing."""
    blind = 0
    for guard in GUARDS:
        with tempfile.TemporaryDirectory() as folder:
            red = without(guard, Path(folder)).returncode == 1
        blind += not red
        print(f"{guard.name:16} {'red' if red else 'GREEN: nobody noticed'}", flush=True)
    return blind


if __name__ == "__main__":
    sys.exit(main())
