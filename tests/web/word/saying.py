"""What a promisee says, sent as the form behind their link sends it."""

from datetime import timedelta

from tracker.domain.entry import Act

LATER = timedelta(hours=1)
ASKED = [(Act.ADDED, "efua", "page"), (Act.ASKED, "efua", "page")]


def says(who, link, word):
    return who.client.post(link, data={"say": word})
