"""The Calendar API of the stand-in: who may ask, and what each method that it plays answers."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from tests.google import discovery, masks
from tests.google.answers import Answer, Refused, json_answer
from tests.google.channels import Switchboard
from tests.google.listing import Desk, Kind, Params, unmixed
from tests.google.model import Account, Calendar, Item
from tests.google.tokens import Access, Office

EVENTS = Kind(
    usual=250,
    most=2500,
    not_with_a_token=frozenset(
        {"iCalUID", "orderBy", "q", "timeMin", "timeMax", "updatedMin"}
        | {"privateExtendedProperty", "sharedExtendedProperty"}
    ),
    no_token_with=frozenset({"orderBy"}),
)
CALENDARS = Kind(usual=100, most=250, not_with_a_token=frozenset({"minAccessRole"}))
KINDS = {"calendar.events.list": EVENTS, "calendar.calendarList.list": CALENDARS}
PLAYED = {
    "calendar.events.list": {
        *("calendarId", "maxResults", "pageToken", "syncToken", "showDeleted", "singleEvents", "orderBy"),
        *("eventTypes", "fields", "alt", "prettyPrint", "quotaUser", "alwaysIncludeEmail"),
    },
    "calendar.calendarList.list": {
        *("maxResults", "pageToken", "syncToken", "showDeleted", "showHidden"),
        *("fields", "alt", "prettyPrint", "quotaUser"),
    },
    "calendar.events.watch": {"calendarId", "alt", "fields", "prettyPrint", "quotaUser", "eventTypes", "maxResults"},
    "calendar.channels.stop": {"alt", "prettyPrint", "quotaUser"},
}
NOT_COMPARED = {"alt", "prettyPrint", "quotaUser", "calendarId"}
WHEN = {"kind", "etag", "id", "status", "start", "end", "recurrence", "recurringEventId", "originalStartTime"}
BUSY = WHEN | {"iCalUID", "created", "updated", "sequence", "visibility", "transparency", "eventType"}


@dataclass
class Api:
    """Answers for the Calendar API. What is not in Google's shapes, or not played, is in `misshapen`."""

    office: Office
    desk: Desk
    switchboard: Switchboard
    misshapen: list[str]

    def answer(self, verb: str, path: str, query: dict[str, list[str]], body: Any, bearer: str) -> Answer:
        """One call. Raises Refused."""
        asked = discovery.asked(verb, path, query, body)
        self.misshapen += asked.wrong
        access = self.office.access(bearer)
        if access is None:
            raise Refused(401, message="the access token is unknown or expired")
        if asked.method is None:
            raise Refused(404, message="there is no such method")
        self._let_in(asked.method, access)
        if asked.wrong:
            raise Refused(400, "badRequest", "; ".join(asked.wrong))
        if kind := KINDS.get(asked.method.id):
            unmixed(kind, asked.params)
        if asked.method.id not in PLAYED or unplayed(asked.method, asked.params):
            self.misshapen.append(f"{asked.method.id}: not played, or not with {sorted(asked.params)}")
            raise Refused(501, message="the stand-in does not play this")
        return self._played(asked.method, asked.params, body, access.grant.account)

    def _let_in(self, method: discovery.Method, access: Access) -> None:
        if not method.scopes & access.scopes:
            self.misshapen.append(f"{method.id}: a token with none of its scopes")
            raise Refused(403, "insufficientPermissions", "the token's scopes are too narrow")

    def _played(self, method: discovery.Method, params: Params, body: Any, account: Account) -> Answer:
        plays: dict[str, Callable[[Params, Any, Account], tuple[Any, Any]]] = {
            "calendar.events.list": self._events,
            "calendar.calendarList.list": self._calendars,
            "calendar.events.watch": self._watch,
            "calendar.channels.stop": self._stop,
        }
        mask = self._mask(method, params)
        said, afterwards = plays[method.id](params, body, account)
        self.misshapen += discovery.response(method, said)
        if said is None:
            return Answer(204, afterwards=afterwards)
        made = json_answer(masks.kept(said, mask))
        return Answer(made.status, made.body, made.headers, afterwards)

    def _mask(self, method: discovery.Method, params: Params) -> masks.Mask:
        if "fields" not in params:
            return {}
        try:
            return masks.read(str(params["fields"]), method.schema("response"))
        except ValueError as wrong:
            self.misshapen.append(f"{method.id}: fields: {wrong}")
            raise Refused(400, "invalidParameter", str(wrong), "fields") from wrong

    def _events(self, params: Params, body: Any, account: Account) -> tuple[Item, None]:
        calendar = _known(account, params)
        types, deleted = params.get("eventTypes"), params.get("showDeleted", False)

        def shown(item: Item) -> bool:
            if item["status"] == "cancelled" and not deleted:
                return "recurringEventId" in item and not _dead(calendar, item)
            return types is None or item.get("eventType", "default") in types

        page = self.desk.page(EVENTS, calendar.events, _compared(params), shown)
        items = [_seen(item, calendar, "syncToken" in params) for item in page.items]
        said = {
            "kind": "calendar#events",
            "etag": f'"p{calendar.events.count}"',
            "summary": calendar.entry["summary"],
        }
        said |= {"timeZone": calendar.zone, "accessRole": calendar.entry["accessRole"], "defaultReminders": []}
        return said | page.tokens | {"items": items}, None

    def _calendars(self, params: Params, body: Any, account: Account) -> tuple[Item, None]:
        hidden, deleted = params.get("showHidden", False), params.get("showDeleted", False)

        def shown(entry: Item) -> bool:
            return bool((hidden or not entry.get("hidden")) and (deleted or not entry.get("deleted")))

        page = self.desk.page(CALENDARS, account.entries, _compared(params), shown)
        said = {"kind": "calendar#calendarList", "etag": f'"p{account.entries.count}"'}
        return said | page.tokens | {"items": page.items}, None

    def _watch(self, params: Params, body: Any, account: Account) -> tuple[Item, Any]:
        channel = self.switchboard.watch(_known(account, params), body)
        return channel.answer(), lambda: self.switchboard.post(channel, "sync")

    def _stop(self, params: Params, body: Any, account: Account) -> tuple[None, None]:
        self.switchboard.stop(body)
        return None, None


def unplayed(method: discovery.Method, params: Params) -> set[str]:
    """Parameters that the stand-in does not play; `singleEvents` would have it unroll each series."""
    unrolled = {"singleEvents"} if params.get("singleEvents") else set()
    return (params.keys() - PLAYED[method.id]) | unrolled


def _known(account: Account, params: Params) -> Calendar:
    calendar = account.known(str(params["calendarId"]))
    if calendar is None:
        raise Refused(404, message="no such calendar for this account")
    return calendar


def _compared(params: Params) -> Params:
    return {name: value for name, value in params.items() if name not in NOT_COMPARED}


def _dead(calendar: Calendar, exception: Item) -> bool:
    master = calendar.events.get(exception["recurringEventId"])
    return master is not None and master["status"] == "cancelled"


def _seen(item: Item, calendar: Calendar, since: bool) -> Item:
    """What this account's access lets it see: no titles for a freeBusyReader, nor of others' private events."""
    if item["status"] == "cancelled":
        return {name: item[name] for name in ("id", "status")} if since and item["id"] in calendar.sparse else item
    role = calendar.entry["accessRole"]
    private = item.get("visibility") in ("private", "confidential") and role == "reader"
    if not private and role != "freeBusyReader":
        return item
    return {name: value for name, value in item.items() if name in BUSY}
