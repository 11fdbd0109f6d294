"""Language tags as sources write them."""


def language_tag(text: str) -> str:
    """The language of a tag such as da-DK (BCP 47), in small letters, or empty."""
    language = text.strip().replace("_", "-").partition("-")[0].lower()
    return language if language.isascii() and language.isalpha() and len(language) in (2, 3) else ""
