"""What goes wrong between us and a site, in Danish and English (``hub.phrases``)."""

FETCHING: dict[str, tuple[str, str]] = {
    "no-answer": (
        "{host} svarer ikke. Måske er adressen forkert, eller også er siden nede.",
        "{host} does not answer. The address may be wrong, or the site is down.",
    ),
    "no-such-host": (
        "Der findes ingen server, der hedder {host}. Tjek adressen.",
        "There is no server called {host}. Check the address.",
    ),
    "timeout": (
        "{host} var over {seconds} sekunder om at svare.",
        "{host} took more than {seconds} seconds to answer.",
    ),
    "tls": (
        "Forbindelsen til {host} er ikke sikker: {reason}",
        "The connection to {host} is not secure: {reason}",
    ),
    "http-status": (
        "{host} svarede med fejlen {status}.",
        "{host} answered with error {status}.",
    ),
    "not-found": (
        "Der er ikke noget på adressen hos {host} (fejl {status}). Måske er det flyttet; find den"
        " nye adresse.",
        "There is nothing at the address at {host} (error {status}). It may have moved; find the"
        " new address.",
    ),
    "gone-for-good": (
        "{host} siger, at adressen er nedlagt for altid (fejl {status})."
        " Find en ny adresse, eller tag kilden ud af feeds.yaml; det hentede bliver her.",
        "{host} says that the address is gone for good (error {status})."
        " Find a new address, or take the source out of feeds.yaml; what was fetched stays here.",
    ),
    "asked-to-wait": (
        "{host} har bedt os vente (fejl {status}). Vi spørger igen efter {until}.",
        "{host} has asked us to wait (error {status}). We ask again after {until}.",
    ),
    "robots-disallowed": (
        "{host} vil ikke have {url} hentet af programmer; det står i {host}/robots.txt."
        " Bed dem om at tillade ”Lydhoer” dér, eller tag kilden ud af feeds.yaml.",
        "{host} does not want {url} fetched by programs; {host}/robots.txt says so."
        " Ask them to allow “Lydhoer” there, or take the source out of feeds.yaml.",
    ),
    "robots-unreachable": (
        "{host}/robots.txt giver en fejl ({status}), så vi ved ikke, om vi må hente noget."
        " Vi prøver igen; bliver det ved, så skriv til dem.",
        "{host}/robots.txt gives an error ({status}), so we do not know whether we may fetch."
        " We try again; if it goes on, write to them.",
    ),
    "long-crawl-delay": (
        "{host}/robots.txt beder om {asked} sekunder mellem to hentninger. Vi venter {made}."
        " Er det for lidt, så sæt ”every” for kilden, eller tag den ud.",
        "{host}/robots.txt asks for {asked} seconds between two fetches. We wait {made}."
        " If that is too little, set “every” for the source, or take it out.",
    ),
    "proxy-refused": (
        "Proxyen vil ikke hente fra {host}: {reason}. Tjek HUB_PROXY.",
        "The proxy does not fetch from {host}: {reason}. Check HUB_PROXY.",
    ),
    "not-allowed": (
        "{host} lader os ikke hente siden (fejl {status}).",
        "{host} does not let us fetch the page (error {status}).",
    ),
    "server-error": (
        "Der er en fejl hos {host} ({status}). Det plejer at gå over.",
        "Something is wrong at {host} ({status}). This usually passes.",
    ),
    "too-large": (
        "Svaret er større end {limit} MB og blev ikke hentet.",
        "The answer is larger than {limit} MB and was not fetched.",
    ),
    "redirect-loop": (
        "{host} sender os rundt i ring.",
        "{host} sends us round in circles.",
    ),
    "too-many-redirects": (
        "{host} sender os videre mere end {limit} gange.",
        "{host} sends us on more than {limit} times.",
    ),
    "broken-off": (
        "Svaret fra {host} blev afbrudt undervejs.",
        "The answer from {host} was broken off halfway.",
    ),
    "not-http": (
        "{host} svarer på en måde, vi ikke forstår. Tjek adressen.",
        "{host} answers in a way we do not understand. Check the address.",
    ),
    "private-address": (
        "{host} ligger på et privat netværk, og sådan et henter vi ikke fra."
        " Sæt HUB_ALLOW_PRIVATE, hvis det er meningen.",
        "{host} is on a private network, which we do not fetch from."
        " Set HUB_ALLOW_PRIVATE if that is what you want.",
    ),
    "bad-address": (
        "{url} er ikke en adresse, vi kan hente. Skriv den helt ud, med https:// foran.",
        "{url} is not an address that we can fetch. Write it in full, with https:// in front.",
    ),
    "bad-encoding": (
        "Svaret fra {host} er pakket forkert ({encoding}) og kan ikke læses.",
        "The answer from {host} is badly compressed ({encoding}) and can't be read.",
    ),
}
