"""What the pictures show is kept by owner and period; the first start counts it.

Revision ID: 0083
Revises: 0082
"""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "picture_sum",
        sa.Column("whose", sa.Integer(), nullable=False),
        sa.Column("period", sa.String(length=10), nullable=False),
        sa.Column("what", sa.SmallInteger(), nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("many", sa.Integer(), nullable=False),
        sa.Column("total", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("whose", "period", "what", "words", name="pk_picture_sum"),
        sqlite_with_rowid=False,
    )


def downgrade() -> None:
    op.drop_table("picture_sum")
