"""A mail server with TLS on this machine, which keeps all that comes and answers as it is told."""

import asyncio
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from aiosmtpd.smtp import SMTP, AuthResult


@dataclass
class Post:
    """A mail server: whom it takes letters for, what it answers, and all that came."""

    port: int = 0
    ca_file: Path | None = None
    answers: dict[str, str] = field(default_factory=dict)
    password: str = "right"
    hang_up: bool = False  # after the letter was handed over
    drips: bool = False  # never comes to the end of its answer to a letter
    letters: list[bytes] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    signins: list[tuple[bytes, bytes]] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)  # the commands, in order

    async def handle_MAIL(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.asked.append("MAIL")
        envelope.mail_from = address
        return self.answers.get("MAIL", "250 OK")

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        self.asked.append("RCPT")
        envelope.rcpt_tos.append(address)
        self.recipients.append(address)
        return self.answers.get("RCPT", "250 OK")

    async def handle_DATA(self, server: SMTP, session: Any, envelope: Any) -> str:  # noqa: N802
        self.letters.append(envelope.content)
        if self.hang_up:
            server.transport.abort()
        while self.drips and not server.transport.is_closing():
            await server.push("250-one moment")
            await asyncio.sleep(0.05)
        return self.answers.get("DATA", "250 OK")

    def signin(self, server: SMTP, session: Any, envelope: Any, mechanism: str, told: Any) -> AuthResult:
        self.signins.append((told.login, told.password))
        # Not handled: else aiosmtpd answers nothing to a wrong password, and the client waits for ever.
        if "AUTH" in self.answers:
            return AuthResult(success=False, handled=False, message=self.answers["AUTH"])
        return AuthResult(success=(told.login, told.password) == (b"efua", self.password.encode()), handled=False)


@contextmanager
def listening(post: Post, security: str, context: ssl.SSLContext) -> Iterator[int]:
    """Serves a post by STARTTLS ("starttls"), by TLS at once ("tls"), or by neither ("none"); gives its port."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever)

    def protocol() -> SMTP:
        return SMTP(
            post,
            hostname="post.example.com",
            tls_context=context if security == "starttls" else None,
            authenticator=post.signin,
            auth_require_tls=security == "starttls",
            loop=loop,
        )

    thread.start()  # first: a thread that plays a browser has a loop of its own, and may run no other
    made = loop.create_server(protocol, "127.0.0.1", 0, ssl=context if security == "tls" else None)
    server = asyncio.run_coroutine_threadsafe(made, loop).result()
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        asyncio.run_coroutine_threadsafe(_close(server), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()


async def _close(server: asyncio.Server) -> None:
    server.close()
    others = asyncio.all_tasks() - {asyncio.current_task()}
    for task in others:
        task.cancel()
    await asyncio.gather(*others, return_exceptions=True)
