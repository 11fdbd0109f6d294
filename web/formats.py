"""Dates, lengths and numbers as a reader of the language writes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_skeleton, format_time
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from hub.model import When
from hub.search import Cost
from web.texts import Texts

_WORDS_A_MINUTE = 200


def clock(seconds: float) -> str:
    """A point in a recording: 12:31, 1:02:03."""
    minutes, rest = divmod(int(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"


@dataclass(frozen=True, slots=True)
class Formats:
    """Values put in words in one language; times are shown as seen from `zone`."""

    texts: Texts
    zone: ZoneInfo

    def number(self, value: int) -> str:
        """1.234 or 1,234."""
        if 0 <= value < 1000:
            return str(value)  # as either language writes it; a page has a hundred of them
        return format_decimal(value, locale=self.texts.locale)

    def share(self, part: int, whole: int) -> str:
        """Rounded down, so that all is only said of all: 75 %, 75%; under one is told as such."""
        percent = 100 * part // whole
        told = format_percent(max(percent, 1) / 100, locale=self.texts.locale)
        return told if percent or not part else f"< {told}"

    def seconds(self, seconds: float) -> str:
        """A short time to a tenth of a second: 0,8 sek."""
        number = format_decimal(round(seconds, 1), locale=self.texts.locale)
        return self.texts.gettext("%(seconds)s sek.") % {"seconds": number}

    def speed(self, speed: float) -> str:
        """How fast sound is played: 1,25 ×."""
        return f"{format_decimal(speed, locale=self.texts.locale)} ×"

    def all_of(self, names: Sequence[str]) -> str:
        """Names side by side: Karen, Mads og Ane."""
        return format_list(names, "standard", locale=self.texts.locale)

    def size(self, count: int) -> str:
        """So many bytes: 45 kB, 1,2 MB; at least one kB."""
        unit, amount = ("MB", count / 1e6) if count >= 1_000_000 else ("kB", count / 1e3)
        shown = round(amount, 1) if unit == "MB" else max(round(amount), 1)
        return f"{format_decimal(shown, locale=self.texts.locale)} {unit}"

    def when(self, when: When | None) -> str:
        """A date as precise as it is known: 2024, marts 2024, 5. marts 2024."""
        if when is None:
            return ""
        if when.precision == "year":
            return when.iso
        if when.precision == "month":
            first = date.fromisoformat(f"{when.iso}-01")
            return format_skeleton("yMMMM", first, locale=self.texts.locale)
        return format_date(self._day(when), "long", locale=self.texts.locale)

    def within_year(self, when: When) -> str:
        """What stands after the year in a reference (APA): 17. februar, February 17, marts."""
        if when.precision == "year":
            return ""
        if when.precision == "month":
            first = date.fromisoformat(f"{when.iso}-01")
            return format_date(first, "LLLL", locale=self.texts.locale)
        pattern = "d. MMMM" if self.texts.language == "da" else "MMMM d"
        return format_date(self._day(when), pattern, locale=self.texts.locale)

    def _day(self, when: When) -> date:
        if when.precision == "day":
            return date.fromisoformat(when.iso)
        at = datetime.fromisoformat(when.iso)
        return (at.astimezone(self.zone) if at.tzinfo else at).date()

    def machine_date(self, when: When | None) -> str:
        """The value of a <time datetime>; empty without a date."""
        if when is None or when.precision != "time":
            return when.iso if when else ""
        return self._day(when).isoformat()

    def at(self, at: datetime) -> str:
        """A day and a time of day, of an aware time."""
        _ = self.texts.gettext
        time = format_time(at.astimezone(self.zone), "short", locale=self.texts.locale)
        return _("%(day)s kl. %(time)s") % {"day": self.day(at), "time": time}

    def day(self, at: datetime) -> str:
        """The day of an aware time."""
        return format_date(at.astimezone(self.zone).date(), "long", locale=self.texts.locale)

    def length(self, seconds: int) -> str:
        """How long a recording is: 20 sek., 42 min., 1 t. 12 min."""
        _ = self.texts.gettext
        if seconds < 60:
            return _("%(seconds)s sek.") % {"seconds": seconds}
        minutes = round(seconds / 60)
        hours, minutes = divmod(minutes, 60)
        if not hours:
            return _("%(minutes)s min.") % {"minutes": minutes}
        if not minutes:
            return _("%(hours)s t.") % {"hours": hours}
        return _("%(hours)s t. %(minutes)s min.") % {"hours": hours, "minutes": minutes}

    def cost(self, cost: Cost) -> str:
        """What taking an item in asks of a person; empty where it is not known."""
        _ = self.texts.gettext
        if cost.seconds:
            return self.length(cost.seconds)
        if cost.pages:
            count = self.number(cost.pages)
            return self.texts.ngettext("%(count)s side", "%(count)s sider", cost.pages) % {
                "count": count
            }
        if cost.words:
            minutes = max(1, round(cost.words / _WORDS_A_MINUTE))
            return _("ca. %(minutes)s min. læsning") % {"minutes": self.number(minutes)}
        return ""

    def language(self, code: str) -> str:
        """The name of a language, such as dansk; the code itself where it has no name."""
        return str(self.texts.locale.languages.get(code, code))
