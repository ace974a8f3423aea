"""Opportunities and contracts are found by the reading of their names; their search lines are written at the next start.

Revision ID: 0049
Revises: 0048
"""

import sqlalchemy as sa
from alembic import op

revision = "0049"
down_revision = "0048"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table in ("opportunity", "contract"):
        op.add_column(table, sa.Column("search_text", sa.Text(), nullable=False, server_default=""))


def downgrade() -> None:
    for table in ("contract", "opportunity"):
        op.drop_column(table, "search_text")
