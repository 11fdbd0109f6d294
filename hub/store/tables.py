"""The tables, as the newest migration leaves them (a test compares the two).

Values that nobody searches are JSON.
"""

import sqlalchemy as sa
from sqlalchemy import Column, ForeignKey, Index, Integer, MetaData, Table

from hub.store.types import Plain, UtcTime

METADATA = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
        "pk": "pk_%(table_name)s",
    }
)

FACTS = Table(  # single values: the epoch, the progress, what is wrong with feeds.yaml
    "facts",
    METADATA,
    Column("name", Plain, primary_key=True),
    Column("value", Plain, nullable=False),
)

CLOCK = Table(  # one row: how many transactions have changed what is shown
    "clock",
    METADATA,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("seq", sa.BigInteger, nullable=False),
)

CONFIGS = Table(
    "configs",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("text", Plain, nullable=False),
    Column("digest", Plain, nullable=False),
    Column("at", UtcTime, nullable=False),
)

SOURCES = Table(
    "sources",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("name", Plain, nullable=False, unique=True),  # its id in feeds.yaml; may be renamed
    Column("position", Integer, nullable=False),
    Column("settings", sa.JSON, nullable=False),
    Column("enabled", sa.Boolean, nullable=False),
    Column("retired", UtcTime),
    Column("etag", Plain, nullable=False, default=""),
    Column("last_modified", Plain, nullable=False, default=""),
    Column("body_sha256", Plain, nullable=False, default=""),
    Column("validators_for", Plain, nullable=False, default=""),
    Column("failures", Integer, nullable=False, default=0),
    Column("due", UtcTime),
    Column("last_visit", UtcTime),
    Column("last_success", UtcTime),
    Column("last_new", UtcTime),
    Column("trouble", sa.JSON(none_as_null=True)),
    Column("moved_to", Plain, nullable=False, default=""),
    Column("cursor", sa.JSON(none_as_null=True)),  # None: at the beginning
    Column("moved_times", Integer, nullable=False, server_default="0"),
    Column("pace", sa.JSON(none_as_null=True)),
    Column("gap", sa.BigInteger),  # seconds
    Column("due_why", sa.JSON(none_as_null=True)),
    Column("ended", sa.JSON(none_as_null=True)),
    Column("lease_by", Plain, nullable=False, server_default=""),  # the worker that visits it
    Column("lease_until", UtcTime),
)

HOSTS = Table(  # manners towards each host, shared by all workers
    "hosts",
    METADATA,
    Column("name", Plain, primary_key=True),
    Column("lease_by", Plain, nullable=False, server_default=""),  # who asks it right now
    Column("lease_until", UtcTime),
    Column("free_at", UtcTime),  # when it may be asked again, after the pause between requests
    Column("paused_until", UtcTime),  # it said so itself: 429, 503, Retry-After
    Column("paused_why", sa.JSON(none_as_null=True)),
    Column("robots", Plain),
    Column("robots_at", UtcTime),
)

NOTICES = Table(  # what a person must see to, such as a mail that asks to be confirmed
    "notices",
    METADATA,
    Column("source", ForeignKey("sources.id"), primary_key=True),
    Column("key", Plain, primary_key=True),
    Column("trouble", sa.JSON, nullable=False),
    Column("at", UtcTime),
    Column("first_seen", UtcTime, nullable=False),
)

