"""A real mail server for tests: Dovecot, with a certificate of its own and Maildirs on disk."""

import os
import pwd
import shutil
import socket
import ssl
import subprocess
import tempfile
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pytest

from tests.prepare import dovecot

USER = "redaktion@example.org"
PASSWORD = "hemmelig-æøå 1"
_CONFIG = """\
base_dir = {home}/run
state_dir = {home}/state
log_path = /dev/stderr
protocols = imap
listen = 127.0.0.1
ssl = yes
ssl_cert = <{home}/server.pem
ssl_key = <{home}/server.key
disable_plaintext_auth = no
auth_mechanisms = plain login
auth_failure_delay = 0
default_internal_user = {inner}
default_internal_group = {group}
default_login_user = {inner}
first_valid_uid = 1
mail_location = maildir:{home}/mail
passdb {{
  driver = passwd-file
  args = scheme=PLAIN username_format=%u {home}/users
}}
userdb {{
  driver = static
  args = uid={user} gid={user_group} home={home}/home
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {safe}
    ssl = yes
  }}
}}
service stats {{
  chroot =
}}
"""


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where it listens, whom it trusts, and where its Maildir is."""

    home: Path
    port: int
    plain_port: int

    @property
    def authority(self) -> Path:
        """The certificate that it must be trusted by."""
        return self.home / "ca.pem"

    @property
    def inbox(self) -> Path:
        return self.home / "mail"

    def url(self, folder: str = "", user: str = USER, host: str = "localhost") -> str:
        return f"imaps://{user}@{host}:{self.port}{'/' if folder else ''}{folder}"

    def trust(self) -> ssl.SSLContext:
        return ssl.create_default_context(cafile=self.authority)

    def deliver(self, *mails: bytes, folder: str = "") -> None:
        """As a mail server does it (Maildir): written beside, then moved to `new`."""
        box = self.inbox / f".{folder}" if folder else self.inbox
        for name in ("tmp", "new", "cur"):
            (box / name).mkdir(parents=True, exist_ok=True)
        for mail in mails:
            name = f"{next(_NUMBERS):08d}.test"
            (box / "tmp" / name).write_bytes(mail)
            (box / "tmp" / name).rename(box / "new" / name)
        _hand_over(self.home / "mail")

    def flags(self) -> set[str]:
        """The flags that any mail has got (Maildir: what follows ``:2,``)."""
        names = (path.name for path in self.inbox.rglob("cur/*"))
        return {flag for name in names for flag in name.partition(":2,")[2]}

    def mails(self) -> int:
        return sum(1 for name in ("cur", "new") for _ in (self.inbox / name).iterdir())


_NUMBERS = count(1)


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """A running Dovecot; skips loudly where there is none, and fails in CI."""
    program = dovecot()
    if program is None:
        _none()
    home = Path(tempfile.mkdtemp(prefix="dovecot-"))
    home.chmod(0o755)
    server = MailServer(home, *_free_ports())
    try:
        _certificates(home)
        _configure(server)
        server.deliver()
        running = subprocess.Popen(
            [str(program), "-F", "-c", str(home / "dovecot.conf")], stderr=subprocess.PIPE
        )
        try:
            _wait_until_up(running)
            yield server
        finally:
            running.terminate()
            running.communicate(timeout=30)
    finally:
        shutil.rmtree(home, ignore_errors=True)


def _none() -> None:
    told = "NO DOVECOT, so mail by IMAP is not tested; to get it: python tests/prepare.py"
    if os.environ.get("CI"):
        pytest.fail(told)
    warnings.warn(told, stacklevel=1)
    pytest.skip("no dovecot")


def _wait_until_up(running: subprocess.Popen[bytes]) -> None:
    """Until it says so; its listening sockets are open by then."""
    assert running.stderr is not None
    heard = []
    for line in running.stderr:
        heard.append(line.decode(errors="replace"))
        if b"starting up" in line:
            return
    pytest.fail("Dovecot does not start: " + "".join(heard))


def _configure(server: MailServer) -> None:
    inner, user = _accounts()
    (server.home / "users").write_text(f"{USER}:{PASSWORD}\n", encoding="utf-8")
    (server.home / "dovecot.conf").write_text(
        _CONFIG.format(
            home=server.home,
            inner=inner.pw_name,
            group=_group(inner),
            user=user.pw_uid,
            user_group=user.pw_gid,
            plain=server.plain_port,
            safe=server.port,
        ),
        encoding="utf-8",
    )
    for name in ("home", "mail", "state"):
        (server.home / name).mkdir()
    _hand_over(server.home / "home")


def _accounts() -> tuple[pwd.struct_passwd, pwd.struct_passwd]:
    """Who the server's inner parts are, and whose the mails are: never root."""
    if os.geteuid() == 0:
        return pwd.getpwnam("dovecot"), pwd.getpwnam("nobody")
    own = pwd.getpwuid(os.geteuid())
    return own, own


def _group(account: pwd.struct_passwd) -> str:
    import grp

    return grp.getgrgid(account.pw_gid).gr_name


def _hand_over(folder: Path) -> None:
    if os.geteuid() == 0:
        user = _accounts()[1]
        for path in (folder, *folder.rglob("*")):
            os.chown(path, user.pw_uid, user.pw_gid)


def _free_ports() -> tuple[int, int]:
    with socket.socket() as one, socket.socket() as other:
        one.bind(("127.0.0.1", 0))
        other.bind(("127.0.0.1", 0))
        return one.getsockname()[1], other.getsockname()[1]


def _certificates(home: Path) -> None:
    """An authority of our own, and a certificate for localhost that it signed."""
    key = ["-newkey", "rsa:2048", "-nodes", "-days", "2"]
    _openssl(
        "req", "-x509", *key, "-subj", "/CN=Test authority", "-keyout", str(home / "ca.key"),
        "-out", str(home / "ca.pem"), "-addext", "keyUsage=critical,keyCertSign,cRLSign",
    )  # fmt: skip
    _openssl(
        "req", "-x509", *key, "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost",
        "-addext", "basicConstraints=critical,CA:FALSE", "-CA", str(home / "ca.pem"),
        "-CAkey", str(home / "ca.key"), "-keyout", str(home / "server.key"),
        "-out", str(home / "server.pem"),
    )  # fmt: skip


def _openssl(*arguments: str) -> None:
    done = subprocess.run(["openssl", *arguments], capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()
