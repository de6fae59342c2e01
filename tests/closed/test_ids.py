"""Every name of a thing in every form, swapped for another user's: refused, and no row of theirs changes (C39)."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

from tests.closed.doors import Kind, of
from tests.closed.knocking import everything, send
from tracker.web.api.door import ROUTES, VERSION

NAME = re.compile(r"[\w-]{16,}", re.ASCII)
NAMES_NOTHING = {
    "csrf_token": "says which session sends it",
    "of": "says how the thing looked to whoever sends it",
    "id": "the name that a new thing will have, so that a form sent twice makes one",
    "key": "a key alone opens nothing: the address is signed",
    "form": "the name of one sending, so that a form sent twice makes one token",
}
"""Fields whose values look like names of things and are none, each with what they are."""


class Form(NamedTuple):
    """A form as a page shows it."""

    action: str
    fields: tuple[tuple[str, str], ...]


class Forms(HTMLParser):
    """The forms of a page that act."""

    def __init__(self, at):
        super().__init__()
        self.at, self.found, self._action, self._fields = at, [], None, []

    def handle_starttag(self, tag, attrs):
        said = dict(attrs)
        if tag == "form":
            self._action = said.get("action") or self.at if said.get("method", "").lower() == "post" else None
            self._fields = []
        elif self._action is not None and said.get("name"):
            self._fields.append((said["name"], said.get("value") or ""))
        elif self._action is not None and tag == "option" and said.get("value"):
            self._fields.append((self._fields[-1][0] if self._fields else "", said["value"]))

    def handle_endtag(self, tag):
        if tag == "form" and self._action is not None:
            self.found.append(Form(self._action, tuple(self._fields)))
            self._action = None


def forms_of(tenant):
    """Every form of every page that a tenant may see."""
    found = set()
    for _, rule in of(Kind.PAGE, Kind.THING):
        page = tenant.anew().get(tenant.address(rule))
        if page.mimetype == "text/html":
            reader = Forms(tenant.address(rule))
            reader.feed(page.text)
            found |= set(reader.found)
    return sorted(form for form in found if form.action.startswith("/"))


def swaps(form, mine, theirs):
    """The form with one of its names swapped for the other's, for each name in it."""
    pairs = [(mine[name], theirs[name]) for name in mine if len(mine[name]) >= 16 and mine[name] != theirs[name]]
    for own, other in pairs:
        if own in form.action:
            yield Form(form.action.replace(own, other), form.fields), other
        for place, (name, value) in enumerate(form.fields):
            if own in value:
                fields = list(form.fields)
                fields[place] = (name, value.replace(own, other))
                yield Form(form.action, tuple(fields)), other


def test_every_form_with_a_name_of_anothers_thing_changes_nothing_of_theirs(at_home):
    efua, kofi = at_home.efua, at_home.kofi
    kofis = forms_of(kofi)
    assert len(kofis) > 60
    before, tried = everything(at_home.tracker, efua.user.id), 0
    for form in kofis:
        for swapped, named in swaps(form, kofi.things, efua.things):
            browser = kofi.anew()
            data = dict(swapped.fields) | {"csrf_token": browser.token}
            answer = send(at_home, browser, "POST", swapped.action, data=data)
            tried += 1
            assert answer.status_code < 500, swapped
            told = answer.text.replace(named, "")
            assert not any(one in told for one in efua.ids), swapped
            assert everything(at_home.tracker, efua.user.id) == before, swapped
    assert tried > 30


def test_no_form_holds_a_name_that_this_does_not_know(at_home):
    unknown = set()
    for form in forms_of(at_home.kofi):
        known = at_home.kofi.ids | set(at_home.kofi.links.values())
        for name, value in form.fields:
            found = set(NAME.findall(value)) - known
            if name not in NAMES_NOTHING and found and value not in known:
                unknown.add((form.action, name, value))
    assert unknown == set()


def test_every_field_of_a_programs_that_names_a_thing_is_refused_for_anothers(at_home):
    efua, kofi = at_home.efua, at_home.kofi
    known = {name.removesuffix("_id"): value for name, value in efua.things.items()} | efua.things
    before, tried = everything(at_home.tracker), 0
    for route in ROUTES:
        for shape in (route.query, route.body):
            for name in shape.model_fields if shape else ():
                if name in known and len(known[name]) >= 16:
                    words = {"kind": "article", "direction": "given", "note": "", name: known[name]}
                    sent = {"query_string": words} if shape is route.query else {"json": words}
                    address = kofi.address(f"/api/{VERSION}{route.rule}")
                    answer = send(at_home, kofi.anew(), route.method, address, secret=kofi.secret, **sent)
                    tried += 1
                    assert answer.status_code in (404, 409, 422) or answer.json.get("items") == [], (route, name)
    assert tried >= 2
    assert everything(at_home.tracker) == before
