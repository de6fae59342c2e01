"""`tracker doctor`: each part of the service looked at, each fault with its remedy."""

import click

from tracker.cli.common import json_option, log_to_terminal, open_tracker, plainly, say, the_user, user_option
from tracker.services.checkup import Finding, checkup, send_test_letter
from tracker.services.checkup_google import google_checkup
from tracker.services.checkup_hosted import hosted_checkup
from tracker.services.checkup_kept import kept_checkup
from tracker.wiring import Tracker


@click.command()
@user_option
@click.option("--send-test-letter", is_flag=True, help="Send a letter to the user, to see that it arrives.")
@json_option
@click.pass_context
@plainly
def doctor(context: click.Context, email: str | None, send_test_letter: bool, as_json: bool) -> None:
    """Look at every part, and name each fault with its remedy."""
    log_to_terminal(verbose=False)
    tracker = open_tracker(context, upgrade=False)
    findings = _found(tracker) + _kept(tracker)
    findings += google_checkup(tracker.google, tracker.database, tracker.clock())
    if send_test_letter:
        findings += (_tested(context, email),)
    if as_json:
        say([finding._asdict() for finding in findings])
    for finding in () if as_json else findings:
        click.echo(_sentence(finding))
    context.exit(0 if all(finding.well for finding in findings) else 1)


def _found(tracker: Tracker) -> tuple[Finding, ...]:
    config = tracker.config
    if not config.service.hosted:
        return checkup(config.data, tracker.database, tracker.post, tracker.clock())
    proxies, base_url = config.service.proxies, config.base_url
    return hosted_checkup(tracker.database, tracker.post, proxies=proxies, base_url=base_url, now=tracker.clock())


def _kept(tracker: Tracker) -> tuple[Finding, ...]:
    data = None if tracker.config.service.hosted else tracker.config.data
    return kept_checkup(data, tracker.database, tracker.backups, tracker.clock())


def _tested(context: click.Context, email: str | None) -> Finding:
    tracker = open_tracker(context)
    return send_test_letter(tracker.post, the_user(tracker, email), tracker.clock())


def _sentence(finding: Finding) -> str:
    sign = "well " if finding.well else "FAULT"
    remedy = f"\n       Remedy: {finding.remedy}" if finding.remedy else ""
    return f"{sign}  {finding.part}: {finding.found}{remedy}"
