"""Bills in hand are read off an index of those that mature: most money is no bill.

Revision ID: 0079
Revises: 0078
"""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None

THERE = sa.text("matures_on IS NOT NULL")


def upgrade() -> None:
    op.create_index(
        "ix_receipt_matures_on", "receipt", ["matures_on"], sqlite_where=THERE, postgresql_where=THERE
    )


def downgrade() -> None:
    op.drop_index("ix_receipt_matures_on", "receipt")
