"""What Alembic runs for each command: our own connection, in the transaction it is in."""

from alembic import context

from hub.store.tables import METADATA

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
)
context.run_migrations()
