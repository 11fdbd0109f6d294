"""What names are looked up by, and how central each item is to its themes."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from hub.centrality import centrality
from hub.naming import person_key, person_slug
from hub.store.values import evidence_from_json

revision = "0006"
down_revision = "0005"
_AT_ONCE = 1000


def upgrade() -> None:
    """New columns, filled from what is there; nothing is to be judged or indexed anew."""
    for name in ("slug", "key"):
        op.add_column("people", sa.Column(name, sa.Text, nullable=False, server_default=""))
    weight = sa.Column("weight", sa.Integer, nullable=False, server_default="0")
    op.add_column("assignments", weight)
    _note_names()
    _note_weights()
    op.create_index("ix_people_key", "people", ["key", "slug", "item"])
    order = [sa.text(name) for name in ("weight DESC", "sort_at DESC", "item")]
    op.create_index(
        "ix_assignments_central", "assignments", ["theme", "strength", "visible", *order]
    )


def _note_names() -> None:
    people = sa.table("people", *map(sa.column, ("name", "slug", "key")))
    rows = []
    for name in op.get_bind().scalars(sa.select(people.c.name).distinct()).all():
        slug = person_slug(name)
        rows.append({"its_name": name, "its_slug": slug, "its_key": person_key(slug)})
    own = people.update().where(people.c.name == sa.bindparam("its_name"))
    told = own.values(slug=sa.bindparam("its_slug"), key=sa.bindparam("its_key"))
    op.create_index("ix_people_by_name", "people", ["name"])
    _execute(told, rows)
    op.drop_index("ix_people_by_name", "people")


def _note_weights() -> None:
    names = ("item", "theme", "weight")
    own = sa.table("assignments", *map(sa.column, names), sa.column("evidence", sa.JSON))
    rows = [
        {"its_item": row.item, "its_theme": row.theme, "its_weight": weight}
        for row in op.get_bind().execute(sa.select(own.c.item, own.c.theme, own.c.evidence)).all()
        if (weight := centrality(evidence_from_json(row.evidence)))
    ]
    which = sa.and_(
        own.c.item == sa.bindparam("its_item"), own.c.theme == sa.bindparam("its_theme")
    )
    _execute(own.update().where(which).values(weight=sa.bindparam("its_weight")), rows)


def _execute(statement: sa.Update, rows: Sequence[dict[str, object]]) -> None:
    for begin in range(0, len(rows), _AT_ONCE):
        op.get_bind().execute(statement, rows[begin : begin + _AT_ONCE])
