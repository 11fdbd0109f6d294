"""What the hub itself has to say, in Danish and English: troubles of sources, notes on queries.

The site and the command line share these; everything that only a page says is in web/locale.
Details are filled in with ``str.format``; a code without an entry is shown as it is, so that a
forgotten phrase is seen, not lost.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime

from hub.fetching_phrases import FETCHING
from hub.list_phrases import LISTS
from hub.model import Trouble
from hub.search import Note
from hub.search_phrases import SEARCHING
from hub.speech_phrases import SPEECH

# Each code with its Danish and its English text.
PHRASES: dict[str, tuple[str, str]] = {
    # troubles of sources: reading
    "not-a-feed": (
        "Adressen viser en almindelig webside, ikke et feed.",
        "The address shows an ordinary web page, not a feed.",
    ),
    "no-feed": (
        "Adressen svarer, men ikke med et feed, vi kan læse (RSS, Atom eller JSON Feed).",
        "The address answers, but not with a feed that we can read (RSS, Atom or JSON Feed).",
    ),
    "empty": ("Svaret var tomt.", "The answer was empty."),
    "unreadable": (
        "Indholdet kan ikke læses: {reason}",
        "The content can't be read: {reason}",
    ),
    "no-text": ("Der er ingen tekst, vi kan læse.", "There is no text that we can read."),
    "pdf-locked": (
        "PDF’en er låst med en adgangskode, så vi kan ikke læse den.",
        "The PDF is locked with a password, so we can't read it.",
    ),
    "pdf-no-text": (
        "PDF’en består kun af billeder, så der er ingen tekst at søge i.",
        "The PDF is made of pictures only, so there is no text to search.",
    ),
    "pdf-cut": (
        "PDF’en er så lang, at kun de første {pages} sider er læst.",
        "The PDF is so long that only the first {pages} pages were read.",
    ),
    "reader-killed": (
        "Det tog så lang tid at læse indholdet, at vi holdt op efter {seconds} sekunder.",
        "The content took so long to read that we gave up after {seconds} seconds.",
    ),
    "reader-crashed": (
        "Programmet, der læser indholdet, gik ned. De andre kilder er ikke berørt.",
        "The program that reads the content broke down. The other sources are not affected.",
    ),
    "not-read-yet": (
        "Kilder af typen ”{via}” kan vi ikke læse endnu.",
        "Sources of the type “{via}” are not read yet.",
    ),
    "disabled": ("Kilden er slået fra i feeds.yaml.", "The source is turned off in feeds.yaml."),
    "ill-formed": (
        "Feedet har fejl, men er læst, så langt det gik: {reason}",
        "The feed has faults, but was read as far as possible: {reason}",
    ),
    "wrong-types": (
        "Feedet har felter af en forkert type, og dem har vi sprunget over: {fields}",
        "The feed has fields of a wrong type, which were passed over: {fields}",
    ),
    "entry-blocked": (
        "Poster, hvis udgiver beder om, at de ikke vises andre steder, er ikke med: {count}.",
        "Entries whose publisher asks not to have them listed elsewhere were left out: {count}.",
    ),
    "entry-skipped": (
        "Poster, der hverken har titel, tekst eller link, er sprunget over: {count}.",
        "Entries with no title, text or link were left out: {count}.",
    ),
    "too-many-entries": (
        "Feedet har over {limit} poster. De første {limit} er med.",
        "The feed has more than {limit} entries. The first {limit} were taken.",
    ),
    # why a source is visited next just when it is
    "due-unknown": (
        "Vi kender ikke kildens rytme endnu, så vi kigger forbi nogle gange om dagen.",
        "We do not know the source's rhythm yet, so we look in a few times a day.",
    ),
    "due-often": (
        "Kommer typisk flere gange i timen.",
        "Usually comes several times an hour.",
    ),
    "due-rhythm-hour": ("Kommer typisk hver time.", "Usually comes every hour."),
    "due-rhythm-hours": (
        "Kommer typisk hver {count}. time.",
        "Usually comes every {count} hours.",
    ),
    "due-rhythm-day": ("Kommer typisk hver dag.", "Usually comes every day."),
    "due-rhythm-days": (
        "Kommer typisk hver {count}. dag.",
        "Usually comes every {count} days.",
    ),
    "due-rhythm-week": ("Kommer typisk hver uge.", "Usually comes every week."),
    "due-rhythm-month": ("Kommer typisk hver måned.", "Usually comes every month."),
    "due-rhythm-months": (
        "Kommer typisk hver {count}. måned.",
        "Usually comes every {count} months.",
    ),
    "due-rhythm-year": ("Kommer typisk en gang om året.", "Usually comes once a year."),
    "due-rhythm-years": (
        "Kommer typisk med mere end et år imellem.",
        "Usually comes more than a year apart.",
    ),
    "due-asked-minute": (
        "Kilden beder om et minut mellem to besøg.",
        "The source asks for a minute between two visits.",
    ),
    "due-asked-minutes": (
        "Kilden beder om mindst {count} minutter mellem to besøg.",
        "The source asks for at least {count} minutes between two visits.",
    ),
    "due-asked-hour": (
        "Kilden beder om mindst en time mellem to besøg.",
        "The source asks for at least an hour between two visits.",
    ),
    "due-asked-hours": (
        "Kilden beder om mindst {count} timer mellem to besøg.",
        "The source asks for at least {count} hours between two visits.",
    ),
    "due-asked-day": (
        "Kilden beder om mindst et døgn mellem to besøg.",
        "The source asks for at least a day between two visits.",
    ),
    "due-asked-days": (
        "Kilden beder om mindst {count} døgn mellem to besøg.",
        "The source asks for at least {count} days between two visits.",
    ),
    "due-quiet": (
        "Kilden beder om ro indtil da.",
        "The source asks to be left alone until then.",
    ),
    "due-every": (
        "Besøges, så tit feeds.yaml siger (every: {every}).",
        "Visited as often as feeds.yaml says (every: {every}).",
    ),
    "due-retry": (
        "Sidste forsøg mislykkedes. Pausen bliver længere for hver gang.",
        "The last try failed. The pause grows each time.",
    ),
    "due-wait": (
        "Kildens server har bedt os vente til da.",
        "The source's server asked us to wait until then.",
    ),
    "due-robots": (
        "Kildens robots.txt siger nej til os. Vi spørger igen hver dag.",
        "The source's robots.txt says no to us. We ask again every day.",
    ),
    # why a source is not visited any more, or not now
    "complete": (
        "Kilden har selv sagt, at der ikke kommer mere.",
        "The source itself says that there will be no more.",
    ),
    "under-way": (
        "Kilden bliver besøgt af et andet program lige nu.",
        "The source is being visited by another program right now.",
    ),
    "no-oai": (
        "Adressen svarer, men ikke som et OAI-PMH-arkiv. Tjek adressen.",
        "The address answers, but not as an OAI-PMH repository. Check the address.",
    ),
    "oai-refused": (
        "Arkivet vil ikke give os listen: {reason}",
        "The repository does not give us the list: {reason}",
    ),
    "no-catalogue": (
        "Adressen svarer, men ikke som det katalog, vi ventede. Tjek adressen.",
        "The address answers, but not as the catalogue that we expected. Check the address.",
    ),
    "no-wordpress": (
        "Adressen svarer, men ikke som et WordPress-sted, der viser sit indhold. Prøv via: feed.",
        "The address answers, but not as a WordPress site that shows its content. Try via: feed.",
    ),
    "not-at-apple": (
        "Apple kender ingen podcast med det nummer. Tjek apple_id.",
        "Apple knows no podcast with that number. Check apple_id.",
    ),
    "without-phrase": (
        "Fundet, men uden ordene i anførselstegn, og derfor ikke med: {count}.",
        "Found, but without the words in quotation marks, and so left out: {count}.",
    ),
    # where a source may be, when looking for one
    "itself": ("Adressen er selv et feed.", "The address is a feed itself."),
    "declared-feed": ("Siden nævner selv dette feed.", "The page names this feed itself."),
    "linked-feed": ("Siden har et link til dette feed.", "The page links to this feed."),
    "apple-link": ("Siden har et link til Apple Podcasts.", "The page links to Apple Podcasts."),
    "known-host": (
        "Sådan ser feeds ud hos den vært.",
        "This is what feeds look like at that host.",
    ),
    "wordpress": ("Stedet er lavet med WordPress.", "The site is made with WordPress."),
    "journal": (
        "Tidsskriftet er lavet med Open Journal Systems.",
        "The journal is made with Open Journal Systems.",
    ),
    "usual-place": (
        "Her ligger feedet på mange websteder.",
        "This is where many sites have their feed.",
    ),
    "start-over": (
        "Arkivet gav os ikke resten af listen. Næste gang begynder vi forfra.",
        "The repository did not give us the rest of the list. Next time we start over.",
    ),
    "page-elsewhere": (
        "Resten af listen ligger et andet sted, og dér henter vi ikke: {url}",
        "The rest of the list is somewhere else, and we do not fetch from there: {url}",
    ),
    "pages-in-circles": (
        "Siderne i listen viser rundt i ring, så vi er stoppet, hvor de begyndte forfra.",
        "The pages of the list go round in circles, so we stopped where they began again.",
    ),
    "too-many-pages": (
        "Listen har flere sider, end vi henter. De første {limit} er med.",
        "The list has more pages than we fetch. The first {limit} were taken.",
    ),
    **FETCHING,
    **LISTS,
    **SEARCHING,
    **SPEECH,
    # newsletters by mail
    "mail-bad-address": (
        "Adressen på postkassen mangler navn eller server. Skriv imaps://navn@server/mappe.",
        "The mailbox' address lacks a name or a server. Write imaps://name@server/folder.",
    ),
    "mail-no-password": (
        "Der er ingen adgangskode til postkassen. Sæt miljøvariablen {variable}.",
        "There is no password for the mailbox. Set the environment variable {variable}.",
    ),
    "mail-login-refused": (
        "{host} afviste navn eller adgangskode. Tjek navnet i adressen og variablen {variable}."
        " Nogle postkasser skal have en særlig adgangskode til programmer.",
        "{host} refused the name or the password. Check the name in the address and the variable"
        " {variable}. Some mailboxes need a password made for programs.",
    ),
    "mail-no-folder": (
        "Postkassen hos {host} har ingen mappe, der hedder {folder}. Tjek enden af adressen.",
        "The mailbox at {host} has no folder called {folder}. Check the end of the address.",
    ),
    "mail-broken-off": (
        "{host} afbrød forbindelsen til postkassen. Det plejer at gå over.",
        "{host} broke off the connection to the mailbox. This usually passes.",
    ),
    "mail-not-encrypted": (
        "imap:// sender adgangskoden i klartekst og bruges kun på eget netværk. Skriv imaps://.",
        "imap:// sends the password in the clear and is for one's own network. Write imaps://.",
    ),
    "mail-no-files": (
        "Her er ingen mails: {path}. Skriv stien til en mappe med .eml-filer, en Maildir eller en"
        " mbox-fil, set fra feeds.yaml.",
        "There are no mails here: {path}. Write the path of a folder of .eml files, a Maildir or"
        " an mbox file, as seen from feeds.yaml.",
    ),
    "mail-unreadable": (
        "{path} kan ikke læses: {reason}. Giv crawleren ret til at læse.",
        "{path} can't be read: {reason}. Give the crawler the right to read it.",
    ),
    "mail-too-large": (
        "Mails på over 10 MB er sprunget over: {count}.",
        "Mails of more than 10 MB were passed over: {count}.",
    ),
    "mail-broken": (
        "Mails, der ikke kan læses, er sprunget over: {count}.",
        "Mails that can't be read were passed over: {count}.",
    ),
    "mail-not-for-many": (
        "Mails, der ikke er nyhedsbreve, er sprunget over: {count}.",
        "Mails that are no newsletters were passed over: {count}.",
    ),
    "mail-to-confirm": (
        "”{subject}” fra {sender}, {date}, skal bekræftes. Åbn postkassen, og bekræft.",
        "“{subject}” from {sender}, {date}, asks to be confirmed. Open the mailbox and confirm.",
    ),
    # notes on queries
    "read-as-words": (
        "”{text}” er læst som almindelige ord.",
        "“{text}” was read as plain words.",
    ),
    "unknown-field": (
        "”{field}:” er ikke et felt, vi kender, og er læst som et ord.",
        "“{field}:” is not a field we know, and was read as a word.",
    ),
    "unknown-value": (
        "”{text}” er ikke en af mulighederne, så det er læst som almindelige ord.",
        "“{text}” is not one of the choices, so it was read as plain words.",
    ),
    "loose-field": (
        "”{text}” er læst som et ord. Skriv det, du søger, lige efter kolonet, uden mellemrum.",
        "“{text}” was read as a word. Write what you look for right after the colon.",
    ),
    "unmatched-quote": (
        "Et anførselstegn mangler sin mage, så ordene er læst hver for sig.",
        "A quotation mark has no partner, so the words were read one by one.",
    ),
    "unmatched-bracket": (
        "En parentes mangler sin mage og er sprunget over.",
        "A bracket has no partner and was passed over.",
    ),
    "too-deep": (
        "Der er parenteser i mere end {limit} lag. De inderste er sprunget over.",
        "There are more than {limit} layers of brackets. The innermost were passed over.",
    ),
    "long-word": (
        "Ord på over {limit} tegn er ikke med i søgningen.",
        "Words of more than {limit} characters are not part of the query.",
    ),
    "no-words": (
        "Der var ingen ord at søge efter, så her er det hele.",
        "There were no words to look for, so here is everything.",
    ),
    "too-long": (
        "Søgningen er for lang eller har for mange *. Kun begyndelsen er med.",
        "The query is too long or has too many *. Only its beginning was used.",
    ),
    "only-stop-words": (
        "Søgningen består kun af småord, så denne gang tæller de med.",
        "The query is made of small words only, so this time they count.",
    ),
    "cpr": (
        "Det ligner et CPR-nummer. Skriv aldrig personnumre i søgefeltet.",
        "That looks like a personal identity number. Please never search for those.",
    ),
    "relaxed": (
        "Kun få passer på alle ordene, så her er også nogle, der passer på de fleste.",
        "Few match every word, so some that match most of them are here too.",
    ),
}


def say(code: str, language: str, details: Iterable[tuple[str, str]] = ()) -> str:
    """The phrase for `code` in `language` (da, else English), with its details filled in."""
    danish, english = PHRASES.get(code, (code, code))
    filled = {name: _readable(name, value) for name, value in details}
    try:
        return (danish if language == "da" else english).format(**filled)
    except (KeyError, IndexError):
        return f"{code} {filled}"


def _readable(name: str, value: str) -> str:
    """A time as people write it; any other detail as it is."""
    if name != "until":
        return value
    try:
        return f"{datetime.fromisoformat(value).astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    except (ValueError, OverflowError):
        return value


def in_words(what: Trouble | Note, language: str) -> str:
    """A trouble or a note as a person reads it."""
    return say(what.code, language, what.details)


def with_titles(what: Note, titles: Mapping[str, str]) -> Note:
    """`what` with the title of a theme instead of its id; `titles` are by id."""
    told = (
        (name, titles.get(text, text) if name == "theme" else text) for name, text in what.details
    )
    return Note(what.code, tuple(told))


def with_times(what: Trouble, told: Callable[[datetime], str]) -> Trouble:
    """`what` with the time until which it lasts as a person reads it, by `told`."""
    details = dict(what.details)
    try:
        details["until"] = told(datetime.fromisoformat(details["until"]))
    except (KeyError, ValueError):
        return what
    return Trouble(what.code, tuple(sorted(details.items())))
