"""Who is here, for who looks after the service: invited, made owner or member, given room, ended. What anybody keeps
here they cannot read.
"""

from collections.abc import Mapping

from flask import Blueprint, g, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.account import Role
from tracker.domain.promise import Refused
from tracker.domain.quota import OWN
from tracker.services import inviting, leaving, members, quotas, signin
from tracker.store import quotas as said_quotas
from tracker.store import tenants
from tracker.tongue import LOCALES, N_, worded
from tracker.tongue import gettext as _
from tracker.web import forms, limits, visit

page = Blueprint("members", __name__)

VIA = "page"
QUOTAS = {
    "calendars": N_("Calendars"),
    "promises": N_("Promises"),
    "people": N_("People"),
    "gives": N_("Gives"),
    "tokens": N_("Tokens"),
    "webhooks": N_("Webhooks"),
}
Answer = AnyResponse | tuple[str, int]


@page.before_request
def _owners_only() -> None:
    """For a member these pages are not there. The services look again, in the transaction that acts."""
    if g.user and not g.user.owns:
        visit.missing()


def looked_after() -> bool:
    """Whether the way to these pages is shown: to an owner, once there is somebody else, or a way to invite them."""
    if not visit.user().owns:
        return False
    return visit.tracker().config.mail is not None or not members.alone(visit.tracker().database)


@page.get("/members")
def show() -> str:
    """Who is here and who was asked, and the form that asks one more."""
    return _page({})


def _page(typed: Mapping[str, str], trouble: str = "") -> str:
    tracker, user = visit.tracker(), visit.user()
    return render_template(
        "members.html",
        members=members.everybody(tracker.database, user, visit.now()),
        invitations=inviting.waiting(tracker.database, user),
        locales=LOCALES,
        typed={"locale": user.locale, **typed},
        trouble=trouble,
    )


@page.post("/members/invite")
@limits.invitations
def invite() -> Answer:
    """Ask an address, by one letter."""
    tracker, form = visit.tracker(), request.form
    locale = form.get("locale", "")
    try:
        one = inviting.invite(
            tracker.database,
            tracker.post,
            visit.user(),
            form.get("address", "")[:255],
            locale=locale if locale in {each.code for each in LOCALES} else visit.user().locale,
            via=VIA,
            now=visit.now(),
        )
    except Refused as refused:
        return _page(form.to_dict(), worded(refused)), 422
    visit.say(_("%(address)s is invited, by one letter.", address=one.email))
    return visit.go("members.show")


@page.post("/members/invitations/<invitation_id>/again")
@limits.invitations
def again(invitation_id: str) -> AnyResponse:
    """With a new link; the former one is spent."""
    tracker = visit.tracker()
    one = inviting.again(tracker.database, tracker.post, visit.user(), invitation_id, via=VIA, now=visit.now())
    visit.say(_("The invitation to %(address)s is sent again, with a new link.", address=one.email))
    return visit.go("members.show")


@page.post("/members/invitations/<invitation_id>/take-back")
def take_back(invitation_id: str) -> AnyResponse:
    """Its link is spent."""
    one = inviting.take_back(visit.tracker().database, visit.user(), invitation_id, via=VIA, now=visit.now())
    visit.say(_("The invitation to %(address)s is taken back: its link works no more.", address=one.email))
    return visit.go("members.show")


@page.get("/members/<member_id>")
def one(member_id: str) -> str:
    """What they have, what they may have, what they are, and the way to end their account."""
    return _one(member_id)


def _one(member_id: str, typed: Mapping[str, str] | None = None, trouble: str = "") -> str:
    tracker = visit.tracker()
    found = members.one(tracker.database, visit.user(), member_id, visit.now())
    with tenants.everybodys(), tracker.database.read() as db:
        own = said_quotas.own(db, found.user.id)
    filled = typed if typed is not None else {name: str(most) for name, most in own.items()}
    fresh = signin.fresh(tracker.database, request.cookies.get(visit.cookie_name(), ""), visit.now())
    return render_template(
        "member.html",
        member=found,
        quotas=QUOTAS,
        for_all=tracker.quotas,
        typed=filled,
        fresh=fresh,
        trouble=trouble,
    )


@page.post("/members/<member_id>/role")
def change(member_id: str) -> AnyResponse:
    """Make them an owner or a member."""
    role = Role.OWNER if request.form.get("role") == "owner" else Role.MEMBER
    user = members.set_role(visit.tracker().database, visit.user(), member_id, role, via=VIA, now=visit.now())
    owner, member = N_("%(address)s looks after the service now."), N_("%(address)s is a member now.")
    visit.say(_(owner if role is Role.OWNER else member, address=user.email))
    mine = member_id == visit.user().id and role is Role.MEMBER
    return visit.go("sessions.show") if mine else visit.go("members.one", member_id=member_id)


@page.post("/members/<member_id>/quotas")
def give_room(member_id: str) -> Answer:
    """How much they may have; an empty field is as for all."""
    form = request.form
    try:
        said = {
            name: forms.number(form, name, 0, most, _(QUOTAS[name]))
            for name, most in OWN.items()
            if form.get(name, "").strip()
        }
    except forms.Unreadable as trouble:
        return _one(member_id, form.to_dict(), worded(trouble)), 422
    quotas.set_for(visit.tracker().database, visit.user(), member_id, said, via=VIA, now=visit.now())
    visit.say(_("Saved."))
    return visit.go("members.one", member_id=member_id)


@page.post("/members/<member_id>/end")
@limits.signins
def end(member_id: str) -> Answer:
    """End their account, with everything in it; they get one last letter."""
    tracker = visit.tracker()
    if not signin.fresh(tracker.database, request.cookies.get(visit.cookie_name(), ""), visit.now()):
        return _one(member_id, trouble=_("You signed in too long ago for this. Nothing was deleted.")), 403
    typed = request.form.get("address", "")
    try:
        user = leaving.end(
            tracker.database,
            tracker.seal,
            tracker.post,
            visit.user(),
            member_id,
            typed=typed,
            via=VIA,
            now=visit.now(),
        )
    except Refused as refused:
        return _one(member_id, trouble=worded(refused)), 422
    visit.say(_("The account of %(address)s is ended, and they are told so.", address=user.email))
    return visit.go("members.show")
