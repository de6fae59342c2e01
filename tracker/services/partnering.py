"""An accountability partner invited, joined and let go; and each week's summary (requirement 44).

Both must wish it: nothing but one invitation goes out before the partner said yes, and either may end it.
"""

import logging
from dataclasses import replace
from datetime import datetime, time, timedelta
from hashlib import blake2b

from sqlalchemy import Connection

from tracker.domain.account import User
from tracker.domain.digest import WEEK, next_digest, week_name
from tracker.domain.entry import Act, Thing
from tracker.domain.known import Known
from tracker.domain.partner import MOST, Partner
from tracker.domain.promise import Refused
from tracker.domain.summary import summarised
from tracker.mail.letter import BadAddress, one_address
from tracker.mail.partner import invitation_letter, summary_letter
from tracker.services import ledger
from tracker.services.digests import Post, keep_letter
from tracker.services.gather import gather
from tracker.services.ledger import NotFound
from tracker.store import accounts, decided, held, letters, partners
from tracker.store import ledger as store
from tracker.store.database import Database

log = logging.getLogger(__name__)

THEIRS = "partner"  # who did it, and by which way, in an entry of the partner's own
DAY = timedelta(days=1)
SLIP = timedelta(days=1)  # for so long an end may be taken back by who did it
ONCE = "once"


def invite(
    database: Database,
    post: Post,
    user: User,
    *,
    address: str,
    name: str = "",
    shows_bodies: bool = False,
    via: str,
    now: datetime,
) -> Partner:
    """Ask somebody to read along, by one letter. Who was asked already, and did not end it, is not asked again.

    Raises Refused when there are too many, or when that address was written to today.
    """
    address = _address(address, user)
    asked = Partner(id="", name=name.strip(), address=address, invited_at=now, shows_bodies=shows_bodies)
    return ledger.settled(database, lambda db: _invited(db, post, user, asked, via))


def _address(typed: str, user: User) -> str:
    try:
        address = one_address(typed.strip().lower()).addr_spec
    except BadAddress:
        raise Refused("That is not one mail address. It should look like nils@example.com.") from None
    if address in user.addresses | {user.email}:
        raise Refused("That address is your own. Give the address of somebody else.")
    return address


def _invited(db: Connection, post: Post, user: User, asked: Partner, via: str) -> Partner:
    every, now = partners.partners(db, user.id), asked.invited_at
    same = [one for one in every if one.address == asked.address]
    standing = next((one for one in same if one.ended_at is None), None)
    if standing:
        return standing
    _must_not_flood(every, same, now)
    partner = replace(asked, id=_id(user, asked.address, len(same)))
    ledger.record(db, user, Act.INVITED, None, partner, via, now)
    message = invitation_letter(
        partner,
        user,
        links=post.links,
        sender=post.sender,
        message_id=post.message_id("invitation", partner.id),
        made_at=now,
    )
    keep_letter(db, post, user, message, kind=_invitation(partner), period=ONCE, now=now, to=partner.address)
    return partner


def _id(user: User, address: str, before: int) -> str:
    """The same for two taps at once, so that the ledger takes only one of them."""
    return blake2b(f"{user.id}\x1f{address}\x1f{before}".encode(), digest_size=12).hexdigest()


def _must_not_flood(every: tuple[Partner, ...], same: list[Partner], now: datetime) -> None:
    """Nobody's mailbox can be filled by invitations, nor many people's."""
    if sum(one.ended_at is None for one in every) >= MOST:
        raise Refused("You have %(most)s partners. End one of them before you invite another.", most=MOST)
    if any(now - one.invited_at < DAY for one in same):
        raise Refused("That address was written to within a day. Invite it again tomorrow.")
    if sum(now - one.invited_at < DAY for one in every) >= MOST:
        raise Refused("You invited %(most)s people within a day. Invite the next one tomorrow.", most=MOST)


def join(database: Database, user: User, partner_id: str, now: datetime) -> Partner:
    """They said yes: to an invitation that stands, or after a slip of their own."""

    def joined(db: Connection) -> Partner:
        before = the(db, user, partner_id)
        if before.reads or (before.ended_at and not slipped(db, user, before, THEIRS, now)):
            return before
        after = before.join(now)
        partners.plan_summary(db, user.id, now)
        ledger.record(db, user, Act.JOINED, before, after, THEIRS, now, by=THEIRS)
        return after

    return ledger.settled(database, joined)


def leave(database: Database, user: User, partner_id: str, now: datetime) -> Partner:
    """They said no, or no more."""
    return _end(database, user, partner_id, THEIRS, THEIRS, now)


