"""Where feeds may come from: how an address is written, and which hosts we go to (reliability D2)."""


def tidy(address: str) -> str:
    """An address as we keep it: https for webcal, the host in ASCII. Raises FeedRefused."""
    raise NotImplementedError


def masked(address: str) -> str:
    """An address as it may be shown: its host and its last four characters (requirement 19)."""
    raise NotImplementedError
