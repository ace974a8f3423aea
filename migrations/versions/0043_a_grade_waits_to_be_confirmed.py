"""Since when a grade or a date waits for a person; what a proposal gains in a year.

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("regrade_since", "redate_since"):
        op.add_column("opportunity", sa.Column(name, sa.DateTime(timezone=True), nullable=True))
    op.add_column("proposal", sa.Column("yearly", sa.BigInteger(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("proposal", "yearly")
    for name in ("redate_since", "regrade_since"):
        op.drop_column("opportunity", name)
