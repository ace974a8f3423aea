"""An ending says when what ends along was ended: one that is agreed for a later day has not come to that yet.

What is known so far was carried out as it was noted, whatever its day.

Revision ID: 0075
Revises: 0074
"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contract_ending", sa.Column("carried_out_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE contract_ending SET carried_out_at = at")


def downgrade() -> None:
    op.drop_column("contract_ending", "carried_out_at")
