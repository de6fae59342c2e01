"""A server under many names of this machine, whose feeds stall: it takes the question, and then says no more."""

import asyncio
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/calendar\r\nContent-Length: %d\r\nConnection: close\r\n\r\n"
FAR = 0.3  # seconds


class Stalling:
    """Answers `/good…` with a feed at once, `/far…` as from far away. Elsewhere it stalls, at every other path in the
    midst of its body, until `release` or for so many seconds. `inside` and `most` count the connections of each host,
    now and at once.
    """

    def __init__(self, feed: bytes, seconds: float) -> None:
        self.inside, self.most, self.came = Counter[str](), Counter[str](), Counter[str]()
        self.ports: dict[str, int] = {}
        self._feed, self._seconds = feed, seconds
        self._loop = asyncio.new_event_loop()
        self._released = asyncio.Event()

    def url(self, host: str, path: str) -> str:
        """The address of a path on a host."""
        return f"http://{host}:{self.ports[host]}{path}"

    @property
    def held(self) -> int:
        """How many stall just now."""
        return sum(self.inside.values())

    def release(self) -> None:
        """Hang up on all who wait, and on all to come."""
        self._loop.call_soon_threadsafe(self._released.set)

    def run(self, hosts: list[str], ready: threading.Event) -> None:
        """Serves until `stop`."""
        asyncio.set_event_loop(self._loop)
        servers = [self._loop.run_until_complete(self._listen(host)) for host in hosts]
        ready.set()
        self._loop.run_forever()
        for server in servers:
            server.close()
        pending = asyncio.all_tasks(self._loop)
        self._loop.run_until_complete(asyncio.gather(*pending, return_exceptions=True))
        self._loop.close()

    def stop(self) -> None:
        """Releases all and ends."""
        self.release()
        self._loop.call_soon_threadsafe(self._loop.stop)

    async def _listen(self, host: str) -> asyncio.Server:
        server = await asyncio.start_server(lambda *line: self._serve(host, *line), host, 0)
        self.ports[host] = server.sockets[0].getsockname()[1]
        return server

    async def _serve(self, host: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.inside[host] += 1
        self.most[host] = max(self.most[host], self.inside[host])
        try:
            path = (await reader.readline()).split()[1].decode()
            self.came[path] += 1
            while (await reader.readline()).strip():
                pass
            await self._answer(path, reader, writer)
        except (OSError, IndexError):
            return  # whoever asked has gone
        finally:
            writer.close()
            self.inside[host] -= 1

    async def _answer(self, path: str, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if path.startswith("/far"):
            await asyncio.sleep(FAR)
        if path.startswith(("/good", "/far")):
            writer.write(HEAD % len(self._feed) + self._feed)
            await writer.drain()
            return
        if path.endswith("2.ics"):
            writer.write(HEAD % len(self._feed) + self._feed[:20])
        waits = [asyncio.ensure_future(self._released.wait()), asyncio.ensure_future(reader.read())]
        await asyncio.wait(waits, timeout=self._seconds, return_when=asyncio.FIRST_COMPLETED)
        for wait in waits:
            wait.cancel()


@contextmanager
def stalling(hosts: list[str], feed: bytes, seconds: float = 60) -> Iterator[Stalling]:
    """Such a server while the block runs, on each of these hosts."""
    server, ready = Stalling(feed, seconds), threading.Event()
    thread = threading.Thread(target=server.run, args=(hosts, ready))
    thread.start()
    try:
        assert ready.wait(10)
        yield server
    finally:
        server.stop()
        thread.join()
