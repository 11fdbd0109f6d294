"""What there is to say of lists on web pages, sitemaps and pages whose links are followed."""

# Each code with its Danish and its English text.
LISTS: dict[str, tuple[str, str]] = {
    "list-no-items": (
        "Siden er ændret, eller ”item” peger forkert: Ingen poster passer på {selector}."
        " Åbn siden, se, hvordan listen er bygget, og ret ”item” i feeds.yaml.",
        "The page has changed, or “item” points wrong: no entries match {selector}."
        " Open the page, see how its list is built, and mend “item” in feeds.yaml.",
    ),
    "list-no-links": (
        "Ingen af listens poster ({count}) har et link, der passer på {selector}."
        " Ret ”link” i feeds.yaml.",
        "None of the list's entries ({count}) has a link that matches {selector}."
        " Mend “link” in feeds.yaml.",
    ),
    "list-without-link": (
        "Poster uden link er sprunget over: {count}.",
        "Entries without a link were left out: {count}.",
    ),
    "list-without-heading": (
        "Poster uden titel får en, der er lavet af adressen: {count}. Skriv i feeds.yaml med"
        " ”heading”, hvor posternes titel står (”title” er kildens egen).",
        "Entries without a title get one made of the address: {count}. Say in feeds.yaml with"
        " “heading” where the entries have theirs (“title” is the source's own).",
    ),
    "list-unmatched": (
        "”{key}” passer ikke på noget i listen: {selector}. Ret eller slet det i feeds.yaml.",
        "“{key}” matches nothing in the list: {selector}. Mend or delete it in feeds.yaml.",
    ),
    "bad-selector": (
        "{selector} er ikke en CSS-selector, vi forstår: {reason}",
        "{selector} is no CSS selector that we understand: {reason}",
    ),
    "no-links-followed": (
        "Ingen links på siden passer på {pattern}. Siden er måske ændret; ret ”follow” i"
        " feeds.yaml.",
        "No links on the page fit {pattern}. The page may have changed; mend “follow” in"
        " feeds.yaml.",
    ),
    "not-a-sitemap": (
        "Adressen svarer, men ikke med et sitemap. Adressen står ofte i sidens robots.txt.",
        "The address answers, but not with a sitemap. A site's robots.txt often names it.",
    ),
    "addresses-elsewhere": (
        "Adresser på andre websteder, eller som ikke er sider, er sprunget over: {count}.",
        "Addresses on other sites, or that are no pages, were left out: {count}.",
    ),
    "part-absent": (
        "En del af listen findes ikke på den adresse, som listen selv giver: {url}",
        "A part of the list is not where the list itself says: {url}",
    ),
    "part-failed": (
        "En del af listen kunne ikke læses og prøves igen næste gang: {url}",
        "A part of the list could not be read and is tried again next time: {url}",
    ),
}
