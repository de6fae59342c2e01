"""Every door of the service, by who may come in: a row for each rule and method (reliability C38).

A rule without its row here fails `tests/closed/test_access.py`. So does a row without its rule. The rows for programs
are made from what the API's description is made from.
"""

from enum import Enum

from flask import Flask

from tracker.web.api import nouns  # noqa: F401 - brings every noun along, and so every route
from tracker.web.api.door import ROUTES, VERSION, Route


class Kind(Enum):
    """Who may come in, and what is answered to whoever may not."""

    PAGE = "one's own; nobody is led to sign in"
    THING = "a page of one's own thing; another's is as missing as none"
    FORM = "whoever is signed in may send it; nobody is refused"
    ACT = "upon one's own thing; another's is as missing as none"
    OWNERS = "a page for owners of the service; to a member it is missing"
    OWNERS_FORM = "for owners; to a member it is missing"
    OPEN = "anybody may look"
    OPEN_FORM = "anybody may send it"
    LINK = "whoever holds the signed link, whether or not they are signed in"
    LINK_ACT = "the same, and it acts"
    PROGRAM = "a program by its token; a session opens nothing here"
    PROGRAMS_THING = "the same, upon a thing of its user's; another's is as missing as none"
    DESCRIBED = "anybody may read how programs come in"


DOORS: dict[Kind, tuple[str, ...]] = {
    Kind.PAGE: (
        "GET /account",
        "GET /account/delete",
        "GET /",
        "GET /calendars",
        "GET /copy",
        "GET /copy/tracker.json",
        "GET /copy/tracker.zip",
        "GET /feed",
        "GET /giving",
        "GET /google",
        "GET /letter",
        "GET /letter/body",
        "GET /letter/text",
        "GET /letters",
        "GET /overlooked",
        "GET /partner",
        "GET /people",
        "GET /people/cadences",
        "GET /people/cards",
        "GET /people/cards.vcf",
        "GET /people/map",
        "GET /people/new",
        "GET /progress",
        "GET /progress/live",
        "GET /promises",
        "GET /promises/new",
        "GET /questions",
        "GET /quick",
        "GET /search",
        "GET /settings",
        "GET /share",
        "GET /start",
        "GET /style",
        "GET /tokens",
        "GET /trust",
        "GET /webhooks",
        "GET /week",
        "GET /year",
    ),
    Kind.THING: (
        "GET /calendars/<calendar_id>/remove",
        "GET /giving/<give_id>",
        "GET /google/<connection_id>/calendars",
        "GET /google/<connection_id>/disconnect",
        "GET /letters/<letter_id>",
        "GET /letters/<letter_id>/body",
        "GET /letters/<letter_id>/text",
        "GET /people/<person_id>",
        "GET /people/<person_id>/card.vcf",
        "GET /people/<person_id>/edit",
        "GET /promises/<promise_id>",
        "GET /promises/<promise_id>/ask",
        "GET /promises/<promise_id>/nudge",
        "GET /promises/<promise_id>/renegotiate",
        "GET /promises/<promise_id>/repair",
        "GET /webhooks/<webhook_id>",
    ),
    Kind.FORM: (
        "POST /account/delete",
        "POST /account/fresh",
        "POST /account/sessions/end-others",
        "POST /calendars/follow",
        "POST /calendars/upload",
        "POST /feed/alarms",
        "POST /feed/back",
        "POST /feed/new",
        "POST /feed/stop",
        "POST /giving",
        "POST /giving/offers",
        "POST /google/connect",
        "POST /letter/send",
        "POST /letters/feed/back",
        "POST /letters/feed/new",
        "POST /letters/feed/stop",
        "POST /overlooked/meeting",
        "POST /overlooked/promise",
        "POST /partner",
        "POST /people/cadences",
        "POST /people/cadences/drop",
        "POST /people/cadences/undo",
        "POST /people/cards",
        "POST /people/cards/in",
        "POST /people/cards/undo",
        "POST /people/new",
        "POST /promises/new",
        "POST /settings",
        "POST /settings/anew",
        "POST /settings/away",
        "POST /settings/back",
        "POST /settings/here",
        "POST /settings/undo",
        "POST /signout",
        "POST /start/example",
        "POST /start/letter",
        "POST /start/person",
        "POST /tokens",
        "POST /webhooks",
        "POST /week",
        "POST /week/<week>/given",
        "POST /week/<week>/undo",
        "POST /week/skip",
    ),
    Kind.ACT: (
        "POST /account/sessions/<session_id>/end",
        "POST /calendars/<calendar_id>/believe",
        "POST /calendars/<calendar_id>/remove",
        "POST /calendars/<calendar_id>/sync",
        "POST /giving/<give_id>",
        "POST /giving/<give_id>/take-back",
        "POST /giving/<give_id>/undo",
        "POST /giving/suggested/<sign>",
        "POST /giving/suggested/<sign>/again",
        "POST /giving/suggested/<sign>/no",
        "POST /google/<connection_id>/calendars",
        "POST /google/<connection_id>/disconnect",
        "POST /partner/<partner_id>/end",
        "POST /partner/<partner_id>/undo",
        "POST /people/<person_id>/edit",
        "POST /people/<person_id>/gives",
        "POST /people/<person_id>/merge",
        "POST /people/<person_id>/part",
        "POST /people/<person_id>/promised/<promise_id>",
        "POST /people/<person_id>/quiet",
        "POST /people/<person_id>/remove",
        "POST /people/<person_id>/same",
        "POST /people/<person_id>/take-in",
        "POST /people/<person_id>/undo",
        "POST /people/aside/<sign>",
        "POST /people/aside/<sign>/undo",
        "POST /promises/<promise_id>/ask",
        "POST /promises/<promise_id>/ask/withdraw",
        "POST /promises/<promise_id>/break",
        "POST /promises/<promise_id>/cause",
        "POST /promises/<promise_id>/deliver",
        "POST /promises/<promise_id>/delivered-then",
        "POST /promises/<promise_id>/due",
        "POST /promises/<promise_id>/moved",
        "POST /promises/<promise_id>/release",
        "POST /promises/<promise_id>/renegotiate",
        "POST /promises/<promise_id>/reopen",
        "POST /promises/<promise_id>/repair",
        "POST /promises/<promise_id>/still-owed",
        "POST /promises/<promise_id>/strike",
        "POST /promises/<promise_id>/undo",
        "POST /questions/<sign>/accept",
        "POST /questions/<sign>/ask-again",
        "POST /questions/<sign>/dismiss",
        "POST /questions/<sign>/met",
        "POST /questions/<sign>/unmet",
        "POST /tokens/<token_id>/end",
        "POST /webhooks/<webhook_id>/again/<notice_id>",
        "POST /webhooks/<webhook_id>/kinds",
        "POST /webhooks/<webhook_id>/remove",
        "POST /webhooks/<webhook_id>/secret",
        "POST /webhooks/<webhook_id>/start",
        "POST /webhooks/<webhook_id>/stop",
        "POST /webhooks/<webhook_id>/test",
        "POST /year/<person_id>/reviewed",
        "POST /year/<person_id>/undo",
    ),
    Kind.OPEN: (
        "GET /invited/<token>",
        "GET /account/deleted",
        "GET /invited",
        "GET /favicon.ico",
        "GET /google/back",
        "GET /healthz",
        "GET /manifest.webmanifest",
        "GET /metrics",
        "GET /readyz",
        "GET /signin",
        "GET /signin/<token>",
        "GET /static/<path:filename>",
    ),
    Kind.OPEN_FORM: (
        "POST /invited",
        "POST /invited/<token>",
        "POST /google/push",
        "POST /signin",
        "POST /signin/<token>",
        "POST /signin/google",
    ),
    Kind.LINK: (
        "GET /feed/<token>.ics",
        "GET /join/<token>",
        "GET /l/<token>",
        "GET /leave/<token>",
        "GET /letters/feed/<token>.atom",
        "GET /reminders/<token>",
        "GET /unsubscribe/<token>",
        "GET /w/<token>",
    ),
    Kind.LINK_ACT: (
        "POST /join/<token>",
        "POST /l/<token>",
        "POST /leave/<token>",
        "POST /reminders/<token>",
        "POST /unsubscribe/<token>",
        "POST /w/<token>",
    ),
    Kind.DESCRIBED: ("GET /api/v1/openapi.json", "GET /api/v1/problems/<name>"),
    Kind.OWNERS: ("GET /members", "GET /members/<member_id>"),
    Kind.OWNERS_FORM: (
        "POST /members/<member_id>/end",
        "POST /members/<member_id>/quotas",
        "POST /members/<member_id>/role",
        "POST /members/invitations/<invitation_id>/again",
        "POST /members/invitations/<invitation_id>/take-back",
        "POST /members/invite",
    ),
}


