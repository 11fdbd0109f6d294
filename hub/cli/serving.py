"""hub serve: the site alone, over what has been crawled and indexed."""

import errno
import os
import signal
import socket
import threading
from typing import Annotated

import typer
import uvicorn

from hub.cli.composition import open_hub
from hub.cli.opening import OpeningSearcher
from hub.cli.output import say
from hub.errors import ConfigError, HubError
from hub.model import Fault
from hub.settings import Settings
from web.app import create_app
from web.site import SiteSettings

STOPPING = 10  # seconds that open requests get when the site is told to stop


def serve(
    context: typer.Context,
    *,
    demo: Annotated[bool, typer.Option("--demo", hidden=True)] = False,
    quiet: Annotated[bool, typer.Option("--quiet", hidden=True)] = False,
) -> None:
    """Serve the site on HUB_HOST and HUB_PORT, without crawling."""
    settings: Settings = context.obj
    with listen(settings) as listening, open_hub(settings, take_up=False) as hub:
        site = SiteSettings(address=settings.address, demo=demo)
        app = create_app(hub.store, OpeningSearcher(lambda: hub.searcher, hub.prepare_search), site)
        if quiet:
            end_with_parent()
        else:
            say(f"The site is at {shown_address(listening)} – stop it with Ctrl-C.")
        run(app_config(app, settings), listening)


def app_config(app: object, settings: Settings) -> uvicorn.Config:
    """uvicorn for our site: no access log, because queries are in no log (decision 16)."""
    return uvicorn.Config(
        app,  # type: ignore[arg-type]  # uvicorn's protocols and Starlette's differ in name only
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=bool(settings.trusted_proxies),
        forwarded_allow_ips=list(settings.trusted_proxies),
        timeout_graceful_shutdown=STOPPING,
    )


def run(config: uvicorn.Config, listening: socket.socket) -> None:
    """Serve until SIGINT or SIGTERM, and then end as a finished command, not as a killed one."""
    signals = (signal.SIGINT, signal.SIGTERM)
    # uvicorn raises the signal once more when it has ended, for whoever handled it before.
    before = {name: signal.signal(name, lambda _number, _frame: None) for name in signals}
    try:
        uvicorn.Server(config).run(sockets=[listening])
    finally:
        for name, handler in before.items():
            signal.signal(name, handler)


def end_with_parent() -> None:
    """End as soon as whoever started us is gone, killed or not: they hold our standard input."""

    def wait() -> None:
        while os.read(0, 1):
            pass
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, daemon=True).start()


def listen(settings: Settings) -> socket.socket:
    """A listening socket at HUB_HOST and HUB_PORT. Raises an error that names the cure."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    # The protocol is named because asyncio switches Nagle's delay off only where it is.
    listening = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((settings.host, settings.port))
        listening.listen(128)
    except OSError as error:
        listening.close()
        raise _not_listening(settings, error) from error
    return listening


def _not_listening(settings: Settings, error: OSError) -> HubError:
    where = f"{settings.host} port {settings.port}"
    if error.errno == errno.EADDRINUSE:
        return HubError(
            f"another program already uses {where}; stop it, or choose another port:"
            f" HUB_PORT={settings.port + 1} hub up"
        )
    if error.errno == errno.EACCES:
        return HubError(f"not allowed to use {where}; choose a port above 1023 with HUB_PORT")
    return ConfigError(
        "settings", [Fault(0, "", f"HUB_HOST: can't listen on {where}: {error.strerror or error}")]
    )


def shown_address(listening: socket.socket) -> str:
    """The address to type into a browser."""
    host, port = listening.getsockname()[:2]
    return f"http://{f'[{host}]' if ':' in host else host}:{port}/"
