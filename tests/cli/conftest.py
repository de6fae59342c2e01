"""The command `tracker` on a data folder of its own, as a person or a script calls it."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from tracker.cli import main
from tracker.config import load
from tracker.wiring import Tracker, build


@dataclass
class Command:
    """`tracker` with settings of its own; what it says stands in `stdout`, its complaints in `stderr`."""

    folder: Path

    def __call__(self, *words: str, code: int = 0, **environ: str) -> Result:
        result = CliRunner().invoke(main, ["--config", str(self.settings), *words], env=environ)
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exc_info
        assert result.exit_code == code, result.output
        return result

    @property
    def settings(self) -> Path:
        return self.folder / "config.toml"

    @property
    def data(self) -> Path:
        return self.folder / "data"

    def json(self, *words: str, code: int = 0) -> Any:
        """What it says, which is one JSON document and nothing else."""
        return json.loads(self(*words, code=code).stdout)

    def complaint(self, *words: str, code: int = 1, **environ: str) -> str:
        """The one plain line of what is wrong; nothing else is said."""
        result = self(*words, code=code, **environ)
        assert result.stdout == ""
        assert result.stderr.startswith("Error: ")
        return result.stderr.removeprefix("Error: ").rstrip("\n")

    def tracker(self) -> Tracker:
        """The service as the command builds it, to look at what was kept."""
        return build(load(self.settings, {}))


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """`tracker` before its first start."""
    (tmp_path / "config.toml").write_text(f'data = "{tmp_path}/data"\n')
    return Command(tmp_path)


@pytest.fixture
def tracker(command: Command) -> Command:
    """`tracker` with Efua, who lives in Accra, where it is always UTC."""
    command("user", "add", "efua@example.com", "--zone", "Africa/Accra", "--name", "Efua")
    return command
