"""hub doctor: is everything in order? Each finding with what mends it."""

import shutil
from collections.abc import Iterator
from typing import Annotated

import typer

from hub.cli.composition import Hub, open_hub
from hub.cli.growth import growth_finding, load_of
from hub.cli.output import Json, print_json, say
from hub.cli.speaking import speech_findings
from hub.errors import EngineError
from hub.health import Finding, link_findings, source_findings

MARKS = {"fine": "ok  ", "note": "note", "problem": "MEND"}
ROOM = 500_000_000  # bytes

REASONS = {
    "missing": "there is no index yet",
    "broken": "the index is damaged",
    "engine": "the index is another engine's",
    "schema": "the index is of an older make",
    "analysis": "words are analysed in a newer way than in the index",
    "restored": "the index is older than the restored store",
    "unfollowed": "the store doesn't know the index",
}


def doctor(
    context: typer.Context,
    *,
    all_: Annotated[bool, typer.Option("--all", help="What is fine, too.")] = False,
    json: Json = False,
) -> None:
    """Is everything in order? Ends with 1 where not."""
    with open_hub(context.obj) as hub:
        findings = list(_findings(hub))
    order = ("problem", "note", "fine")
    findings.sort(key=lambda finding: order.index(finding.level))
    for finding in findings:
        if json:
            print_json({"level": finding.level, "what": finding.what, "cure": finding.cure})
        elif all_ or finding.level != "fine":
            cure = f"\n      → {finding.cure}" if finding.cure else ""
            say(f"{MARKS[finding.level]}  {finding.what}{cure}")
    problems = sum(finding.level == "problem" for finding in findings)
    if not json and not problems:
        say("Everything is in order.")
    raise typer.Exit(1 if problems else 0)


def _findings(hub: Hub) -> Iterator[Finding]:
    yield from _config(hub)
    yield from source_findings(hub.store.sources.all(), hub.now())
    yield from link_findings(hub.store.checks.dead_originals())
    yield from _to_confirm(hub)
    yield from speech_findings(hub)
    yield from _index(hub)
    yield from _surroundings(hub)


def _config(hub: Hub) -> Iterator[Finding]:
    trouble = hub.store.configs.trouble()
    if trouble:
        yield Finding("problem", trouble, "mend feeds.yaml; the last good version holds meanwhile")
    else:
        yield Finding("fine", "feeds.yaml is in order")
    if not (hub.settings.address or hub.config.hub.address):
        cure = "set HUB_ADDRESS, or address: in feeds.yaml, once the site has a public address"
        yield Finding("note", "the hub doesn't know its public address", cure)
    if hub.config.hub.contact == "mailto:redaktion@example.org":
        cure = "write your own address at hub.contact in feeds.yaml"
        yield Finding("note", "publishers see an example as the crawler's contact", cure)


def _to_confirm(hub: Hub) -> Iterator[Finding]:
    """Newsletters that wait for somebody to press a link in their first mail."""
    for each in hub.store.notices.all(hub.now()):
        told = dict(each.notice.trouble.details)
        sender, day = told.get("sender") or "somebody", told.get("date") or "no date"
        what = f"{each.source}: “{told.get('subject', '')}” from {sender}, {day}"
        yield Finding("problem", f"{what}, asks to be confirmed", "open the mailbox and confirm")


def _index(hub: Hub) -> Iterator[Finding]:
    why = hub.index.needs_rebuild()
    if why is not None:
        yield Finding("problem", REASONS.get(why, why), "hub index")
        return
    try:
        indexed = hub.index.reader().count()
    except EngineError as error:
        yield Finding("problem", str(error), "hub index --rebuild")
        return
    stored = sum(hub.store.items.counts(all_forms=True).values())
    if indexed != stored:
        yield Finding("note", f"{indexed} of {stored} items are in the index", "hub index")
    else:
        yield Finding("fine", f"all {stored} items are in the index")
    try:
        yield growth_finding(load_of(hub))
    except EngineError as error:
        yield Finding("problem", str(error), "hub index --rebuild")


def _surroundings(hub: Hub) -> Iterator[Finding]:
    free = shutil.disk_usage(hub.settings.data).free
    if free < ROOM:
        what = f"only {free // 10**6} MB are free for {hub.settings.data}"
        yield Finding("problem", what, "make room; a rebuild needs as much again as the index has")
    waiting = hub.store.readings.count()
    if waiting:
        yield Finding("note", f"{waiting} transcripts or pages wait to be read", "hub up")