def _programs(route: Route) -> Kind:
    if route.open:
        return Kind.DESCRIBED
    return Kind.PROGRAMS_THING if route.arguments else Kind.PROGRAM


for _route in ROUTES:
    DOORS[_programs(_route)] = (*DOORS.get(_programs(_route), ()), f"{_route.method} /api/{VERSION}{_route.rule}")

SENT_FROM_ANYWHERE = {"POST /unsubscribe/<token>", "POST /reminders/<token>", "POST /leave/<token>"}
"""Forms that a web mail's own button sends (RFC 8058): there the signed link is the authority."""
ACTS_ON_GET = "GET /google/back"
"""The exception to law 9: Google leads back by a GET. What it brings works once, in the browser that set out."""


def kind_of(door: str) -> Kind | None:
    """The kind of a door, "POST /signout"; None when it has no row."""
    return next((kind for kind, rows in DOORS.items() if door in rows), None)


def of(*kinds: Kind) -> list[tuple[str, str]]:
    """The method and rule of each door of these kinds."""
    return [(method, rule) for kind in kinds for method, rule in (row.split() for row in DOORS[kind])]


def everywhere(app: Flask) -> list[tuple[str, str]]:
    """The method and rule of each door that an application really has; HEAD and OPTIONS come with every GET."""
    rules = [(method, rule.rule) for rule in app.url_map.iter_rules() for method in rule.methods or ()]
    return sorted(door for door in rules if door[0] not in ("HEAD", "OPTIONS"))
