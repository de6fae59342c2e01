"""A network of its own, in which every address there is leads back to this machine; nothing comes in or out."""

import fcntl
import os
import socket
import struct
import subprocess
import sys
from pathlib import Path

AS_ROOT = ("unshare", "--net", "--mount")
AS_ANYONE = ("unshare", "--user", "--map-root-user", "--net", "--mount")
# of the kernel's headers: if.h, sockios.h, netlink.h, rtnetlink.h
UP_AND_RUNNING, SET_FLAGS = 0x41, 0x8914
NEW_ROUTE, REQUEST_CREATE_ACK = 24, 0x405
LOCAL_TABLE, AT_BOOT, ON_THIS_HOST, LOCAL, OUT_BY = 255, 3, 254, 2, 4
FILES = {  # what the look-up of names reads, and what stands there instead
    "/etc/resolv.conf": "nameserver 9.9.9.9\n",
    "/etc/hosts": "127.0.0.1 localhost\n::1 localhost\n10.9.8.7 planted.example\n",
    "/etc/nsswitch.conf": "hosts: files dns\n",
}
NAME_CACHE = Path("/run/nscd")  # it would be asked first, and lives outside


class NotAllowed(Exception):
    """This machine lets us make no such network; says why."""


def way_in() -> tuple[str, ...]:
    """The command that begins a process inside. Raises NotAllowed."""
    said = []
    for way in (AS_ROOT, AS_ANYONE) if os.geteuid() == 0 else (AS_ANYONE,):
        try:
            tried = subprocess.run([*way, "true"], capture_output=True, text=True, timeout=30, check=False)
        except OSError as error:
            raise NotAllowed(str(error)) from None
        if tried.returncode == 0:
            return way
        said.append(tried.stderr.strip())
    raise NotAllowed("; ".join(said))


def furnish(folder: Path) -> None:
    """Makes every address local, and the system's look-up ask our own name server. Only inside."""
    if os.environ.get("LAB_INSIDE") != "yes":
        sys.exit("only inside")
    lead_everything_here()
    for name, text in FILES.items():
        if Path(name).exists():
            ours = folder / Path(name).name
            ours.write_text(text)
            subprocess.run(["mount", "--bind", str(ours), name], check=True)
    if NAME_CACHE.exists():
        subprocess.run(["mount", "-t", "tmpfs", "none", str(NAME_CACHE)], check=True)


def lead_everything_here() -> None:
    """Brings up the loopback, and routes all addresses of both families to it as if they were its own."""
    with socket.socket() as any_socket:
        fcntl.ioctl(any_socket, SET_FLAGS, struct.pack("16sH22x", b"lo", UP_AND_RUNNING))
    with socket.socket(socket.AF_NETLINK, socket.SOCK_RAW) as kernel:
        for family in (socket.AF_INET, socket.AF_INET6):
            route = struct.pack("=8BI", family, 0, 0, 0, LOCAL_TABLE, AT_BOOT, ON_THIS_HOST, LOCAL, 0)
            route += struct.pack("=HHI", 8, OUT_BY, socket.if_nametoindex("lo"))
            kernel.send(struct.pack("=IHHII", 16 + len(route), NEW_ROUTE, REQUEST_CREATE_ACK, 1, 0) + route)
            failed = -struct.unpack_from("=i", kernel.recv(4_096), 16)[0]
            if failed:
                raise OSError(failed, os.strerror(failed))
