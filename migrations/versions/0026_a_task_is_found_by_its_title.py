"""A task is found by its title; its search line is written at the next start.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("task", sa.Column("search_text", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    op.drop_column("task", "search_text")
