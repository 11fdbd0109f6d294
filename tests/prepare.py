"""Set up what the tests need beyond Python packages: browser, database, voice, mail server.

On Debian as root they come from its packages; elsewhere an installed one is used, and a browser
of Playwright's own is fetched where there is none. Run by ``make test``; standard library only.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def browser() -> str | None:
    """The path of an installed Chrome or Chromium."""
    return next(filter(None, map(shutil.which, BROWSERS)), None)


def postgres() -> str | None:
    """The path of an installed PostgreSQL server program."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    return shutil.which("postgres") or (str(debian[-1]) if debian else None)


def espeak() -> str | None:
    """The path of espeak-ng, which speaks the clips for speech to text."""
    return shutil.which("espeak-ng")


def dovecot() -> str | None:
    """The path of an installed Dovecot, the mail server; Debian has it beside root's programs."""
    return shutil.which("dovecot") or shutil.which("dovecot", path="/usr/sbin:/usr/local/sbin")


def may_install() -> bool:
    """Whether this is Debian (or kin) and we are root."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def install(packages: list[str]) -> None:
    """Install Debian packages; what goes wrong is printed and shows later as a missing program."""
    print(f"Installing {' and '.join(packages)} for the tests ...", flush=True)
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["update"], ["install", "--yes", "--no-install-recommends", *packages]):
        quiet = ["apt-get", "--quiet=2", *command]
        subprocess.run(quiet, env=environment, stdout=subprocess.DEVNULL, check=False)


def main() -> int:
    """0 where all is there; in CI, 1 where something is missing, because nothing may be skipped."""
    needed = (
        ("chromium", browser()),
        ("postgresql", postgres()),
        ("espeak-ng", espeak()),
        ("dovecot-imapd", dovecot()),
    )
    missing = [name for name, have in needed if not have]
    if missing and may_install():
        install(missing)
    if browser() is None:
        own = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(own, check=False)
    if espeak() is None:
        print("NO ESPEAK-NG: speech to text is not tested with spoken clips", flush=True)
    if dovecot() is None:
        print("NO DOVECOT: newsletters by mail are not tested over IMAP", flush=True)
    if postgres() is None:
        print("NO POSTGRESQL: the store's tests run on SQLite only", flush=True)
    absent = None in (postgres(), espeak(), dovecot())
    return 1 if absent and os.environ.get("CI") else 0


if __name__ == "__main__":
    sys.exit(main())
