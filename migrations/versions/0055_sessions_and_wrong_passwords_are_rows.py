"""Sessions are rows, and wrong passwords make an address wait instead of locking an account.

Revision ID: 0055
Revises: 0054
"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "signed_in",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("stamp", sa.String(length=32), nullable=False),
        sa.Column("started_at", MOMENT, nullable=False),
        sa.Column("ended_at", MOMENT, nullable=True),
        sa.Column("ip", sa.String(length=45), nullable=True),
        sa.Column("device", sa.String(length=60), nullable=True),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_signed_in_user_id_user"),
        sa.PrimaryKeyConstraint("id", name="pk_signed_in"),
        sa.UniqueConstraint("mark", name="uq_signed_in_mark"),
    )
    op.create_index("ix_signed_in_user_id", "signed_in", ["user_id"])
    op.create_table(
        "sign_in_delay",
        sa.Column("mark", sa.String(length=64), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("until", MOMENT, nullable=True),
        sa.Column("at", MOMENT, nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name="fk_sign_in_delay_user_id_user"),
        sa.PrimaryKeyConstraint("mark", name="pk_sign_in_delay"),
    )
    op.create_index("ix_sign_in_delay_user_id", "sign_in_delay", ["user_id"])
    op.create_index("ix_sign_in_delay_at", "sign_in_delay", ["at"])
    op.drop_column("user", "locked_until")


def downgrade() -> None:
    op.add_column("user", sa.Column("locked_until", MOMENT, nullable=True))
    op.drop_table("sign_in_delay")
    op.drop_table("signed_in")
