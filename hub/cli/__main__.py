"""``python -m hub.cli`` is ``hub``."""

from hub.cli.app import main

main()
