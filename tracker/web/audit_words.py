"""What was done with an account, in words."""

from tracker.domain.account import User
from tracker.domain.audit import Audited, Deed
from tracker.tongue import N_
from tracker.tongue import gettext as _

SAID = {
    Deed.BEGAN: N_("The account was made"),
    Deed.LINK_ASKED: N_("A link to sign in was asked for"),
    Deed.SIGNED_IN: N_("Signed in"),
    Deed.REFUSED: N_("A sign-in was refused"),
    Deed.SIGNED_OUT: N_("Signed out"),
    Deed.SESSION_ENDED: N_("A session was ended"),
    Deed.OTHERS_ENDED: N_("All other sessions were ended"),
    Deed.MADE_OWNER: N_("Made an owner of the service"),
    Deed.MADE_MEMBER: N_("Made a member"),
    Deed.QUOTAS_SET: N_("How much the account may have was set"),
    Deed.INVITED: N_("Somebody was invited"),
    Deed.INVITED_AGAIN: N_("An invitation was sent again"),
    Deed.TAKEN_BACK: N_("An invitation was taken back"),
    Deed.ACCEPTED: N_("An invitation was accepted"),
    Deed.TOKEN_MADE: N_("A token for a program was made"),
    Deed.TOKEN_ENDED: N_("A token for a program was ended"),
    Deed.WEBHOOK_MADE: N_("A webhook was made"),
    Deed.WEBHOOK_ENDED: N_("A webhook was removed"),
    Deed.CONNECTED: N_("A Google account was connected"),
    Deed.DISCONNECTED: N_("A Google account was disconnected"),
    Deed.COPIED: N_("A copy was taken"),
    Deed.ENDED: N_("The account was deleted"),
}
WAYS = {
    "page": N_("on a page"),
    "letter": N_("by a link"),
    "google": N_("by Google"),
    "command": N_("by a command on the server"),
    "api": N_("by a program"),
}


def deed_said(one: Audited) -> str:
    """What was done."""
    return _(SAID[one.deed])


def way_said(one: Audited) -> str:
    """By which way; empty where there is no word for it."""
    return _(WAYS[one.via]) if one.via in WAYS else ""


def by_said(one: Audited, user: User) -> str:
    """By whom, where it was not its user: nobody is named, for whom they may not know."""
    if one.by == user.id:
        return ""
    people = {"service": _("whoever runs the service"), "anybody": _("somebody who gave your address")}
    return people.get(one.by) or _("an owner of the service")
