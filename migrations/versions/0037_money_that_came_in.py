"""Money that came in, shared over instalments; months whose books are closed.

Revision ID: 0037
Revises: 0036
"""

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    with op.batch_alter_table("payment_node") as table:
        for name in ("received", "in_hand", "written_off"):
            table.add_column(sa.Column(name, sa.BigInteger(), nullable=False, server_default="0"))
    op.create_index("ix_payment_node_planned", "payment_node", ["planned_on"])
    op.add_column("contract", sa.Column("received", sa.BigInteger(), nullable=False, server_default="0"))
    op.add_column("contract", sa.Column("open_since", sa.Date(), nullable=True))
    op.execute(
        "UPDATE contract SET open_since = (SELECT min(planned_on) FROM payment_node WHERE contract_id = contract.id)"
    )
    op.create_table(
        "receipt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("counts_on", sa.Date(), nullable=False),
        sa.Column("way", sa.String(length=20), nullable=False),
        sa.Column("matures_on", sa.Date(), nullable=True),
        sa.Column("payer", sa.String(length=120), nullable=True),
        sa.Column("remark", sa.String(length=200), nullable=True),
        sa.Column("of_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_receipt_customer_id_customer"),
        sa.ForeignKeyConstraint(["opportunity_id"], ["opportunity.id"], name="fk_receipt_opportunity_id_opportunity"),
        sa.ForeignKeyConstraint(["of_id"], ["receipt.id"], name="fk_receipt_of_id_receipt"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_receipt_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_receipt"),
        sa.UniqueConstraint("number", name="uq_receipt_number"),
    )
    op.create_index("ix_receipt_customer", "receipt", ["customer_id", "received_on"])
    op.create_index("ix_receipt_booked", "receipt", ["booked_on"])
    op.create_index("ix_receipt_opportunity_id", "receipt", ["opportunity_id"])
    op.create_index("ix_receipt_of_id", "receipt", ["of_id"])
    op.create_table(
        "allocation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("booked_on", sa.Date(), nullable=False),
        sa.Column("effective_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_allocation_receipt_id_receipt"),
        sa.ForeignKeyConstraint(["node_id"], ["payment_node.id"], name="fk_allocation_node_id_payment_node"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_allocation_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_allocation"),
    )
    op.create_index("ix_allocation_node", "allocation", ["node_id", "effective_on", "amount"])
    op.create_index("ix_allocation_receipt_id", "allocation", ["receipt_id"])
    op.create_table(
        "closed_month",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("month", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_closed_month_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_closed_month"),
        sa.UniqueConstraint("month", name="uq_closed_month_month"),
    )


def downgrade() -> None:
    op.drop_table("closed_month")
    op.drop_table("allocation")
    op.drop_table("receipt")
    op.drop_column("contract", "open_since")
    op.drop_column("contract", "received")
    op.drop_index("ix_payment_node_planned", "payment_node")
    with op.batch_alter_table("payment_node") as table:
        for name in ("written_off", "in_hand", "received"):
            table.drop_column(name)
