"""What opportunities and follow-ups add up to is kept by owner and day; the first start counts it.

Revision ID: 0077
Revises: 0076
"""

import sqlalchemy as sa
from alembic import op

revision = "0077"
down_revision = "0076"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "opportunity_sum",
        sa.Column("what", sa.SmallInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=40), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(["owner_id"], ["user.id"], name="fk_opportunity_sum_owner_id_user"),
        sa.PrimaryKeyConstraint("what", "day", "owner_id", "words", name="pk_opportunity_sum"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("opportunity_sum")
