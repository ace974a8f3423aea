"""Support is asked for by a day: a request, and the turns that it takes.

Revision ID: 0012
Revises: 0011
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "support_request",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("about", sa.String(length=200), nullable=False),
        sa.Column("customer", sa.String(length=200), nullable=False),
        sa.Column("what", sa.String(length=200), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=True),
        sa.Column("taken_by_id", sa.Integer(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("asked_at", MOMENT, nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("answered_at", MOMENT, nullable=True),
        sa.Column("read_at", MOMENT, nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["asked_id"], ["user.id"], name=op.f("fk_support_request_asked_id_user")),
        sa.ForeignKeyConstraint(["taken_by_id"], ["user.id"], name=op.f("fk_support_request_taken_by_id_user")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["user.id"], name=op.f("fk_support_request_asked_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_request")),
        sa.UniqueConstraint("number", name=op.f("uq_support_request_number")),
    )
    op.create_index("ix_support_request_subject", "support_request", ["subject_type", "subject_id"])
    op.create_index("ix_support_request_asked_by", "support_request", ["asked_by_id", "status"])
    op.create_index("ix_support_request_role", "support_request", ["role", "status", "due_on"])
    op.create_table(
        "support_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("request_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["request_id"], ["support_request.id"], name=op.f("fk_support_turn_request_id_support_request")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_support_turn_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_support_turn")),
    )
    op.create_index(op.f("ix_support_turn_request_id"), "support_turn", ["request_id"])


def downgrade() -> None:
    op.drop_table("support_turn")
    op.drop_table("support_request")
    op.execute("DELETE FROM work_item WHERE subject_type = 'support_request'")
