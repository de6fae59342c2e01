"""Our client at Google: who we are there, where people come back to, and at which addresses Google is asked."""

from typing import NamedTuple

BACK = "/google/back"


def redirect_address(base_url: str) -> str:
    """Where Google sends people back to: the very string that its console must hold, whatever a request says
    (RFC 9700, 4.1.3).
    """
    return f"{base_url}{BACK}"


class Client(NamedTuple):
    """What Google's console calls an OAuth client of the type web application.

    `at` is the address of a server that is asked instead of Google; empty for Google itself.
    """

    id: str
    secret: str
    redirect: str
    at: str = ""

    @property
    def auth_uri(self) -> str:
        """Where a person is asked for consent."""
        return f"{self.at or 'https://accounts.google.com'}/o/oauth2/v2/auth"

    @property
    def token_uri(self) -> str:
        """Where a code becomes tokens, and a refresh token an access token."""
        return f"{self.at or 'https://oauth2.googleapis.com'}/token"

    @property
    def revoke_uri(self) -> str:
        """Where a token is given back (RFC 7009)."""
        return f"{self.at or 'https://oauth2.googleapis.com'}/revoke"

    @property
    def certs_uri(self) -> str:
        """The certificates with which Google signs who somebody is."""
        return f"{self.at or 'https://www.googleapis.com'}/oauth2/v1/certs"

    @property
    def issuer(self) -> str:
        """What an answer must call its issuer, where it names one (RFC 9207)."""
        return self.at or "https://accounts.google.com"

    @property
    def api(self) -> str:
        """Where calendars are asked; the whole path, since Google's client adds none of it."""
        return f"{self.at or 'https://www.googleapis.com'}/calendar/v3/"
