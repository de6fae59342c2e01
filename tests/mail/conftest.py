"""Mail servers on this machine, with certificates of an authority of their own."""

import ssl
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
import trustme

from tests.mail.post import Post, listening


@pytest.fixture(scope="session")
def authority() -> trustme.CA:
    return trustme.CA()


@pytest.fixture
def post(authority: trustme.CA, tmp_path: Path) -> Iterator[Callable[..., Post]]:
    """Opens mail servers on this machine, by STARTTLS ("starttls"), TLS from the first byte ("tls"), or neither."""
    ca_file = tmp_path / "authority.pem"
    authority.cert_pem.write_to_path(str(ca_file))
    with ExitStack() as open_servers:

        def opened(
            security: str = "starttls", *, issuer: trustme.CA = authority, name: str = "127.0.0.1", **told: Any
        ) -> Post:
            context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
            issuer.issue_cert(name).configure_cert(context)
            server = Post(ca_file=ca_file, **told)
            server.port = open_servers.enter_context(listening(server, security, context))
            return server

        yield opened
