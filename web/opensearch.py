"""The description with which a browser takes the hub among its search engines (OpenSearch 1.1)."""

from lxml import etree

from web.site import Here

MEDIA_TYPE = "application/opensearchdescription+xml"
_SPACE = "http://a9.com/-/spec/opensearch/1.1/"
_SHORT = 16  # characters of a short name, the most that are allowed
_TERMS = "q={searchTerms}"


def opensearch(here: Here) -> str:
    """The description in the language of the page; empty where the public address is unknown, for
    browsers need absolute addresses.
    """
    if not here.links.origin:
        return ""
    _ = here.texts.gettext
    root = etree.fromstring(f'<OpenSearchDescription xmlns="{_SPACE}"/>')
    told = (
        ("ShortName", here.title[:_SHORT].strip()),
        (
            "Description",
            _("Søg på tværs af podcasts, udgivelser og nyhedsbreve, og find det igen."),
        ),
        ("Language", here.language),
        ("InputEncoding", "UTF-8"),
        ("OutputEncoding", "UTF-8"),
    )
    for name, text in told:
        etree.SubElement(root, f"{{{_SPACE}}}{name}").text = text
    mark = here.links.absolute(here.links.static("mark.svg"))
    etree.SubElement(root, f"{{{_SPACE}}}Image", type="image/svg+xml").text = mark
    for rel, media_type, template in _addresses(here):
        etree.SubElement(root, f"{{{_SPACE}}}Url", rel=rel, type=media_type, template=template)
    return str(etree.tostring(root, encoding="UTF-8", xml_declaration=True), "utf-8")


def _addresses(here: Here) -> tuple[tuple[str, str, str], ...]:
    """(relation, media type, template) of every way to search."""
    links = here.links
    search = links.absolute(links.search())
    suggestions = links.absolute(links.to("/api/v1/suggest/opensearch"))
    feed = links.absolute(links.in_form("/search", "atom"))
    return (
        ("results", "text/html", f"{search}?{_TERMS}&page={{startPage?}}"),
        ("results", "application/atom+xml", f"{feed}?{_TERMS}"),
        ("suggestions", "application/x-suggestions+json", f"{suggestions}?{_TERMS}"),
        ("self", MEDIA_TYPE, links.absolute(links.opensearch)),
    )
