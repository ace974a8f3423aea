"""Whoever subscribes to their calendar says whether telephone numbers stand in it.

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("calendar_feed") as table:
        table.add_column(sa.Column("with_numbers", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("calendar_feed") as table:
        table.alter_column("with_numbers", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("calendar_feed") as table:
        table.drop_column("with_numbers")
