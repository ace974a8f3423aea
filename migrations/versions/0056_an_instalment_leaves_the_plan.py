"""An instalment that a supplement takes out of the plan keeps its row.

Revision ID: 0056
Revises: 0055
"""

import sqlalchemy as sa
from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("payment_node", sa.Column("dropped_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("payment_node", "dropped_on")
