"""The player of an episode as somebody meets it who listens, in a real browser with real sound."""

import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, expect
from starlette.applications import Starlette
from starlette.routing import Mount

from hub.model import Chapter, Draft, Enclosure, Passage
from hub.store import Store
from hub.visiting import Read
from tests.browsing import OVERHANG
from tests.browsing import chromium as launched
from tests.servers import Site, serving
from tests.sounding import MISSING, PARTS, SECONDS, WHOLE, sound_routes
from tests.web.collection import NOW, record

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]
AUDIO = "document.querySelector('audio')"
EACH = 20  # seconds that a passage lasts
SAID = tuple(
    Passage(f"Passage {n}. " + "Det sagde hun. " * 60, float(n * EACH), float(n * EACH + EACH))
    for n in range(SECONDS // EACH)
)


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with launched() as browser:
        yield browser


@pytest.fixture
def sound(tmp_path: Path) -> Iterator[Site]:
    """A publisher's server."""
    with serving(sound_routes(tmp_path)) as site:
        yield site


@pytest.fixture
def address(app: Starlette) -> Iterator[str]:
    """The site on a real socket."""
    with serving([Mount("/", app=app)]) as site:
        yield site.url("")


@pytest.fixture
def episode(store: Store, sound: Site, address: str) -> Callable[[str], str]:
    """The address of an episode whose sound is this file of the publisher's."""

    def put(file: str = PARTS) -> str:
        draft = Draft(
            "Tro",
            enclosures=(Enclosure(sound.url(file), "audio/wav"),),
            chapters=(Chapter(0, "Velkommen"), Chapter(40, "Tro er noget, man gør")),
        )
        (item,) = record(store, "samtalen", draft)
        store.readings.put(item, "transcript", Read(passages=SAID, heard="published"), NOW)
        return f"{address}/items/{item}/tro"

    return put


@pytest.fixture
def context(chromium: Browser) -> Iterator[BrowserContext]:
    with ExitStack() as stack:
        viewport: Any = {"width": 360, "height": 740}
        made = chromium.new_context(viewport=viewport, reduced_motion="reduce")
        yield stack.enter_context(made)


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    """A page that nothing is wrong with."""
    complaints: list[str] = []
    page = context.new_page()
    page.on("console", lambda message: complaints.append(message.text))
    page.on("pageerror", lambda error: complaints.append(str(error)))
    yield page
    assert [told for told in complaints if "404" not in told] == []


def plays_from(page: Page, second: int, upto: int | None = None) -> None:
    """Waits until sound comes from between these seconds, as it should."""
    end = second + 10 if upto is None else upto
    page.wait_for_function(
        f"() => {{ const a = {AUDIO}; return !a.paused && !a.muted && a.playbackRate < 3 &&"
        f" a.dataset.from === undefined && a.currentTime >= {second} && a.currentTime < {end} }}"
    )


def press_play(page: Page) -> None:
    """The one tap, on the browser's own button."""
    page.locator("audio").focus()
    page.keyboard.press("Space")


def chapter(page: Page) -> Locator:
    return page.get_by_role("link", name="0:40 Tro er noget, man gør")


@pytest.mark.parametrize("file", [PARTS, WHOLE])
def test_one_tap_plays_the_second_asked_for(
    page: Page, episode: Callable[[str], str], sound: Site, file: str
) -> None:
    page.goto(f"{episode(file)}?t=40#t=40")
    expect(page.get_by_text("Klar til at spille fra 0:40")).to_be_visible()
    assert sound.log == []
    press_play(page)
    plays_from(page, 40)
    assert {seen.path for seen in sound.log} == {file}
    expect(page.locator(".ready")).to_have_text("Du hører fra 0:40")
    expect(page.locator(".player-told")).to_have_text("")


def test_a_browser_that_knows_no_fragments_starts_there_too(
    page: Page, episode: Callable[[str], str]
) -> None:
    page.goto(f"{episode(PARTS)}?t=40#t=40")
    page.evaluate(f"{AUDIO}.src = {AUDIO}.src.split('#')[0]")
    press_play(page)
    plays_from(page, 40)


def test_a_second_beyond_the_end_starts_at_the_beginning(
    page: Page, episode: Callable[[str], str]
) -> None:
    page.goto(f"{episode(PARTS)}?t=9000#t=9000")
    press_play(page)
    page.wait_for_function(f"() => {AUDIO}.dataset.from === undefined")
    assert page.evaluate(f"{AUDIO}.currentTime") < 10


@pytest.mark.parametrize("file", [PARTS, WHOLE])
def test_a_chapter_plays_in_place(page: Page, episode: Callable[[str], str], file: str) -> None:
    home = episode(file)
    page.goto(home)
    page.evaluate("window.same = true")
    chapter(page).focus()
    page.keyboard.press("Enter")
    plays_from(page, 40)
    assert page.evaluate("window.same")
    assert page.url == f"{home}?t=40#t=40"
    expect(chapter(page)).to_be_focused()
    expect(chapter(page)).to_have_attribute("aria-current", "true")
    expect(page.locator(".passages .marked")).to_contain_text("Passage 2.")
    assert page.locator("[aria-current=true]").count() == 2
    assert page.evaluate(OVERHANG) == 0


def test_fifteen_seconds_and_keys_only_inside_the_player(
    page: Page, episode: Callable[[str], str]
) -> None:
    page.goto(f"{episode(PARTS)}?t=40#t=40")
    on = page.get_by_role("button", name="15 sekunder frem")
    on.click()
    assert page.evaluate(f"{AUDIO}.paused")
    press_play(page)
    plays_from(page, 55)
    page.evaluate(f"{AUDIO}.pause()")
    at = page.evaluate(f"{AUDIO}.currentTime")
    on.press("ArrowLeft")
    assert page.evaluate(f"{AUDIO}.currentTime") == pytest.approx(at - 15)
    on.press("ArrowRight")
    page.get_by_role("button", name="15 sekunder tilbage").click()
    assert page.evaluate(f"{AUDIO}.currentTime") == pytest.approx(at - 15)
    chapter(page).press("ArrowLeft")
    page.get_by_role("heading", level=1).click()
    page.keyboard.press("Space")
    assert page.evaluate(f"{AUDIO}.currentTime") == pytest.approx(at - 15)
    assert page.evaluate(f"{AUDIO}.paused")


def test_place_and_speed_are_kept_on_the_device(
    page: Page, episode: Callable[[str], str], sound: Site, address: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(f"{request.method} {request.url}"))
    home = episode(PARTS)
    page.goto(home)
    expect(page.locator("[data-resume]")).to_be_hidden()
    page.get_by_role("combobox", name="Hastighed").select_option("1,5 ×")
    chapter(page).click()
    plays_from(page, 40)
    page.evaluate(f"{AUDIO}.pause()")
    page.wait_for_function("() => localStorage.getItem('lydhoer.places') !== null")
    page.goto(home)
    expect(page.get_by_role("combobox", name="Hastighed")).to_have_value("1.5")
    resume = page.get_by_role("button", name=re.compile(r"^Fortsæt ved 0:4\d$"))
    resume.click()
    plays_from(page, 40)
    assert page.evaluate(f"{AUDIO}.playbackRate") == 1.5
    expect(page.locator("[data-resume]")).to_be_hidden()
    page.evaluate(f"{AUDIO}.currentTime = {SECONDS - 1}")
    page.wait_for_function(f"() => {AUDIO}.ended")
    page.goto(home)
    expect(page.locator(".player-tools")).to_be_visible()
    expect(page.locator("[data-resume]")).to_be_hidden()
    assert all(seen.startswith("GET ") for seen in asked)
    assert {seen for seen in asked if not seen.startswith(f"GET {address}")} == {
        f"GET {sound.url(PARTS)}"
    }


def test_the_link_to_this_second_is_copied(
    page: Page, context: BrowserContext, episode: Callable[[str], str]
) -> None:
    context.grant_permissions(["clipboard-read", "clipboard-write"])
    home = episode(PARTS)
    page.goto(f"{home}?t=40#t=40")
    page.get_by_role("button", name="Kopiér link hertil").click()
    expect(page.locator(".player-told")).to_have_text("Linket til 0:40 er kopieret")
    assert page.evaluate("navigator.clipboard.readText()") == f"{home}?t=40#t=40"


def test_the_lock_screen_knows_what_plays(page: Page, episode: Callable[[str], str]) -> None:
    page.goto(f"{episode(PARTS)}?t=40#t=40")
    press_play(page)
    plays_from(page, 40)
    told = page.evaluate("(({title, artist}) => [title, artist])(navigator.mediaSession.metadata)")
    assert told == ["Tro", "Radio Fjord"]
    assert page.evaluate("navigator.mediaSession.playbackState") == "playing"
    page.evaluate(f"{AUDIO}.pause()")
    page.wait_for_function("() => navigator.mediaSession.playbackState === 'paused'")


def test_the_lock_screen_has_fifteen_seconds_back_and_forward(
    page: Page, episode: Callable[[str], str]
) -> None:
    page.add_init_script(
        "window.lockScreen = {};"
        "const ask = MediaSession.prototype.setActionHandler;"
        "MediaSession.prototype.setActionHandler = function (name, act) {"
        "  lockScreen[name] = act; return ask.call(this, name, act); };"
    )
    page.goto(f"{episode(PARTS)}?t=40#t=40")
    press_play(page)
    plays_from(page, 40)
    page.evaluate("lockScreen.pause()")
    at = page.evaluate(f"{AUDIO}.currentTime")
    page.evaluate("lockScreen.seekbackward({})")
    assert page.evaluate(f"{AUDIO}.currentTime") == pytest.approx(at - 15)
    page.evaluate("lockScreen.seekforward({})")
    assert page.evaluate(f"{AUDIO}.currentTime") == pytest.approx(at)
    page.evaluate("lockScreen.seekto({ seekTime: 20 })")
    assert page.evaluate(f"{AUDIO}.currentTime") == pytest.approx(20)


def current(page: Page, number: int) -> Locator:
    """The passage of this number, once it is the one that is heard."""
    row = page.locator(".passages .marked")
    expect(row).to_contain_text(f"Passage {number}.")
    return row


def hear(page: Page, number: int) -> None:
    page.evaluate(f"{AUDIO}.currentTime = {number * EACH + 1}")


def test_what_is_said_follows_the_sound(page: Page, episode: Callable[[str], str]) -> None:
    page.goto(f"{episode(PARTS)}?t=40#t=40")
    press_play(page)
    plays_from(page, 40)
    expect(current(page, 2)).to_be_in_viewport()
    hear(page, 3)
    expect(current(page, 3)).to_be_in_viewport()
    top = page.evaluate("document.querySelector('.passages .marked').getBoundingClientRect().top")
    assert top >= page.evaluate("document.querySelector('.player').getBoundingClientRect().bottom")
    expect(page.locator("audio")).to_be_focused()


def test_who_scrolls_away_is_left_alone(page: Page, episode: Callable[[str], str]) -> None:
    page.goto(f"{episode(PARTS)}?t=40#t=40")
    press_play(page)
    plays_from(page, 40)
    page.evaluate("scrollTo(0, 0)")
    hear(page, 3)
    current(page, 3)
    assert page.evaluate("scrollY") == 0


def test_following_can_be_switched_off_and_stays_off(
    page: Page, episode: Callable[[str], str]
) -> None:
    page.goto(f"{episode(PARTS)}?t=40#t=40")
    follow = page.get_by_role("button", name="Følg med")
    expect(follow).to_have_attribute("aria-pressed", "true")
    follow.click()
    page.reload()
    expect(follow).to_have_attribute("aria-pressed", "false")
    press_play(page)
    plays_from(page, 40)
    at = page.evaluate("scrollY")
    hear(page, 3)
    current(page, 3)
    assert page.evaluate("scrollY") == at
    follow.click()
    expect(current(page, 3)).to_be_in_viewport()
    assert page.evaluate("scrollY") > at


def test_sound_that_is_not_there_is_said_so(page: Page, episode: Callable[[str], str]) -> None:
    page.goto(episode(MISSING))
    chapter(page).click()
    expect(page.locator(".player-told")).to_have_text("Lyden kunne ikke hentes hos udgiveren.")


def test_without_script_links_lead_to_their_second(
    chromium: Browser, episode: Callable[[str], str], sound: Site
) -> None:
    home = episode(PARTS)
    with chromium.new_context(java_script_enabled=False) as context:
        page = context.new_page()
        page.goto(home)
        for name in ("15 sekunder frem", "Kopiér link hertil", "Følg med"):
            expect(page.get_by_role("button", name=name)).to_have_count(0)
        chapter(page).click()
        expect(page).to_have_url(f"{home}?t=40#t=40")
        expect(page.get_by_text("Klar til at spille fra 0:40")).to_be_visible()
        expect(page.locator("audio")).to_have_attribute("src", f"{sound.url(PARTS)}#t=40")
        assert sound.log == []
