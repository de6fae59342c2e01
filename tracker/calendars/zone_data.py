"""Which time zone data this process goes by, known by their bytes.

Python takes a zone from the folders of PYTHONTZPATH, or of the system where that is not set, and from the package
tzdata only what is in none of them (PEP 615): so the version of that package tells nothing of a system that is newer.
"""

import zoneinfo
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path


@lru_cache(maxsize=1)
def data() -> str:
    """A short name of all zone data. It lasts for the life of a process: a zone that was read once is not read again,
    so that newer data count from the next start on.
    """
    seen = sha256()
    for name in sorted(zoneinfo.available_timezones()):
        seen.update(name.encode() + b"\0" + sha256(_bytes(name)).digest())
    return seen.hexdigest()[:16]


def _bytes(name: str) -> bytes:
    for folder in zoneinfo.TZPATH:
        path = Path(folder, name)
        if path.is_file():
            return path.read_bytes()
    return files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
