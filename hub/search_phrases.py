"""Why a hit is there, and what was made of the words that were typed."""

# Each code with its Danish and its English text.
SEARCHING: dict[str, tuple[str, str]] = {
    # why a hit is there
    "why-exact-title": ("titlen er præcis det, du skrev", "the title is just what you typed"),
    "why-title": ("”{word}” står i titlen", "“{word}” is in the title"),
    "why-people": ("”{word}” står blandt personerne", "“{word}” is among the people"),
    "why-summary": ("”{word}” står i resuméet", "“{word}” is in the summary"),
    "why-text": ("”{word}” står i teksten", "“{word}” is in the text"),
    "why-part": (
        "”{word}” er kun med som del af et længere ord",
        "“{word}” is there only as part of a longer word",
    ),
    "why-synonym": (
        "”{word}” er fundet via {via}, som betyder det samme",
        "“{word}” was found via {via}, which means the same",
    ),
    "why-bridge": (
        "”{word}” er fundet via {via}, som ligger tæt på",
        "“{word}” was found via {via}, which comes close",
    ),
    "why-missing": ("”{word}” er ikke med", "“{word}” is not there"),
    "why-near": ("ordene står tæt sammen", "the words stand close together"),
    "why-theme": ("handler om temaet {theme}", "is about the theme {theme}"),
    "why-fresh": ("er fra det seneste år", "is from the last year"),
    # what was made of the words that were typed
    "repaired": (
        "Viser resultater for ”{found}” i stedet for ”{typed}”.",
        "Shows results for “{found}” instead of “{typed}”.",
    ),
    "kind-read": (
        "”{word}” er læst som et filter, så du ser kun den slags.",
        "“{word}” was read as a filter, so you see that kind only.",
    ),
    "bridged": (
        "Få svar rummer dine egne ord, så nogle er fundet via ord, der ligger tæt på.",
        "Few answers have your own words, so some were found via words that come close.",
    ),
    "pointed": (
        "{text} hører til dette i samlingen.",
        "{text} belongs to this in the collection.",
    ),
    "pointed-nowhere": (
        "Vi har ikke {text} i samlingen.",
        "We don’t have {text} in the collection.",
    ),
}
