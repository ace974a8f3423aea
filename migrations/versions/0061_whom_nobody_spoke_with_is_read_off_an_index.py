"""Whom nobody spoke with, and which rows of lists are due, is read off an index.

Revision ID: 0061
Revises: 0060
"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

UNSPOKEN = "spoken_at IS NULL AND voided_at IS NULL"


def upgrade() -> None:
    op.add_column("customer", sa.Column("spoken_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(
        "UPDATE customer SET spoken_at ="
        " (SELECT min(activity.ended_at) FROM activity WHERE activity.customer_id = customer.id)"
    )
    op.create_index(
        "ix_customer_unspoken",
        "customer",
        ["owner_id", "created_at", "id"],
        sqlite_where=sa.text(UNSPOKEN),
        postgresql_where=sa.text(UNSPOKEN),
    )
    op.create_index(
        "ix_prospect_owner_planned", "prospect", ["owner_id", "result", "planned_on", "place", "id", "call_at"]
    )
    op.create_index(
        "ix_prospect_owner_next", "prospect", ["owner_id", "result", "next_on", "place", "id", "call_at"]
    )


def downgrade() -> None:
    op.drop_index("ix_prospect_owner_next", "prospect")
    op.drop_index("ix_prospect_owner_planned", "prospect")
    op.drop_index("ix_customer_unspoken", "customer")
    op.drop_column("customer", "spoken_at")
