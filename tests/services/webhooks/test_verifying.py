"""The verifier of docs/webhooks.md, run on notices that really came, and on what did not come from us."""

import re
from pathlib import Path

import pytest

from tests.making import NOW
from tracker.calendars.webhook import new_secret
from tracker.services import webhooks

DOCS = Path(__file__).parents[3] / "docs/webhooks.md"
LATER = NOW.timestamp() + 30


@pytest.fixture
def verifies(hook, promised):
    """The documented function, asked about a notice that came, or that was changed on its way."""
    names = {}
    (code,) = re.findall(r"```python\n(.*?)```", DOCS.read_text(), re.DOTALL)
    exec(code, names)
    promised()
    hook.tell()

    def verified(secret=hook.secret, now=LATER, body=None, **headers):
        came = hook.taker.came[-1]
        told = came.headers | {name.replace("_", "-"): value for name, value in headers.items()}
        return names["came_from_tracker"](secret, told, came.body if body is None else body, now=lambda: now)

    return verified


def test_what_came_is_believed(verifies):
    assert verifies()


def test_it_is_believed_with_either_secret_while_one_takes_the_others_place(verifies, hook, database, doors, efua):
    anew = webhooks.renew(database, doors.seal, efua, hook.id, NOW)
    webhooks.attempt(doors, efua, hook.id, NOW)
    assert verifies()
    assert verifies(secret=anew)


@pytest.mark.parametrize(
    "but",
    [
        {"secret": new_secret()},
        {"body": b'{"type":"promise.delivered"}'},
        {"webhook_id": "msg_another"},
        {"webhook_timestamp": str(int(NOW.timestamp()) + 1)},
        {"webhook_signature": "v1,AAAA"},
        {"now": LATER + 300},
    ],
)
def test_what_was_changed_is_of_another_or_is_old_is_not(verifies, but):
    assert not verifies(**but)
