"""A contract has the lines of its quotation, and remembers it.

Revision ID: 0044
Revises: 0043
"""

import sqlalchemy as sa
from alembic import op

revision = "0044"
down_revision = "0043"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "contract_line",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contract_id", sa.Integer(), sa.ForeignKey("contract.id", name="fk_contract_line_contract_id_contract"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("product_id", sa.Integer(), sa.ForeignKey("product.id", name="fk_contract_line_product_id_product"), nullable=True),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("spec", sa.String(200), nullable=False),
        sa.Column("unit", sa.String(20), nullable=False),
        sa.Column("quantity", sa.BigInteger(), nullable=False),
        sa.Column("price", sa.BigInteger(), nullable=True),
        sa.Column("off", sa.BigInteger(), nullable=False),
        sa.Column("rate", sa.String(10), nullable=False),
        sa.Column("gift", sa.Boolean(), nullable=False),
        sa.Column("note", sa.String(200), nullable=False),
        sa.Column("gross", sa.BigInteger(), nullable=False),
        sa.Column("tax", sa.BigInteger(), nullable=False),
        sa.Column("net", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_contract_line_contract", "contract_line", ["contract_id", "seq"])
    op.create_index("ix_contract_line_product_id", "contract_line", ["product_id"])
    with op.batch_alter_table("contract") as batch:
        batch.add_column(sa.Column("quotation_id", sa.Integer(), nullable=True))
        batch.create_foreign_key("fk_contract_quotation_id_quotation", "quotation", ["quotation_id"], ["id"])
    op.create_index("ix_contract_quotation_id", "contract", ["quotation_id"])


def downgrade() -> None:
    op.drop_index("ix_contract_quotation_id", "contract")
    with op.batch_alter_table("contract") as batch:
        batch.drop_constraint("fk_contract_quotation_id_quotation", type_="foreignkey")
        batch.drop_column("quotation_id")
    op.drop_table("contract_line")
