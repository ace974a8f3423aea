"""A row of a list keeps the time at which somebody is to call, not the day alone.

Revision ID: 0058
Revises: 0057
"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("prospect", sa.Column("call_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    op.drop_column("prospect", "call_at")
