"""Products and services, the price list in versions, and the tables that they are taken in from (F09).

Revision ID: 0034
Revises: 0033
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "product",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("code", sa.String(40), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("spec", sa.String(200), nullable=True),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("tax_rate", sa.String(10), nullable=False),
        sa.Column("price_places", sa.Integer(), nullable=False),
        sa.Column("off_rep", sa.BigInteger(), nullable=True),
        sa.Column("off_supervisor", sa.BigInteger(), nullable=True),
        sa.Column("off_director", sa.BigInteger(), nullable=True),
        sa.Column("note", sa.String(500), nullable=True),
        sa.Column("status", sa.String(10), nullable=False),
        sa.Column("created_by_id", sa.Integer(), sa.ForeignKey("user.id", name="fk_product_created_by_id_user"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("code", name="uq_product_code"),
    )
    op.create_table(
        "price_list",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("user.id", name="fk_price_list_by_id_user"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_price_list_period", "price_list", ["starts_on", "ends_on"])
    op.create_table(
        "list_price",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("price_list_id", sa.Integer(), sa.ForeignKey("price_list.id", name="fk_list_price_price_list_id_price_list"), nullable=False),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("product.id", name="fk_list_price_product_id_product"), nullable=False),
        sa.Column("list_price", sa.BigInteger(), nullable=False),
        sa.Column("floor_price", sa.BigInteger(), nullable=True),
        sa.UniqueConstraint("price_list_id", "product_id", name="uq_list_price_price_list_id_product_id"),
    )
    op.create_index("ix_list_price_product_id", "list_price", ["product_id"])
    op.create_table(
        "product_intake",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("source", sa.String(200), nullable=False),
        sa.Column("rows", sa.JSON(), nullable=False),
        sa.Column("left_out", sa.String(500), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("user.id", name="fk_product_intake_by_id_user"), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.String(200), nullable=True),
        sa.Column("taken_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )


def downgrade() -> None:
    for table in ("product_intake", "list_price", "price_list", "product"):
        op.drop_table(table)
