"""Where Google tells us that a calendar has changed. No session, no form: the channel's token is the authority."""

from flask import Blueprint, Response, request

from tracker.calendars.google.channels import PUSH
from tracker.services import channels
from tracker.web import limits, visit

page = Blueprint("push", __name__)


@page.post(PUSH)
@limits.pushes
def told() -> Response:
    """Have the calendar read soon; whatever a body says is not looked at.

    Google sends a message again only after 500, 502, 503 and 504, so a stranger's 404 ends the matter
    (https://developers.google.com/workspace/calendar/api/guides/push, "Respond to notifications").
    """
    headers = request.headers
    ours = channels.heard(
        visit.tracker().database,
        channel=headers.get("X-Goog-Channel-ID", ""),
        token=headers.get("X-Goog-Channel-Token", ""),
        state=headers.get("X-Goog-Resource-State", ""),
        now=visit.now(),
    )
    return Response(status=200 if ours else 404)
