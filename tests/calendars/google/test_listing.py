"""A Google that tells ever more: it is left at a bound, in words, and nothing is kept of it."""

import pytest

from tests.calendars.google.following import BACK, CLIENT, NOW, SECRET
from tests.google.answers import Answer, json_answer
from tests.google.wire import Request, listening
from tracker.calendars.google.calls import Token, service
from tracker.calendars.google.client import Client
from tracker.calendars.google.listing import PAGE, listed
from tracker.calendars.trouble import GoogleTrouble


def ever_more(items: int):
    """A server each of whose pages has so many items and leads on."""
    page = json_answer({"items": [{"id": f"event{n}"} for n in range(items)], "nextPageToken": "more"})

    def answer(_asked: Request) -> Answer:
        return page

    return listening(answer)


@pytest.mark.parametrize(
    ("items", "says"),
    [
        (PAGE, "more than 100,000 events, which is more than tracker reads. Stop following it."),
        (0, "Google's answer has no end. Nothing was changed; we try again later."),
    ],
)
def test_a_listing_without_end_is_left(items: int, says: str):
    with ever_more(items) as url, service(Client(CLIENT, SECRET, BACK, url), lambda _: Token("any", NOW)) as api:
        told = raised(api)
    assert says in told


def raised(api) -> str:
    with pytest.raises(GoogleTrouble) as trouble:
        listed(api, "primary", "", lambda _: None)
    return str(trouble.value)
