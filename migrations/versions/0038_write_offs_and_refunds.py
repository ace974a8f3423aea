"""Write-offs and refunds are asked for and approved.

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "concession",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=True),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("refund_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("cause", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_concession_customer_id_customer"),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_concession_contract_id_contract"),
        sa.ForeignKeyConstraint(["node_id"], ["payment_node.id"], name="fk_concession_node_id_payment_node"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_concession_receipt_id_receipt"),
        sa.ForeignKeyConstraint(["refund_id"], ["receipt.id"], name="fk_concession_refund_id_receipt"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_concession_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_concession"),
        sa.UniqueConstraint("number", name="uq_concession_number"),
    )
    op.create_index("ix_concession_node", "concession", ["node_id", "status"])
    for name in ("customer_id", "contract_id", "receipt_id", "refund_id"):
        op.create_index(f"ix_concession_{name}", "concession", [name])


def downgrade() -> None:
    op.drop_table("concession")