def end(database: Database, user: User, partner_id: str, *, via: str, now: datetime) -> Partner:
    """Its user wants no more of it. What waits to be sent to them is held back."""
    return _end(database, user, partner_id, user.id, via, now)


def _end(database: Database, user: User, partner_id: str, by: str, via: str, now: datetime) -> Partner:
    def ended(db: Connection) -> Partner:
        before = the(db, user, partner_id)
        if before.ended_at:
            return before
        after = before.end(now)
        ledger.record(db, user, Act.ENDED, before, after, via, now, by=by)
        for kind in (_invitation(after), _summary(after)):
            letters.hold_back(db, user.id, kind)
        return after

    return ledger.settled(database, ended)


def undo_end(database: Database, user: User, partner_id: str, *, via: str, now: datetime) -> Partner:
    """Take back an end of one's own, within a day; the partner's own end is theirs alone."""
    with database.write() as db:
        before = the(db, user, partner_id)
        if not slipped(db, user, before, user.id, now):
            raise Refused("That cannot be taken back. Invite them again.")
        after: Partner = ledger.taken_back(db, user, before, 1, via, now)
        letters.let_go(db, user.id, _invitation(after), now)
        partners.plan_summary(db, user.id, now)
        return after


def slipped(db: Connection, user: User, partner: Partner, by: str, now: datetime) -> bool:
    """Whether it was ended by somebody, a user's id or THEIRS, who may still take that back."""
    last = ledger.standing_acts(store.entries(db, user.id, partner.id))[-1]
    return last.act is Act.ENDED and last.by == by and now - last.at <= SLIP


def the(db: Connection, user: User, partner_id: str) -> Partner:
    """This user's partner of that id. Raises NotFound."""
    found: Partner | None = decided.one(db, user.id, Thing.PARTNER, partner_id)
    if found is None:
        raise NotFound("There is no such partner.")
    return found


def write_due(database: Database, post: Post, now: datetime) -> int:
    """Keep this week's summary for each partner who reads along; one user's trouble never stops the others."""
    with database.read() as db:
        users = [accounts.user(db, user_id) for user_id in partners.due(db, now)]
    count = 0
    for user in filter(None, users):
        try:
            count += write_one(database, post, user, now)
        except Exception:
            log.exception("summary failed user=%s", user.id)
    return count


def write_one(database: Database, post: Post, user: User, now: datetime) -> int:
    """Keep this week's summary for each partner of one user's, and plan when to look again; how many there were."""
    due = last_due(user, now)
    if user.is_away(now) or user.is_away(due):  # looked at again each time, since they may come back any time
        return 0
    period = week_name(user, due)
    with database.read() as db:
        reading = [one for one in partners.partners(db, user.id) if one.reads]
        taken = held.taken_over(db)  # until then the service of before sent them
        waiting = [
            one for one in reading if _since(one, taken) < due and not letters.has(db, user.id, period, _summary(one))
        ]
        known = gather(db, user, now) if waiting else None
    kept = sum(_keep(database, post, known, one, period, now) for one in waiting if known)
    with database.write() as db:
        partners.plan_summary(db, user.id, next_digest(user, now) if reading else None)
    return kept


def _since(partner: Partner, taken: datetime | None) -> datetime:
    joined = partner.joined_at or partner.invited_at
    return max(joined, taken or joined)


def last_due(user: User, now: datetime) -> datetime:
    """The last hour of its user's letter that has come: summaries keep to it whether or not that letter is on."""
    upcoming = next_digest(user, now).astimezone(user.zone)
    return datetime.combine(upcoming.date() - WEEK, time(user.digest_hour), user.zone)


def _keep(database: Database, post: Post, known: Known, partner: Partner, period: str, now: datetime) -> bool:
    user, kind = known.user, _summary(partner)
    message = summary_letter(
        summarised(known, now, shows_bodies=partner.shows_bodies),
        partner,
        links=post.links,
        base_url=post.base_url,
        sender=post.sender,
        message_id=post.message_id("summary", partner.id, period),
        made_at=now,
    )
    with database.write() as db:
        still = partners.held(db, user.id, partner.id)
        if still is None or not still.reads:  # it was ended while the summary was written
            return False
        return keep_letter(db, post, user, message, kind=kind, period=period, now=now, to=partner.address)


def _summary(partner: Partner) -> str:
    return f"partner:{partner.id}"


def _invitation(partner: Partner) -> str:
    return f"invitation:{partner.id}"