SOURCE_NAMES = Table(  # names that a source once had
    "source_names",
    METADATA,
    Column("name", Plain, primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
)

VISITS = Table(
    "visits",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
    Column("at", UtcTime, nullable=False),
    Column("status", Plain, nullable=False),
    Column("new", Integer, nullable=False),
    Column("changed", Integer, nullable=False),
    Column("gone", Integer, nullable=False),
    Column("trouble", sa.JSON(none_as_null=True)),
    Column("notes", sa.JSON, nullable=False),
    Column("milliseconds", Integer, nullable=False),
    Column("bytes", sa.BigInteger, nullable=False),
    Index(None, "source", "id"),
)

ITEMS = Table(
    "items",
    METADATA,
    Column("id", Plain, primary_key=True),
    Column("source", ForeignKey("sources.id"), nullable=False),
    Column("kind", Plain, nullable=False),
    Column("form", Plain, nullable=False),
    # What the entry itself says, where it does; else its source decides.
    Column("form_listed", Plain),
    Column("publisher_listed", Plain),
    Column("access_listed", Plain),
    Column("title", Plain, nullable=False),
    Column("title_key", Plain, nullable=False, server_default=""),  # as in hub.sameness
    Column("url", Plain),
    Column("date", Plain),
    Column("sort_at", sa.BigInteger, nullable=False),
    Column("year", Integer),
    Column("language", Plain, nullable=False),
    Column("publisher", Plain, nullable=False),
    Column("access", Plain, nullable=False),
    Column("duration", Integer),
    Column("pages", Integer),
    Column("season", Integer),
    Column("episode", Integer),
    Column("first_seen", UtcTime, nullable=False),
    Column("changed", UtcTime, nullable=False),
    Column("visible", sa.Boolean, nullable=False),
    Column("removed", UtcTime),
    Column("removed_reason", Plain),
    Column("summary", Plain, nullable=False),
    Column("enclosures", sa.JSON, nullable=False),
    # What the listing tells and what a reading brought are kept apart, so that neither loses the
    # other; what was read is shown where there is some.
    Column("chapters_listed", sa.JSON, nullable=False),
    Column("chapters_read", sa.JSON(none_as_null=True)),
    Column("body_listed", Plain, nullable=False),
    Column("body_read", Plain),
    Column("ids", sa.JSON(none_as_null=True)),
    Column("license", Plain, nullable=False, server_default=""),
    Column("soundbites", sa.JSON(none_as_null=True)),
    Column("expires", Plain),
    Column("heard", Plain, nullable=False, server_default=""),
    sa.UniqueConstraint("id", "visible", "sort_at"),  # what assignments refer to
)
# The form comes last in these, so that lists without adverts are counted in the index alone.
_NEWEST = (ITEMS.c.sort_at.desc(), ITEMS.c.id, ITEMS.c.form)
Index("ix_items_newest", ITEMS.c.visible, *_NEWEST)
Index("ix_items_kind", ITEMS.c.visible, ITEMS.c.kind, *_NEWEST)
Index("ix_items_title_key", ITEMS.c.title_key)
Index("ix_items_source", ITEMS.c.source, ITEMS.c.visible, *_NEWEST)

PEOPLE = Table(
    "people",
    METADATA,
    Column("item", ForeignKey("items.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("name", Plain, nullable=False),
    Column("role", Plain, nullable=False),
    Column("slug", Plain, nullable=False, server_default=""),  # as in hub.naming
    Column("key", Plain, nullable=False, server_default=""),  # what all forms of a name share
    Index("ix_people_key", "key", "slug", "item"),
)

PASSAGES = Table(
    "passages",
    METADATA,
    Column("item", ForeignKey("items.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("text", Plain, nullable=False),
    Column("start", sa.Double),
    Column("end", sa.Double),
    Column("page", Integer),
    Column("section", Plain, nullable=False),
    Column("speaker", Plain, nullable=False),
)

PLACES = Table(
    "places",
    METADATA,
    Column("source", ForeignKey("sources.id"), primary_key=True),
    Column("entry", Plain, primary_key=True),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
    Column("url", Plain),
    Column("digest", Plain, nullable=False),
    Column("first_seen", UtcTime, nullable=False),
    Column("last_seen", UtcTime, nullable=False),
    Column("gone", UtcTime),  # since when it has been deleted, by its source's word or a 404
    Column("told", sa.JSON(none_as_null=True)),  # the draft, so that merging can be undone
    Column("checked", UtcTime),  # when we found it gone ourselves
)

LINKS = Table(  # what an item's text points at
    "links",
    METADATA,
    Column("item", ForeignKey("items.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("url", Plain, nullable=False),
    Column("text", Plain, nullable=False),
    Column("key", Plain, nullable=False, index=True),  # as in `keys`, should the target be ours
)

VERDICTS = Table(  # what a person said of two items: one work, or two; it holds for ever
    "verdicts",
    METADATA,
    Column("item", Plain, primary_key=True),
    Column("other", Plain, primary_key=True),
    Column("same", sa.Boolean, nullable=False),
    Column("at", UtcTime, nullable=False),
)

KEYS = Table(  # what an item may be known by
    "keys",
    METADATA,
    Column("key", Plain, primary_key=True),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
)

SHARED_KEYS = Table(  # global keys that several entries of one source have: they name none
    "shared_keys",
    METADATA,
    Column("key", Plain, primary_key=True),
)

NUMBERS = Table(  # DOI, ISBN and ISSN that items tell of themselves; not all of them are keys
    "numbers",
    METADATA,
    Column("number", Plain, primary_key=True),
    Column("item", ForeignKey("items.id"), primary_key=True, index=True),
)

ADDRESSES = Table(  # of items, their files and links: whether they answer (hub.liveness)
    "addresses",
    METADATA,
    Column("key", Plain, primary_key=True),
    Column("url", Plain, nullable=False),
    Column("item", ForeignKey("items.id"), nullable=False),  # one that has it
    Column("original", sa.Boolean, nullable=False),  # where that item itself is
    Column("due", UtcTime, nullable=False, index=True),
    Column("asked", UtcTime, index=True),
    Column("alive", UtcTime),
    Column("since", UtcTime),
    Column("failing", UtcTime),
    Column("doubt", Integer, nullable=False, server_default="0"),
    Column("dead", UtcTime),
)

MOVED = Table(  # ids that another item has taken over
    "moved",
    METADATA,
    Column("id", Plain, primary_key=True),
    Column("item", ForeignKey("items.id"), nullable=False, index=True),
)

ASSIGNMENTS = Table(
    "assignments",
    METADATA,
    Column("item", Plain, primary_key=True),
    Column("theme", Plain, primary_key=True),
    Column("strength", Plain, nullable=False),
    Column("evidence", sa.JSON, nullable=False),
    # Copies of the item's own, which the database keeps equal, so that a theme's newest items and
    # every theme's count each come from one index.
    Column("visible", sa.Boolean, nullable=False),
    Column("sort_at", sa.BigInteger, nullable=False),
    Column("weight", Integer, nullable=False, server_default="0"),  # as in hub.centrality
    sa.ForeignKeyConstraint(
        ["item", "visible", "sort_at"],
        ["items.id", "items.visible", "items.sort_at"],
        onupdate="CASCADE",
    ),
)
Index(
    "ix_assignments_theme",
    ASSIGNMENTS.c.theme,  # not `visible`: SQLite would take this index to follow the copies
    ASSIGNMENTS.c.strength,
    ASSIGNMENTS.c.visible,
    ASSIGNMENTS.c.sort_at.desc(),
    ASSIGNMENTS.c.item,
)
Index(
    "ix_assignments_central",
    ASSIGNMENTS.c.theme,
    ASSIGNMENTS.c.strength,
    ASSIGNMENTS.c.visible,
    ASSIGNMENTS.c.weight.desc(),
    ASSIGNMENTS.c.sort_at.desc(),
    ASSIGNMENTS.c.item,
)

FOLLOWERS = Table(  # indexes, and whoever else takes up each change
    "followers",
    METADATA,
    Column("name", Plain, primary_key=True),
)

PENDING = Table(
    "pending",
    METADATA,
    Column("follower", ForeignKey("followers.name"), primary_key=True),
    Column("item", ForeignKey("items.id"), primary_key=True),
    Column("seq", sa.BigInteger, nullable=False),
    Index(None, "follower", "seq", "item"),
)

READINGS = Table(  # the reading queue, and what has been read
    "readings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("item", ForeignKey("items.id"), nullable=False),
    Column("what", Plain, nullable=False),
    Column("url", Plain, nullable=False),
    Column("type", Plain, nullable=False),
    Column("tries", Integer, nullable=False, default=0),
    Column("not_before", UtcTime),  # None: at once; while claimed, when the claim ends
    Column("status", Plain, nullable=False, default="waiting"),  # or claimed, read, given-up
    Column("read", UtcTime),
    Column("extractor", Plain, nullable=False, default=""),
    Column("trouble", sa.JSON(none_as_null=True)),
    Column("choices", sa.JSON(none_as_null=True)),  # [address, type] by preference, if several
    Column("told", sa.JSON(none_as_null=True)),  # what the target says of the work, as a draft
    Column("lease_by", Plain, nullable=False, server_default=""),  # the worker that reads it
    Column("origin", Plain, nullable=False, server_default=""),  # the merged item that it was of
    sa.UniqueConstraint("item", "what"),
    Index(None, "status", "not_before"),
)
