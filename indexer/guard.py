"""Which addresses a crawler may reach, enforced where the connection is made.

Names are resolved here, every address is judged, and the connection goes to an address that was
judged: redirects and names that change between check and connect (DNS rebinding) meet the same
guard. A network that is private on purpose is named in HUB_ALLOW_PRIVATE.
"""

import socket
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from ipaddress import ip_address, ip_network
from typing import Protocol
from urllib.parse import urlsplit

import anyio
import anyio.to_thread
import httpcore

from hub.errors import ConfigError, FetchError
from hub.model import Fault
from indexer.networks import OTHER_PORTS, IPAddress, IPNetwork, is_public

_TRIED = 4  # addresses of one name
_LONGEST_NAME = 253  # characters (RFC 1035, 2.3.4)
_LONGEST_ADDRESS = 8000  # characters (RFC 9110, 4.1); a robots.txt is matched with each of them


class Resolver(Protocol):
    """Turns a name into addresses, the best first. Raises OSError where there are none."""

    async def __call__(self, host: str, port: int) -> Sequence[str]: ...


async def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of `host` by the system's resolver.

    In a thread that is left behind where it takes too long: names that nobody answers for must
    not hold the threads that others wait for.
    """
    ask = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await anyio.to_thread.run_sync(ask, abandon_on_cancel=True)
    return list(dict.fromkeys(str(entry[4][0]) for entry in found))


@dataclass(frozen=True, slots=True)
class Allowed:
    """What may be reached although it is private: names (with or without port) and networks."""

    names: frozenset[str] = frozenset()
    networks: tuple[IPNetwork, ...] = ()

    @classmethod
    def parse(cls, entries: Iterable[str]) -> "Allowed":
        """Hosts, ``host:port``, addresses and networks, as HUB_ALLOW_PRIVATE lists them.

        Raises ConfigError for what is neither; there is no "everything" on purpose.
        """
        names: set[str] = set()
        networks: list[IPNetwork] = []
        for entry in filter(None, (entry.strip() for entry in entries)):
            try:
                networks.append(ip_network(entry.strip("[]"), strict=False))
            except ValueError:
                names.add(_name(entry))
        return cls(frozenset(names), tuple(networks))

    def permits(self, host: str, port: int, address: IPAddress) -> bool:
        """Whether `address`, which `host` led to, may be reached on `port`."""
        host = host.lower().rstrip(".")
        bracketed = f"[{host}]" if ":" in host else host
        return (
            is_public(address)
            or host in self.names
            or f"{bracketed}:{port}" in self.names
            or any(address in network for network in self.networks)
        )


def check_address(url: str) -> str:
    """The host of `url`; raises FetchError where it is no http(s) address with a host, or of a
    port where something else than HTTP listens.
    """
    try:
        parts = urlsplit(url)
        host, port = parts.hostname, parts.port
        url.encode()
    except ValueError as error:
        raise FetchError("bad-address", url=url) from error
    known = parts.scheme.lower() in ("http", "https")
    named = host and len(host) <= _LONGEST_NAME and host.isprintable()
    if not known or not host or not named or port in OTHER_PORTS or len(url) > _LONGEST_ADDRESS:
        raise FetchError("bad-address", url=url)
    return host


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """httpcore's way to the network, through the guard."""

    def __init__(self, allowed: Allowed, resolver: Resolver = resolve) -> None:
        self._allowed = allowed
        self._resolver = resolver
        self._network = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - the signature is httpcore's
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """A stream to the first address of `host` that answers; `timeout` seconds in all.

        Raises FetchError where the name is unknown or one of its addresses is not allowed.
        """
        try:
            with anyio.fail_after(timeout):
                addresses = await self.judged(host, port)
                share = timeout / len(addresses) if timeout else None
                for address in addresses[:-1]:
                    try:
                        return await self._network.connect_tcp(
                            address, port, share, local_address, socket_options
                        )
                    except (httpcore.ConnectError, httpcore.ConnectTimeout):
                        continue
                return await self._network.connect_tcp(
                    addresses[-1], port, share, local_address, socket_options
                )
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(str(error)) from error

    async def judged(self, host: str, port: int) -> Sequence[str]:
        """The addresses of `host`, every one of them judged, for whoever connects by other means.

        Raises FetchError where the name is unknown or one of its addresses is not allowed.
        """
        try:
            addresses = [str(ip_address(host))]
        except ValueError:
            addresses = list(await self._ask(host, port))
        for address in addresses:
            if not self._allowed.permits(host, port, ip_address(address)):
                raise FetchError("private-address", host=host)
        return addresses[:_TRIED]

    async def _ask(self, host: str, port: int) -> Sequence[str]:
        try:
            addresses = await self._resolver(host, port)
        except (OSError, UnicodeError) as error:
            again = isinstance(error, socket.gaierror) and error.errno == socket.EAI_AGAIN
            raise FetchError("no-answer" if again else "no-such-host", host=host) from error
        if not addresses:
            raise FetchError("no-such-host", host=host)
        return addresses

    async def sleep(self, seconds: float) -> None:
        """As httpcore asks for between its own retries."""
        await anyio.sleep(seconds)


def _name(entry: str) -> str:
    """A host or ``host:port``, lower case; raises ConfigError for anything else."""
    try:
        parts = urlsplit(f"//{entry}")
        _ = parts.port
    except ValueError:
        parts = urlsplit("")
    if not parts.hostname or parts.netloc != entry or not _plain(parts.hostname):
        message = f"“{entry}” is no host, host:port or network such as 10.0.0.0/8"
        raise ConfigError("HUB_ALLOW_PRIVATE", [Fault(0, "", message)])
    return entry.lower()


def _plain(host: str) -> bool:
    return not set(host) & set("*@/ ")
