"""What a returned hand-off misses is asked point by point, and each point is answered.

Revision ID: 0036
Revises: 0035
"""

import sqlalchemy as sa
from alembic import op

revision = "0036"
down_revision = "0035"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "handoff_point",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("receipt_id", sa.Integer(), sa.ForeignKey("handoff_receipt.id"), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_by_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=True),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
    )
    op.create_index("ix_handoff_point_receipt_id", "handoff_point", ["receipt_id"])


def downgrade() -> None:
    op.drop_index("ix_handoff_point_receipt_id", "handoff_point")
    op.drop_table("handoff_point")
