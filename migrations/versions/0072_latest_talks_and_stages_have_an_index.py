"""Whom one spoke to last, and what a contract can be drawn up from, are walked from the latest.

Revision ID: 0072
Revises: 0071
"""

import sqlalchemy as sa
from alembic import op

revision = "0072"
down_revision = "0071"
branch_labels = None
depends_on = None

BY_HAND = sa.text("close_reason IS NOT NULL")


def upgrade() -> None:
    op.create_index("ix_customer_contact", "customer", ["last_contact_at", "id", "owner_id", "voided_at"])
    op.create_index(
        "ix_opportunity_since", "opportunity", ["status", "stage", "stage_since", "id", "owner_id"]
    )
    op.create_index(
        "ix_opportunity_by_hand",
        "opportunity",
        ["status", "stage_since", "id"],
        sqlite_where=BY_HAND,
        postgresql_where=BY_HAND,
    )


def downgrade() -> None:
    op.drop_index("ix_opportunity_by_hand", "opportunity")
    op.drop_index("ix_opportunity_since", "opportunity")
    op.drop_index("ix_customer_contact", "customer")
