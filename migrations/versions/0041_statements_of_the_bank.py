"""Statements of the bank, how their columns are written, and under which names customers pay.

Revision ID: 0041
Revises: 0040
"""

import sqlalchemy as sa
from alembic import op

revision = "0041"
down_revision = "0040"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "bank_layout",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("heads", sa.String(length=64), nullable=False),
        sa.Column("columns", sa.JSON(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_bank_layout_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_layout"),
        sa.UniqueConstraint("heads", name="uq_bank_layout_heads"),
    )
    op.create_table(
        "own_account",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_own_account"),
        sa.UniqueConstraint("account", name="uq_own_account_account"),
    )
    op.create_table(
        "payer_alias",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["customer_id"], ["customer.id"], name="fk_payer_alias_customer_id_customer"),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_payer_alias_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_payer_alias"),
        sa.UniqueConstraint("key", name="uq_payer_alias_key"),
    )
    op.create_index("ix_payer_alias_customer_id", "payer_alias", ["customer_id"])
    op.create_table(
        "bank_statement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("holder", sa.String(length=120), nullable=False),
        sa.Column("heads", sa.JSON(), nullable=False),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.Column("pending", sa.Text(), nullable=True),
        sa.Column("first_on", sa.Date(), nullable=True),
        sa.Column("last_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name="fk_bank_statement_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_bank_statement"),
    )
    op.create_table(
        "statement_row",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("statement_id", sa.Integer(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=160), nullable=True),
        sa.Column("day", sa.Date(), nullable=True),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("balance", sa.BigInteger(), nullable=True),
        sa.Column("payer", sa.String(length=120), nullable=False),
        sa.Column("account", sa.String(length=40), nullable=False),
        sa.Column("words", sa.String(length=400), nullable=False),
        sa.Column("serial", sa.String(length=60), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("refused", sa.String(length=20), nullable=True),
        sa.Column("repeats_id", sa.Integer(), nullable=True),
        sa.Column("cells", sa.JSON(), nullable=False),
        sa.Column("receipt_id", sa.Integer(), nullable=True),
        sa.Column("aside_by_id", sa.Integer(), nullable=True),
        sa.Column("aside_at", MOMENT, nullable=True),
        sa.Column("aside_reason", sa.String(length=200), nullable=True),
        sa.ForeignKeyConstraint(["statement_id"], ["bank_statement.id"], name="fk_statement_row_statement_id_bank_statement"),
        sa.ForeignKeyConstraint(["repeats_id"], ["statement_row.id"], name="fk_statement_row_repeats_id_statement_row"),
        sa.ForeignKeyConstraint(["receipt_id"], ["receipt.id"], name="fk_statement_row_receipt_id_receipt"),
        sa.ForeignKeyConstraint(["aside_by_id"], ["user.id"], name="fk_statement_row_aside_by_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_statement_row"),
        sa.UniqueConstraint("mark", name="uq_statement_row_mark"),
    )
    op.create_index("ix_statement_row_what", "statement_row", ["what", "receipt_id", "statement_id"])
    op.create_index("ix_statement_row_statement_id", "statement_row", ["statement_id"])
    op.create_index("ix_statement_row_receipt_id", "statement_row", ["receipt_id"])


def downgrade() -> None:
    op.drop_table("statement_row")
    op.drop_table("bank_statement")
    op.drop_table("payer_alias")
    op.drop_table("own_account")
    op.drop_table("bank_layout")
