"""A bill that matures is paid or refused.

Revision ID: 0062
Revises: 0061
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "bill_honour",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("honoured_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_bill_honour_by_id_user"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_bill_honour_receipt_id_receipt"),
        sa.PrimaryKeyConstraint("id", name="pk_bill_honour"),
        sa.UniqueConstraint("receipt_id", name="uq_bill_honour_receipt_id"),
    )


def downgrade() -> None:
    op.drop_table("bill_honour")
