"""A call is kept with the opening that was used and what it came to.

Revision ID: 0030
Revises: 0029
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
LINKS = {
    "by_id": "user", "customer_id": "customer", "contact_id": "contact", "prospect_id": "prospect", "task_id": "task",
    "script_version_id": "script_version", "next_task_id": "task", "activity_id": "activity",
}  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "call",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("key", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("prospect_id", sa.Integer(), nullable=True),
        sa.Column("task_id", sa.Integer(), nullable=True),
        sa.Column("script_version_id", sa.Integer(), nullable=True),
        sa.Column("result", sa.String(length=10), nullable=False),
        sa.Column("reason", sa.String(length=20), nullable=True),
        sa.Column("later_at", MOMENT, nullable=True),
        sa.Column("due_before", MOMENT, nullable=True),
        sa.Column("next_task_id", sa.Integer(), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("undone_at", MOMENT, nullable=True),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_call_{column}_{table}"))
            for column, table in LINKS.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_call")),
    )
    op.create_index("ix_call_by_at", "call", ["by_id", "at"])
    op.create_index("ix_call_customer", "call", ["customer_id", "at"])
    op.create_index("ix_call_script_version", "call", ["script_version_id", "at"])
    op.create_index(op.f("ix_call_prospect_id"), "call", ["prospect_id"])
    op.create_index(op.f("ix_call_activity_id"), "call", ["activity_id"])


def downgrade() -> None:
    op.drop_table("call")
