"""Who a token acts for, and what it may do."""

from pydantic import Field

from tracker.domain.token import Scope
from tracker.web import bearer, visit
from tracker.web.api import door
from tracker.web.api.shapes import Moment, Shape, here, maybe


class TheToken(Shape):
    """The token that was shown."""

    name: str
    scopes: list[Scope]
    made_at: Moment
    ends_at: Moment
    used_at: Moment | None = Field(description="About when it was used last, to the hour; null: never before.")


class Me(Shape):
    """A user, as a program needs to know them."""

    id: str
    email: str
    name: str
    zone: str = Field(description="IANA name of the zone on whose clock their days are read.")
    locale: str = Field(description="BCP 47 tag of the language that problems are told in.")
    scored_from: Moment
    away_until: Moment | None
    token: TheToken


@door.get("/me", answers=Me)
def read() -> Me:
    """Who the token acts for, and what it may do."""
    user, token, now = visit.user(), bearer.token(), visit.now()
    assert token is not None, "whoever asks has been let in"
    return Me(
        id=user.id,
        email=user.email,
        name=user.name,
        zone=user.zone.key,
        locale=user.locale,
        scored_from=here(user.scored_from, user),
        away_until=here(user.away.end, user) if user.away and user.is_away(now) else None,
        token=TheToken(
            name=token.name,
            scopes=sorted(token.scopes),
            made_at=here(token.made_at, user),
            ends_at=here(token.ends_at, user),
            used_at=maybe(token.used_at, user),
        ),
    )
