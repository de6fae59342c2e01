"""Every page in each state that it is looked at in, by name: a page that is added wants a view here."""

import re
from collections.abc import Callable
from typing import NamedTuple

from tests.browser import acts

PROMISE = r"/promises/(?!new)[\w-]{16}"
PERSON = r"/people/(?!new)[\w-]{16}"
CHOOSE = r"/google/[\w-]{16}/calendars"
LET_GO = r"/google/[\w-]{16}/disconnect"
MEMBER = r"/members/[\w-]{16}"
REMOVE = r"/calendars/[\w-]{16}/remove"


class View(NamedTuple):
    """A page in a state: whose it is, where (or the page that leads there, and like what), and what is done on it."""

    who: str
    path: str
    leads: str = ""
    then: Callable | None = None


VIEWS = {
    "home": View("busy", "/"),
    "home of somebody new": View("empty", "/"),
    "home with a lost calendar": View("troubled", "/"),
    "beginning": View("empty", "/start", then=acts.opened),
    "beginning, half of it done": View("busy", "/start", then=acts.opened),
    "search": View("busy", "/search"),
    "search, found": View("busy", "/search?q=ama"),
    "search, nothing found": View("busy", "/search?q=nothing+at+all"),
    "promises": View("busy", "/promises", then=acts.opened),
    "promises, none": View("empty", "/promises"),
    "promises, late": View("busy", "/promises?show=late"),
    "promises, broken, none": View("busy", "/promises?show=broken"),
    "promises, all": View("busy", "/promises?show=all"),
    "your word": View("busy", "/trust", then=acts.opened),
    "your word, nothing yet": View("empty", "/trust", then=acts.opened),
    "a promise checked first": View("busy", "/promises/new", then=acts.checked_first),
    "a promise overdue, all unfolded": View("busy", "/", PROMISE, acts.opened),
    "a promise delivered": View("busy", "/promises?show=late", PROMISE),
    "a promise that moved": View("troubled", "/promises", PROMISE),
    "a promise done in its calendar": View("troubled", "/promises", then=acts.done_there),
    "a promise with a due refused": View("busy", "/", PROMISE, acts.refused_due),
    "new promise": View("busy", "/promises/new"),
    "new promise read from a line": View("busy", "/promises/new?words=Send+it+to+Ama+by+next+Tuesday"),
    "quick add": View("busy", "/quick", then=acts.opened),
    "calendar feed, none yet": View("busy", "/feed"),
    "new promise refused": View(
        "busy", "/promises/new", then=acts.refused("Write it down", body="send it", who="Ama")
    ),
    "questions": View("busy", "/questions"),
    "questions, none": View("empty", "/questions"),
    "questions of what moved, is gone, was done, or is unsure": View("troubled", "/questions"),
    "a question refused": View("busy", "/questions", then=acts.refused_edit),
    "many questions": View("reviewing", "/questions"),
    "a question of many, all unfolded": View("reviewing", "/questions", r"/questions\?sign=\w+", acts.opened),
    "what was overlooked": View("reviewing", "/overlooked"),
    "what was overlooked, all unfolded": View("reviewing", "/overlooked", then=acts.opened),
    "what was overlooked, nothing": View("empty", "/overlooked"),
    "what was overlooked, nothing so called": View("reviewing", "/overlooked?words=nothing"),
    "people": View("busy", "/people"),
    "people, none": View("empty", "/people"),
    "a person": View("busy", "/people", PERSON, acts.opened),
    "people sought": View("busy", "/people?q=ama&circle=inner", then=acts.opened),
    "people sought, nobody": View("busy", "/people?q=nobody"),
    "map of people": View("busy", "/people/map"),
    "map of people, none": View("empty", "/people/map"),
    "how often to meet": View("busy", "/people/cadences", then=acts.set_weeks),
    "how often to meet, no tag": View("empty", "/people/cadences"),
    "cards": View("empty", "/people/cards"),
    "cards looked at": View("busy", "/people/cards", then=acts.looked_at),
    "a person's words": View("busy", "/people", PERSON, acts.edited),
    "giving": View("busy", "/giving", then=acts.opened),
    "giving, nothing of that kind": View("busy", "/giving?kind=talk"),
    "giving, nobody named": View("empty", "/giving"),
    "a give": View("busy", "/giving", r"/giving/[\w-]{16}\?back=giving"),
    "naming a person": View("empty", "/people/new"),
    "naming refused": View("empty", "/people/new", then=acts.refused("Name", name="")),
    "this week": View("busy", "/week", then=acts.opened),
    "this week, nothing planned": View("empty", "/week"),
    "this week refused": View("empty", "/week", then=acts.refused("Plan it", who="Ama", value="a walk")),
    "the year's plan": View("busy", "/year"),
    "the year's plan, empty": View("empty", "/year"),
    "tokens for programs": View("busy", "/tokens"),
    "a token just made": View("empty", "/tokens", then=acts.token_made),
    "a token refused": View("busy", "/tokens", then=acts.refused("Make the token")),
    "who reads along": View("busy", "/partner"),
    "a partner refused": View("empty", "/partner", then=acts.refused("Send the invitation", address="nobody")),
    "the letter's preview": View("busy", "/letter"),
    "the letter": View("busy", "/letter/body"),
    "the letter of somebody new": View("empty", "/letter/body"),
    "the letter with a lost calendar": View("troubled", "/letter/body"),
    "letters": View("busy", "/letters"),
    "letters, none": View("empty", "/letters"),
    "letters, none of that month": View("busy", "/letters?kind=reminder&month=2026-01"),
    "letters with their feed": View("quiet", "/letters", then=acts.feed_made),
    "a letter sent": View("busy", "/letters", r"/letters/[\w-]{16}"),
    "the letter's preview as text": View("busy", "/letter?part=text"),
    "the letter's preview by its headers": View("busy", "/letter?part=headers"),
    "calendars": View("busy", "/calendars", then=acts.opened),
    "calendars, none": View("empty", "/calendars"),
    "calendars, one lost": View("troubled", "/calendars", then=acts.opened),
    "a calendar refused": View("empty", "/calendars", then=acts.refused("Follow", address="ftp://example.com/x")),
    "how far calendars are, none read": View("busy", "/progress"),
    "removing a calendar": View("busy", "/calendars", REMOVE),
    "connecting Google": View("busy", "/google", then=acts.opened),
    "calendars, two accounts connected": View("connected", "/calendars", then=acts.opened),
    "choosing calendars": View("connected", "/calendars", CHOOSE),
    "disconnecting Google": View("connected", "/calendars", LET_GO),
    "an answer of Google's to nobody's question": View("busy", "/google/back?state=nothing"),
    "home with a lost connection": View("lost", "/"),
    "calendars of a lost connection": View("lost", "/calendars", then=acts.opened),
    "connecting Google again": View("lost", "/google", then=acts.opened),
    "the letter with a lost connection": View("lost", "/letter/body"),
    "settings": View("busy", "/settings"),
    "webhooks, none yet": View("empty", "/webhooks"),
    "a webhook refused": View("empty", "/webhooks", then=acts.refused("Add", address="ftp://example.com/x")),
    "webhooks": View("quiet", "/webhooks"),
    "a webhook": View("quiet", "/webhooks", then=acts.hooked),
    "your copy": View("busy", "/copy"),
    "your account": View("busy", "/account"),
    "deleting my account": View("busy", "/account/delete"),
    "an account deleted": View("nobody", "/account/deleted"),
    "who is here": View("busy", "/members"),
    "who is here, somebody invited": View("busy", "/members", then=acts.invited),
    "who is here, an address refused": View(
        "busy", "/members", then=acts.refused("Send the invitation", address="nobody")
    ),
    "somebody who is here": View("busy", "/members", MEMBER),
    "an invitation that is spent": View("nobody", "/invited/spent"),
    "settings refused": View("empty", "/settings", then=acts.refused("Save", zone="Nowhere")),
    "nothing there": View("busy", "/nothing"),
    "sign in": View("nobody", "/signin"),
    "sign in, asked": View("nobody", "/signin", then=acts.refused("Send me a link", email="nobody@example.com")),
    "sign in by a spent link": View("nobody", "/signin/spent"),
    "sign in with Google, refused": View("nobody", "/google/back?state=nothing"),
    "a link of a letter": View("nobody", "/letter/body", r"/l/[^\"]+"),
    "a link to stop letters": View("nobody", "/letter/body", r"/unsubscribe/[^\"]+"),
    "a link cut short": View("nobody", "/l/cut"),
    "nothing there, signed out": View("nobody", "/static/nothing"),
    "the style of our pages": View("busy", "/style", then=acts.opened),
    **{
        f"{name} of somebody with {state} before them": View(who, path)
        for who, state in (("heavy", "hundreds of promises"), ("overdue", "much overdue"), ("quiet", "nothing"))
        for name, path in (("home", "/"), ("the letter", "/letter/body"))
    },
    "promises, hundreds": View("heavy", "/promises", then=acts.opened),
    "questions, dozens": View("heavy", "/questions"),
    "your word, hundreds": View("heavy", "/trust", then=acts.opened),
    "people, hundreds": View("heavy", "/people"),
    "map of people, hundreds": View("heavy", "/people/map"),
    "giving, hundreds": View("heavy", "/giving", then=acts.opened),
    "calendars, one with a long name": View("heavy", "/calendars", then=acts.opened),
}


def address(view, house):
    """Where a view is: for one that another page leads to, what stands there first."""
    if not view.leads:
        return view.path
    hand = house.hands["busy" if view.who == "nobody" else view.who]
    found = re.search(rf'href="(?:{re.escape(house.service.base_url)})?({view.leads})"', hand.get(view.path))
    assert found, f"{view.path} leads nowhere like {view.leads}"
    return found[1]
