"""Nobody takes it all: a client's part, who a client is, and crawlers within searches."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

from hub.store import Store, open_store
from tests.web.collection import fill
from tests.web.plain_searcher import PlainSearcher
from web.app import create_app
from web.limiting import FULL, RATE, Buckets, client_of, price_of
from web.site import SiteSettings

SOMEBODY = "91.100.0.7"
SOMEBODY_ELSE = "91.100.0.8"
GOOGLEBOT = "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)"
FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0"


class Clock:
    """A clock that goes when it is told to, in seconds."""

    now = 1_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with open_store(f"sqlite:///{tmp_path / 'hub.db'}") as opened:
        fill(opened)
        yield opened


@pytest.fixture
def site(store: Store, clock: Clock) -> Starlette:
    settings = SiteSettings(address="https://hub.example.dk/viden")
    return create_app(store, PlainSearcher(store), settings, buckets=Buckets(clock))


async def ask(app: Any, path: str, client: str = SOMEBODY, **headers: str) -> httpx.Response:
    transport = httpx.ASGITransport(app=app, client=(client, 1234))
    given = {name.replace("_", "-"): value for name, value in headers.items()}
    async with httpx.AsyncClient(transport=transport, base_url="http://hub.test") as asker:
        return await asker.get(path, headers=given)


async def exhaust(app: Any, client: str = SOMEBODY) -> httpx.Response:
    """Ask for what costs most until it is refused."""
    for _ in range(100):
        answer = await ask(app, "/nope.csv?q=" + "x" * 4_000, client)
        if answer.status_code == 429:
            return answer
    raise AssertionError("nothing was refused")


# --- a bucket ----------------------------------------------------------------------------------


def test_a_bucket_is_full_at_first_and_fills_again(clock: Clock) -> None:
    buckets = Buckets(clock)
    assert buckets.wait("a", FULL) == 0
    assert buckets.wait("a", RATE) == 1
    assert buckets.wait("b", RATE) == 0
    clock.now += 1
    assert buckets.wait("a", RATE) == 0
    assert buckets.wait("a", 1) > 0


def test_it_never_holds_more_than_it_can(clock: Clock) -> None:
    buckets = Buckets(clock)
    buckets.wait("a", 1)
    clock.now += 1_000_000
    assert buckets.wait("a", FULL) == 0
    assert buckets.wait("a", 1) > 0


def test_what_costs_more_than_a_bucket_holds_is_a_full_one(clock: Clock) -> None:
    assert Buckets(clock).wait("a", 10 * FULL) == 0


def test_who_was_not_seen_for_longest_is_forgotten(clock: Clock) -> None:
    buckets = Buckets(clock, most=2)
    for client in ("a", "b", "a", "c"):
        buckets.wait(client, FULL / 2)
    assert buckets.wait("a", 1) > 0
    assert buckets.wait("b", FULL) == 0


def test_a_town_hall_behind_one_address_is_let_in(clock: Clock) -> None:
    """500 people in their busiest ten minutes, with the suggestions that their typing asks for."""
    buckets = Buckets(clock)
    search, suggest = (
        price_of("/search", b"q=job+og+psykiatri"),
        price_of("/api/v1/suggest", b"q=j"),
    )
    for _ in range(600):
        clock.now += 1
        asked = [*[search] * 3, *[price_of("/items/x", b"")] * 5, *[suggest] * 15]
        assert [price for price in asked if buckets.wait("them", price)] == []


# --- what it costs -----------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["/static/site.css", "/healthz", "/robots.txt", "/favicon.ico"])
def test_what_costs_nothing_is_free(path: str) -> None:
    assert price_of(path, b"x" * 5_000) == 0


def test_what_costs_more_takes_more() -> None:
    prices = [
        price_of(path, query)
        for path, query in (
            ("/api/v1/suggest", b"q=be"),
            ("/items/abc", b""),
            ("/search", b"q=job"),
            ("/search", b"q=" + b"job+" * 125),
            ("/search.csv", b"q=job"),
        )
    ]
    assert prices == sorted(prices)
    assert len(set(prices)) == len(prices)


# --- who a client is ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("host", "forwarded", "client"),
    [
        ("91.100.1.9", "", "91.100.1.9"),
        ("91.100.1.9", "1.2.3.4", "91.100.1.9"),
        ("::ffff:91.100.1.9", "", "91.100.1.9"),
        ("2a02:6b8:1:2:3:4:5:6", "", "2a02:6b8:1:2::/64"),
        ("2a02:6b8:1:2:ffff::1", "", "2a02:6b8:1:2::/64"),
        ("10.0.0.7", "", "10.0.0.7"),
        ("10.0.0.7", "91.100.1.9", ""),
        ("127.0.0.1", "", ""),
        ("::1", "91.100.1.9", ""),
        ("unknown", "", "?"),
        ("x" * 60_000, "", "?"),
        ("", "", ""),
    ],
)
def test_who_asks(host: str, forwarded: str, client: str) -> None:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    assert client_of({"type": "http", "client": (host, 1), "headers": headers}) == client


def test_a_socket_without_addresses_is_not_counted() -> None:
    assert client_of({"type": "http", "client": None, "headers": []}) == ""


async def test_a_client_behind_a_trusted_proxy_is_told_from_its_neighbour(site: Starlette) -> None:
    """And no client gets another bucket by naming other addresses itself."""
    behind = ProxyHeadersMiddleware(site, ["10.0.0.0/8"])  # type: ignore[arg-type]  # both are ASGI
    for n in range(100):
        named = f"91.100.1.{n}, {SOMEBODY}, 10.0.0.2"
        query = "/nope.csv?q=" + "x" * 4_000
        last = await ask(behind, query, "10.0.0.1", x_forwarded_for=named)
    assert last.status_code == 429
    other = await ask(behind, "/", "10.0.0.1", x_forwarded_for=SOMEBODY_ELSE)
    assert other.status_code == 200


# --- the answer --------------------------------------------------------------------------------


async def test_who_asks_too_much_reads_a_kind_page(site: Starlette, clock: Clock) -> None:
    refused = await exhaust(site)
    assert int(refused.headers["retry-after"]) > 0
    assert refused.headers["cache-control"] == "no-store"
    assert "Vent" in refused.text
    assert "Content-Security-Policy" in refused.headers
    english = await ask(site, "/en/nope.csv?q=" + "x" * 4_000)
    assert "Many requests come from your network" in english.text
    assert (await ask(site, "/", SOMEBODY_ELSE)).status_code == 200
    clock.now += int(refused.headers["retry-after"])
    assert (await ask(site, "/")).status_code == 200


async def test_programs_are_told_as_a_problem(site: Starlette) -> None:
    await exhaust(site)
    for path in ("/api/v1/search?q=" + "x" * 4_000, "/viden/en/api/v1/search?q=" + "x" * 4_000):
        refused = await ask(site, path)
        assert refused.status_code == 429
        assert refused.headers["content-type"] == "application/problem+json"
        assert int(refused.headers["retry-after"]) > 0
        assert refused.json()["status"] == 429


async def test_what_is_free_and_who_is_here_are_never_refused(site: Starlette) -> None:
    await exhaust(site)
    assert (await ask(site, "/healthz")).status_code == 200
    assert (await ask(site, "/static/site.css")).status_code == 200
    assert (await ask(site, "/viden/static/site.css")).status_code == 200
    assert (await ask(site, "/search?q=job", "127.0.0.1")).status_code == 200


# --- crawlers ----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("path", "agent", "status"),
    [
        ("/search?q=job", GOOGLEBOT, 200),
        ("/search?q=job&kind=episode&year=2024", "Slackbot 1.0", 200),
        ("/search?q=job&kind=episode&year=2024&theme=ips", GOOGLEBOT, 403),
        ("/search?q=job&page=2", GOOGLEBOT, 403),
        ("/viden/en/search?q=job&page=2", GOOGLEBOT, 403),
        ("/search?q=job&page=2", FIREFOX, 200),
        ("/search.rss?q=job&kind=episode&year=2024&theme=ips", "Feedbot/1.0", 200),
        ("/themes/ips?page=2", GOOGLEBOT, 200),
    ],
)
async def test_crawlers_within_searches_get_a_cheap_answer(
    site: Starlette, path: str, agent: str, status: int
) -> None:
    answer = await ask(site, path, user_agent=agent)
    assert answer.status_code == status
    assert ("/robots.txt" in answer.text) == (status == 403)
