"""feeds.yaml, checked: the one source of truth for sources and themes (decision 14).

`parse_config` tells everything that is wrong at once, each with its line and key.
"""

from hub.config.file import Config, HubConfig, load_config, parse_config
from hub.config.speech import SpeechConfig

__all__ = ["Config", "HubConfig", "SpeechConfig", "load_config", "parse_config"]
