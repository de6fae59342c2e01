"""A network of its own, in which every address there is leads back to this machine; nothing comes in or out."""

import os
import subprocess
import sys
from pathlib import Path

AS_ROOT = ("unshare", "--net", "--mount")
AS_ANYONE = ("unshare", "--user", "--map-root-user", "--net", "--mount")
ROUTES = (
    "ip link set lo up",
    "ip route add local 0.0.0.0/0 dev lo",
    "ip -6 route add local ::/0 dev lo",
)
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
            tried = subprocess.run([*way, "ip", "link"], capture_output=True, text=True, timeout=30, check=False)
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
    for command in ROUTES:
        subprocess.run(command.split(), check=True)
    for name, text in FILES.items():
        if Path(name).exists():
            ours = folder / Path(name).name
            ours.write_text(text)
            subprocess.run(["mount", "--bind", str(ours), name], check=True)
    if NAME_CACHE.exists():
        subprocess.run(["mount", "-t", "tmpfs", "none", str(NAME_CACHE)], check=True)
