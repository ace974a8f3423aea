"""Supplements, endings and originals that were issued again.

Revision ID: 0047
Revises: 0046
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None
MOMENT, MONEY = sa.DateTime(timezone=True), sa.BigInteger()


def upgrade() -> None:
    op.create_table(
        "contract_amendment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contract_id", sa.Integer(), sa.ForeignKey("contract.id"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(40), nullable=False, unique=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("amount", MONEY, nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("delivery_on", sa.Date(), nullable=True),
        sa.Column("amount_before", MONEY, nullable=False),
        sa.Column("confirmed_by", sa.String(50), nullable=True),
        sa.Column("confirmed_way", sa.String(20), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("submitted_at", MOMENT, nullable=True),
        sa.Column("approved_at", MOMENT, nullable=True),
        sa.Column("approved_sha256", sa.String(64), nullable=True),
        sa.Column("signed_on", sa.Date(), nullable=True),
        sa.Column("void_reason", sa.String(200), nullable=True),
        sa.Column("created_by_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.UniqueConstraint("contract_id", "seq"),
    )
    op.create_table(
        "amended_node",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("amendment_id", sa.Integer(), sa.ForeignKey("contract_amendment.id"), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("condition", sa.String(200), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("percent", sa.Numeric(5, 2), nullable=True),
        sa.Column("amount", MONEY, nullable=False),
        sa.UniqueConstraint("amendment_id", "seq"),
    )
    op.create_table(
        "contract_ending",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contract_id", sa.Integer(), sa.ForeignKey("contract.id"), nullable=False, unique=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.Column("remark", sa.Text(), nullable=True),
        sa.Column("successor_id", sa.Integer(), sa.ForeignKey("contract.id"), nullable=True),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_table(
        "contract_reissue",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contract_id", sa.Integer(), sa.ForeignKey("contract.id"), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("reason", sa.String(200), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=False),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
    )
    op.create_index("ix_contract_reissue_contract_id", "contract_reissue", ["contract_id"])
    op.add_column("contract", sa.Column("expiry_told", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("contract", "expiry_told")
    op.drop_index("ix_contract_reissue_contract_id", "contract_reissue")
    op.drop_table("contract_reissue")
    op.drop_table("contract_ending")
    op.drop_table("amended_node")
    op.drop_table("contract_amendment")
