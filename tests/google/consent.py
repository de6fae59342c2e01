"""The page on which an account says what it allows, and the errors that are shown in its place."""

from html import escape
from html.parser import HTMLParser
from urllib.parse import urlencode

from tests.google.answers import Answer, page
from tests.google.model import Account
from tests.google.tokens import ALIASES, Client, Form, expanded

IDENTITY = {"openid", *ALIASES}
SAYS = {
    "calendar.calendarlist.readonly": "See which calendars are in your list",
    "calendar.events.readonly": "See the events of your calendars",
    "calendar.readonly": "See all of your calendars and their settings",
    "calendar.events": "See and change the events of your calendars",
    "calendar": "See, change, share and delete your calendars",
}
STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; background: #eef1f6; color: #1f2430; margin: 0; padding: 2rem 1rem }
main { background: #fff; max-width: 30rem; margin: auto; padding: 2rem; border-radius: 1rem }
.mark { background: #5b3fa8; color: #fff; border-radius: .3rem; padding: .2rem .6rem; font-size: .85rem }
h1 { font-size: 1.5rem; font-weight: 500; line-height: 1.25 } h1 b { font-weight: 600 }
fieldset { border: 1px solid #c9cfdb; border-radius: .6rem; margin: 1rem 0; padding: .6rem 1rem }
legend { font-size: .85rem; color: #525a6b; padding: 0 .4rem } label { display: block; padding: .35rem 0 }
footer { display: flex; gap: .8rem; justify-content: flex-end; margin-top: 1.5rem }
button { font: inherit; border-radius: 2rem; padding: .5rem 1.4rem; border: 1px solid #1a4fba; cursor: pointer }
button[value=allow] { background: #1a4fba; color: #fff } button[value=cancel] { background: #fff; color: #1a4fba }
code { overflow-wrap: anywhere }
"""


def refusal(client: Client | None, asked: Form, known: frozenset[str]) -> Answer | None:
    """The error page for an asking that is not in order: nothing goes to an address that nobody registered."""
    if client is None:
        return _error(401, "invalid_client", "There is no client of that id.")
    if asked.get("redirect_uri") not in client.redirects:
        return _error(400, "redirect_uri_mismatch", f"redirect_uri={asked.get('redirect_uri', '')}")
    if asked.get("response_type") != "code":
        return _error(400, "invalid_request", "response_type must be code.")
    if not asked.get("scope") or not expanded(asked["scope"]) <= known | IDENTITY:
        return _error(400, "invalid_scope", f"scope={asked.get('scope', '')}")
    if "code_challenge" in asked and asked.get("code_challenge_method") != "S256":
        return _error(400, "invalid_request", "code_challenge_method must be S256.")
    return None


def form(asked: Form, accounts: list[Account], ticked: bool) -> Answer:
    """The consent page: who, what, and two buttons. Who they are is not up for ticking."""
    hint = asked.get("login_hint", "")
    chosen = next((one for one in accounts if one.email == hint), accounts[0])
    who = "".join(_choice(one.email, one is chosen) for one in accounts)
    scopes = sorted(expanded(asked["scope"]) - IDENTITY)
    what = "".join(_tick(scope, ticked) for scope in scopes)
    hidden = "".join(f'<input type="hidden" name="{escape(name)}" value="{escape(asked[name])}">' for name in asked)
    buttons = "".join(f'<button name="answer" value="{word.lower()}">{word}</button>' for word in ("Cancel", "Allow"))
    ticks = f"<fieldset><legend>What it may do</legend>{what}</fieldset>" if scopes else ""
    return _page(
        f"<h1><b>{escape(asked['client_id'])}</b> wants to access your Google Account</h1>"
        f'<form method="post" action="/o/oauth2/v2/auth/answer">{hidden}'
        f"<fieldset><legend>Choose an account</legend>{who}</fieldset>{ticks}<footer>{buttons}</footer></form>"
    )


def allowed(asked: Form, ticked: list[str]) -> frozenset[str]:
    """The scopes that were agreed to: those ticked, of those asked for, and who they are."""
    whole = expanded(asked["scope"])
    return whole & (frozenset(ticked) | IDENTITY)


def back(asked: Form, issuer: str | None, **said: str) -> Answer:
    """Back to whoever asked, with their state, and who answers (RFC 9207)."""
    whole = said | {name: asked[name] for name in ("state",) if name in asked} | ({"iss": issuer} if issuer else {})
    joint = "&" if "?" in asked["redirect_uri"] else "?"
    return Answer(302, b"", {"Location": asked["redirect_uri"] + joint + urlencode(whole)})


class Reader(HTMLParser):
    """Reads a consent page as a browser would: `fields` are sent whatever is chosen, `scopes` can be ticked."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.fields: dict[str, str] = {}
        self.scopes: set[str] = set()
        self.action = ""
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        at = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = at["action"]
        if tag == "input" and at["type"] == "hidden":
            self.fields[at["name"]] = at["value"]
        if tag == "input" and at["type"] == "checkbox":
            self.scopes.add(at["value"])


def _choice(email: str, chosen: bool) -> str:
    checked = " checked" if chosen else ""
    return f'<label><input type="radio" name="account" value="{escape(email)}"{checked}> {escape(email)}</label>'


def _tick(scope: str, ticked: bool) -> str:
    says = SAYS.get(scope.rpartition("/")[2], scope)
    checked = " checked" if ticked else ""
    return f'<label><input type="checkbox" name="tick" value="{escape(scope)}"{checked}> {escape(says)}</label>'


def _error(status: int, name: str, why: str) -> Answer:
    said = f"<h1>Access blocked</h1><p>{escape(why)}</p><p><b>Error {status}: {name}</b></p>"
    return _page(said, status)


def _page(inside: str, status: int = 200) -> Answer:
    head = (
        '<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Stand-in for Google</title>'
    )
    mark = '<p><span class="mark">A stand-in for Google, for tests</span></p>'
    whole = f"<html lang=en><head>{head}<style>{STYLE}</style></head><body><main>{mark}{inside}</main></body></html>"
    return page(f"<!doctype html>{whole}", status)
