"""Alembic's environment: the connection is handed in, nothing is read from files."""

from alembic import context

from adapters.database import columns, promises, tables

assert promises.outbox.metadata is tables.sets.metadata  # both have put their tables there by now
connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=columns.metadata, render_as_batch=True)
with context.begin_transaction():
    context.run_migrations()
