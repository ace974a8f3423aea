"""Quotations in versions, with their lines as they were offered (F09).

Revision ID: 0042
Revises: 0041
"""

import sqlalchemy as sa
from alembic import op

revision = "0042"
down_revision = "0041"
branch_labels = None
depends_on = None


def _of(column: str, table: str, *, nullable: bool = False, name: str = "quotation") -> sa.Column:
    key = sa.ForeignKey(f"{table}.id", name=f"fk_{name}_{column}_{table}")
    return sa.Column(column, sa.Integer(), key, nullable=nullable)


def upgrade() -> None:
    op.create_table(
        "quotation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("number", sa.String(20), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("status", sa.String(12), nullable=False),
        _of("opportunity_id", "opportunity"),
        _of("customer_id", "customer"),
        _of("contact_id", "contact", nullable=True),
        _of("owner_id", "user"),
        _of("copied_from_id", "quotation", nullable=True),
        sa.Column("quoted_on", sa.Date(), nullable=False),
        sa.Column("valid_count", sa.Integer(), nullable=False),
        sa.Column("valid_unit", sa.String(10), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=False),
        sa.Column("delivery_cycle", sa.String(100), nullable=True),
        sa.Column("payment_terms", sa.Text(), nullable=True),
        sa.Column("warranty", sa.String(100), nullable=True),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("off_reason", sa.Text(), nullable=True),
        sa.Column("discount", sa.BigInteger(), nullable=True),
        sa.Column("rounding", sa.String(6), nullable=False),
        sa.Column("whole_off", sa.BigInteger(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
        sa.Column("approved_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("approved_sha256", sa.String(64), nullable=True),
        sa.Column("approved_salt", sa.String(32), nullable=True),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("sent_to", sa.String(200), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.String(300), nullable=True),
        _of("created_by_id", "user"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("number", "revision", name="uq_quotation_number_revision"),
    )
    op.create_index("ix_quotation_customer_id", "quotation", ["customer_id"])
    op.create_index("ix_quotation_opportunity", "quotation", ["opportunity_id", "status"])
    op.create_index("ix_quotation_owner", "quotation", ["owner_id", "status"])
    op.create_index("ix_quotation_lapse", "quotation", ["status", "valid_until"])
    op.create_table(
        "quotation_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        _of("quotation_id", "quotation", name="quotation_line"),
        sa.Column("seq", sa.Integer(), nullable=False),
        _of("product_id", "product", nullable=True, name="quotation_line"),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("spec", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("off", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.String(10), nullable=False),
        sa.Column("gift", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("list_price", sa.BigInteger(), nullable=True),
        sa.Column("floor_price", sa.BigInteger(), nullable=True),
        sa.Column("share", sa.BigInteger(), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=True),
        sa.Column("tax", sa.BigInteger(), nullable=True),
        sa.Column("net", sa.BigInteger(), nullable=True),
    )
    op.create_index("ix_quotation_line_quotation", "quotation_line", ["quotation_id", "seq"])
    op.create_index("ix_quotation_line_product_id", "quotation_line", ["product_id"])


def downgrade() -> None:
    op.drop_table("quotation_line")
    op.drop_table("quotation")
