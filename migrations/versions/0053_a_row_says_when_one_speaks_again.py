"""A row of a list says when somebody speaks with the company again.

Revision ID: 0053
Revises: 0052
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("prospect", sa.Column("next_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("prospect", "next_on")
