"""A contract says why it takes no quotation although its opportunity has one in force.

Revision ID: 0070
Revises: 0069
"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contract", sa.Column("unquoted_because", sa.String(200), nullable=True))


def downgrade() -> None:
    op.drop_column("contract", "unquoted_because")
