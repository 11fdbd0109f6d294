"""What robots may visit (RFC 9309): all pages but searches, which have no end; feeds, too."""

from collections.abc import Sequence

from web.following import FEEDS

# Of two rules that fit, the one with more characters holds.
_CLOSED = ("/search", "/api/", "/go/")
_OPEN = (*(f"/search.{form}" for form in FEEDS), "/api/v1/openapi.json")
# Exports, what only mentions a theme, words within an item: nothing that is not elsewhere too.
_COPIES = ("/*.csv", "/*.ris", "/*?*mentions=", "/*?*find=")


def robots(bases: Sequence[str], sitemap: str) -> str:
    """The rules below every one of `bases` (paths, "" for the root); `sitemap` may be empty."""
    rules = [
        f"{rule}: {base}{path}"
        for base in bases
        for rule, paths in (("Disallow", (*_CLOSED, *_COPIES)), ("Allow", _OPEN))
        for path in paths
    ]
    found = ["", f"Sitemap: {sitemap}"] if sitemap else []
    return "\n".join(["User-agent: *", *rules, "Allow: /", *found, ""])
