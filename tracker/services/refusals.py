"""Why an answer from Google was not accepted, each with what to do; never the far end's own text."""

from tracker.domain.saying import Value, Worded
from tracker.tongue import N_


class Refusal(Worded):
    """An answer that was not accepted; nothing of it is kept. Its text says what to do; `title` what went wrong."""

    title = N_("Google did not let that through")
    remedy = N_("Begin again. If the same happens once more, whoever runs tracker can look: tracker doctor.")

    def __init__(self, remedy: str = "", **values: Value) -> None:
        super().__init__(remedy or self.remedy, **values)


class StateUnknown(Refusal):
    """Missing, made up, used already, of another purpose, or begun in another browser."""

    title = N_("This answer belongs to nothing that you began here")
    remedy = N_("Begin again in this window, and go through Google's pages once, without going back.")


class StateExpired(Refusal):
    """Answered too late."""

    title = N_("That took longer than ten minutes")
    remedy = N_("Begin again: what you do at Google must be done within ten minutes.")


class ConsentDenied(Refusal):
    """The person said no."""

    title = N_("You did not agree at Google")
    remedy = N_("Nothing was changed. If you want it after all, begin again and choose “Continue” on Google's page.")


class ScopeUnticked(Refusal):
    """The person left out a permission without which nothing can be read."""

    title = N_("A permission was not ticked")


class WrongIssuer(Refusal):
    """The answer says that it comes from elsewhere (RFC 9207)."""

    title = N_("This answer did not come from Google")
    remedy = N_("Begin again from this page; do not follow a link that somebody sent you.")


class CodeRefused(Refusal):
    """Google would not take the code: it was used, has ended, or was made for somebody else."""

    title = N_("Google no longer takes this answer")
    remedy = N_("Each answer works once and for a few minutes. Begin again.")


class WrongAccount(Refusal):
    """Another account agreed than the one that was to be connected again."""

    title = N_("That was another Google account")
    remedy = N_(
        "Begin again, and choose the account that is to be connected again. To read the other account as well, "
        "connect it as a new one."
    )

    def __init__(self, account: str, expected: str) -> None:
        super().__init__()
        self.account, self.expected = account, expected


class NotLasting(Refusal):
    """Leave for an hour only, which cannot be renewed."""

    title = N_("Google gave leave for an hour only")
    remedy = N_(
        "In your Google account, under Security, “Your connections to third-party apps and services”, remove "
        "tracker. Then begin again."
    )


class NotVerified(Refusal):
    """Google does not say with authority that the address is theirs."""

    title = N_("Google does not vouch for this address")
    remedy = N_("Sign in by a link instead: enter your mail address, and follow the link in the letter.")


class NoSuchUser(Refusal):
    """Nobody here has that address."""

    title = N_("There is no account for this address")
    remedy = N_("Sign in with the address that your account here has, or ask whoever runs tracker for one.")

    def __init__(self, account: str) -> None:
        super().__init__()
        self.account = account
