"""An amendment keeps what it changed.

Revision ID: 0057
Revises: 0056
"""

import sqlalchemy as sa
from alembic import op

revision = "0057"
down_revision = "0056"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("contract_amendment", sa.Column("ends_before", sa.Date(), nullable=True))
    op.add_column("contract_amendment", sa.Column("delivery_before", sa.Date(), nullable=True))
    op.add_column("contract_amendment", sa.Column("plan_before", sa.JSON(), nullable=True))


def downgrade() -> None:
    for name in ("plan_before", "delivery_before", "ends_before"):
        op.drop_column("contract_amendment", name)
