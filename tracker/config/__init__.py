"""Settings in, one frozen Config out; and the two keys. Nothing is read at import."""

from tracker.config.keyfile import Keys, keys, make_folder
from tracker.config.model import Config, ConfigTrouble
from tracker.config.sources import load

__all__ = ["Config", "ConfigTrouble", "Keys", "keys", "load", "make_folder"]
