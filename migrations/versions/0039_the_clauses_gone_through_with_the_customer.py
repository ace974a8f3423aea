"""The clauses of a contract are gone through with the customer, round by round.

Revision ID: 0039
Revises: 0038
"""

import sqlalchemy as sa
from alembic import op

revision = "0039"
down_revision = "0038"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "clause_explanation",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contract_id", sa.Integer(), sa.ForeignKey("contract.id"), nullable=False),
        sa.Column("with_whom", sa.String(50), nullable=False),
        sa.Column("way", sa.String(20), nullable=False),
        sa.Column("begun_by_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False),
        sa.Column("begun_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("no_objection", sa.Boolean(), nullable=False),
        sa.Column("remark", sa.String(300), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_index("ix_clause_explanation_contract_id", "clause_explanation", ["contract_id"])
    op.create_table(
        "explained_clause",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("explanation_id", sa.Integer(), sa.ForeignKey("clause_explanation.id"), nullable=False),
        sa.Column("no", sa.Integer(), nullable=False),
        sa.Column("said", sa.Text(), nullable=False),
        sa.Column("answer", sa.String(10), nullable=False),
        sa.Column("words", sa.String(300), nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.UniqueConstraint("explanation_id", "no"),
    )


def downgrade() -> None:
    op.drop_table("explained_clause")
    op.drop_index("ix_clause_explanation_contract_id", "clause_explanation")
    op.drop_table("clause_explanation")
