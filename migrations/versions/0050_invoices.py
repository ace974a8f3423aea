"""Invoices are asked for, issued, taken back and delivered.

Revision ID: 0050
Revises: 0049
"""

import sqlalchemy as sa
from alembic import op

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "invoice_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("title", sa.String(length=100), nullable=False),
        sa.Column("tax_no", sa.String(length=20), nullable=False),
        sa.Column("address_phone", sa.String(length=200), nullable=True),
        sa.Column("bank", sa.String(length=200), nullable=True),
        sa.Column("delivery", sa.String(length=120), nullable=False),
        sa.Column("remark", sa.String(length=200), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_invoice_request_contract_id_contract"),
        sa.ForeignKeyConstraint(["node_id"], ["payment_node.id"], name="fk_invoice_request_node_id_payment_node"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_invoice_request_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_invoice_request"),
        sa.UniqueConstraint("number", name="uq_invoice_request_number"),
    )
    op.create_index("ix_invoice_request_contract", "invoice_request", ["contract_id", "status"])
    op.create_index("ix_invoice_request_node_id", "invoice_request", ["node_id"])
    op.create_table(
        "invoice_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=100), nullable=False),
        sa.Column("spec", sa.String(length=60), nullable=False),
        sa.Column("unit", sa.String(length=10), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.String(length=10), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["invoice_request.id"], name="fk_invoice_line_request_id_invoice_request"),
        sa.PrimaryKeyConstraint("id", name="pk_invoice_line"),
    )
    op.create_index("ix_invoice_line_request_id", "invoice_line", ["request_id"])
    op.create_table(
        "invoice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("node_id", sa.Integer(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("red_of_id", sa.Integer(), nullable=True),
        sa.Column("reason", sa.String(length=200), nullable=True),
        sa.Column("delivered_to", sa.String(length=120), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["request_id"], ["invoice_request.id"], name="fk_invoice_request_id_invoice_request"),
        sa.ForeignKeyConstraint(["contract_id"], ["contract.id"], name="fk_invoice_contract_id_contract"),
        sa.ForeignKeyConstraint(["node_id"], ["payment_node.id"], name="fk_invoice_node_id_payment_node"),
        sa.ForeignKeyConstraint(["red_of_id"], ["invoice.id"], name="fk_invoice_red_of_id_invoice"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_invoice_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_invoice"),
        sa.UniqueConstraint("number", name="uq_invoice_number"),
    )
    op.create_index("ix_invoice_contract", "invoice", ["contract_id", "issued_on"])
    for name in ("request_id", "node_id", "red_of_id"):
        op.create_index(f"ix_invoice_{name}", "invoice", [name])


def downgrade() -> None:
    op.drop_table("invoice")
    op.drop_table("invoice_line")
    op.drop_table("invoice_request")
