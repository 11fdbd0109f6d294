"""An answer of the API before it is sent, and what describes an address of it."""

from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import Any

from web.answering import ASK_AGAIN
from web.api.parameters import Parameter
from web.links import Pairs
from web.page import Redirect
from web.site import Here

BASE = "/api/v1"
DOCUMENT = f"{BASE}/openapi.json"


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered. `links` are (relation, address) pairs for a Link header (RFC 8288); `same`
    is equal for answers that say the same, where `json` itself is not; `keep` is Cache-Control.
    """

    json: Any
    links: tuple[tuple[str, str], ...] = ()
    same: Any = None
    keep: str = ASK_AGAIN


View = Callable[..., Answer | Redirect]  # of a Here, and the path's parameters by name


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """An address of the API: what answers, with what, and how it is described.

    `path` is below /api/v1; `type` is that of the answer's JSON; `problems` are the statuses that
    may come beside those that any address may have. A `forgiving` one makes the best of any
    parameters.
    """

    path: str
    view: View
    type: Any
    name: str
    summary: str
    about: str
    parameters: tuple[Parameter, ...] = ()
    path_about: str = ""
    path_example: str = ""
    problems: tuple[HTTPStatus, ...] = ()
    moves: bool = False
    paged: bool = False
    forgiving: bool = False
    media_type: str = "application/json"


def address(here: Here, path: str, query: Pairs = ()) -> str:
    """The address of something of the API, in the language that was asked in; absolute where the
    public address is known.
    """
    return full(here, here.links.to(f"{BASE}{path}", query))


def full(here: Here, address: str) -> str:
    """An address of ours, absolute where the public address is known."""
    return here.links.absolute(address) or address
