"""What pages say, in the language of the page: Danish as written, English from the catalogue."""

from collections.abc import Mapping
from dataclasses import dataclass
from gettext import NullTranslations
from io import BytesIO
from pathlib import Path

from babel import Locale
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

LANGUAGES = ("da", "en")
# English as it is written in Europe, where 5 March comes in that order.
_LOCALES = {"da": "da_DK", "en": "en_GB"}
LOCALE_FOLDER = Path(__file__).with_name("locale")


@dataclass(frozen=True, slots=True)
class Texts:
    """The texts of one language."""

    language: str
    locale: Locale
    translations: NullTranslations

    def gettext(self, message: str) -> str:
        """`message` (Danish, as in the templates) in this language."""
        return self.translations.gettext(message)

    def ngettext(self, one: str, many: str, count: int) -> str:
        """`one` or `many`, as `count` asks, in this language."""
        return self.translations.ngettext(one, many, count)


def read_catalogue(path: Path, language: str) -> NullTranslations:
    """The messages of a .po file, without a compiled file beside it."""
    with path.open("rb") as file:
        catalogue = read_po(file, locale=language)
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translations(compiled)


def load_texts(folder: Path = LOCALE_FOLDER) -> Mapping[str, Texts]:
    """The texts of every language; Danish is what templates are written in."""
    texts = {}
    for language in LANGUAGES:
        path = folder / language / "LC_MESSAGES" / "messages.po"
        found = NullTranslations() if language == "da" else read_catalogue(path, language)
        texts[language] = Texts(language, Locale.parse(_LOCALES[language]), found)
    return texts
