"""A question of the bank may be meant for one industry.

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("spin_question", sa.Column("industry", sa.String(length=4), nullable=True))


def downgrade() -> None:
    op.drop_column("spin_question", "industry")
