"""What is done about instalments that are overdue.

Revision ID: 0046
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "payment_chase",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("measure", sa.String(length=400), nullable=True),
        sa.Column("promised_on", sa.Date(), nullable=True),
        sa.Column("written", sa.Boolean(), nullable=False),
        sa.Column("served_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["node_id"], ["payment_node.id"], name="fk_payment_chase_node_id_payment_node"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_payment_chase_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_payment_chase"),
    )
    op.create_index("ix_payment_chase_node", "payment_chase", ["node_id", "kind"])


def downgrade() -> None:
    op.drop_table("payment_chase")
