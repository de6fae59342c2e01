"""`tracker doctor`: each part of the service looked at, each fault with its remedy. It changes nothing."""

import click

from tracker.cli.common import (
    configured,
    json_option,
    log_to_terminal,
    open_tracker,
    plainly,
    say,
    the_user,
    user_option,
)
from tracker.config import Config
from tracker.services.checkup import Finding, checkup, send_test_letter
from tracker.services.checkup_google import google_checkup
from tracker.services.checkup_hosted import hosted_checkup
from tracker.services.checkup_kept import kept_checkup
from tracker.services.checkup_storage import missing
from tracker.store.database import Database
from tracker.wiring import Tracker

LATER = "Mend what is named above, then once more: tracker doctor --send-test-letter"


@click.command()
@user_option
@click.option("--send-test-letter", is_flag=True, help="Send a letter to the user, to see that it arrives.")
@json_option
@click.pass_context
@plainly
def doctor(context: click.Context, email: str | None, send_test_letter: bool, as_json: bool) -> None:
    """Look at every part, and name each fault with its remedy."""
    log_to_terminal(verbose=False)
    findings = _missing(configured(context))
    if not findings:
        tracker = open_tracker(context, upgrade=False)
        findings = _found(tracker)
        if send_test_letter:
            findings += (_tested(tracker, email, findings),)
    if as_json:
        say([finding._asdict() for finding in findings])
    for finding in () if as_json else findings:
        click.echo(_sentence(finding))
    context.exit(0 if all(finding.well for finding in findings) else 1)


def _missing(config: Config) -> tuple[Finding, ...]:
    """Before anything is opened: to open what is not there would make it."""
    if config.service.hosted:
        return ()
    file, folder = Database(config.database_url).path, config.backups
    return missing(config.data, file, own_keys=not config.keys, back_ups=folder)


def _found(tracker: Tracker) -> tuple[Finding, ...]:
    """Each fault once, though it may be met on several ways."""
    now, database = tracker.clock(), tracker.database
    found = _stands_on(tracker)
    opens = all(finding.well for finding in found if finding.part == "Database")
    data = None if tracker.config.service.hosted else tracker.config.data
    found += kept_checkup(data, database, tracker.backups, now, opens=opens)
    found += google_checkup(tracker.google, database, now, opens=opens)
    return tuple(dict.fromkeys(found))


def _stands_on(tracker: Tracker) -> tuple[Finding, ...]:
    config = tracker.config
    if not config.service.hosted:
        return checkup(config.data, tracker.database, tracker.post, tracker.clock())
    proxies, base_url = config.service.proxies, config.base_url
    return hosted_checkup(tracker.database, tracker.post, proxies=proxies, base_url=base_url, now=tracker.clock())


def _tested(tracker: Tracker, email: str | None, findings: tuple[Finding, ...]) -> Finding:
    if not all(finding.well for finding in findings if finding.part == "Database"):
        return Finding("Test letter", False, "it was not sent", LATER)
    return send_test_letter(tracker.post, the_user(tracker, email), tracker.clock())


def _sentence(finding: Finding) -> str:
    sign = "well " if finding.well else "FAULT"
    remedy = f"\n       Remedy: {finding.remedy}" if finding.remedy else ""
    return f"{sign}  {finding.part}: {finding.found}{remedy}"
