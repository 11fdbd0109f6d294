"""The command line, and the only place where everything meets; nobody imports it."""

from hub.cli.app import main

__all__ = ["main"]
