"""Who reads along: partners invited, and let go; and what they get (requirement 44)."""

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from tracker.domain.partner import MOST, Partner
from tracker.domain.promise import Refused
from tracker.domain.summary import summarised
from tracker.mail.partner import counts
from tracker.mail.words import clean
from tracker.services import partnering
from tracker.services.gather import gather
from tracker.store import partners
from tracker.tongue import gettext as _
from tracker.tongue import worded
from tracker.web import forms, limits, seen, visit

page = Blueprint("partner", __name__)

VIA = "page"


@page.get("/partner")
def show() -> str:
    """Those who read along or were asked to, what they get, and the form that asks one more."""
    return _page({})


def _page(typed: dict[str, str], trouble: str = "") -> str:
    user, now = visit.user(), visit.now()
    with visit.tracker().database.read() as db:
        every = partners.partners(db, user.id)
        known = gather(db, user, now)
    standing = [one for one in every if one.ended_at is None]
    return render_template(
        "partner.html",
        partners=standing,
        ended=[one for one in reversed(every) if one.ended_at][:MOST],
        full=len(standing) >= MOST,
        rows=counts(summarised(known, now, shows_bodies=False)),
        typed=typed,
        trouble=trouble,
    )


@page.post("/partner")
@limits.invitations
def invite() -> AnyResponse | tuple[str, int]:
    """Ask somebody, by one letter."""
    form, tracker = request.form, visit.tracker()
    try:
        partner = partnering.invite(
            tracker.database,
            tracker.post,
            visit.user(),
            address=form.get("address", "").strip()[:255],
            name=forms.text(form, "name", longest=200),
            shows_bodies=form.get("shows_bodies") == "yes",
            via=VIA,
            now=visit.now(),
        )
    except (forms.Unreadable, Refused) as trouble:
        return _page(form.to_dict(), worded(trouble)), 422
    if partner.invited_at == visit.now():
        visit.say(_("%(who)s is invited, by one letter.", who=clean(partner.called)))
    else:
        visit.warn(
            _(
                "%(who)s was invited before. To change what they get, end it and invite them anew.",
                who=clean(partner.called),
            )
        )
    return visit.go("partner.show")


@page.post("/partner/<partner_id>/end")
def end(partner_id: str) -> AnyResponse:
    """They read along no longer."""
    partner = partnering.end(visit.tracker().database, visit.user(), partner_id, via=VIA, now=visit.now())
    visit.say(_("%(who)s gets nothing any more.", who=clean(partner.called)), undo=_undo_of(partner))
    return visit.go("partner.show")


def _undo_of(partner: Partner) -> str:
    return url_for("partner.undo", partner_id=partner.id, of=seen.state(partner))


@page.post("/partner/<partner_id>/undo")
def undo(partner_id: str) -> AnyResponse:
    """Take back an end of one's own, as long as the partner is what was seen."""
    database, user = visit.tracker().database, visit.user()
    with database.read() as db:
        partner = partnering.the(db, user, partner_id)
    if seen.state(partner) != request.args.get("of"):
        visit.warn(_("More was done since, so nothing was taken back. Take back first what came last."))
    else:
        partnering.undo_end(database, user, partner_id, via=VIA, now=visit.now())
        visit.say(_("Taken back."))
    return visit.go("partner.show")
