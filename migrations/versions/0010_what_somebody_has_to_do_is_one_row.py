"""What somebody has to do by a time is one row; the rows of what is open are derived as soon as the program starts.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

OPEN = sa.text("done_at IS NULL")
INDEXES = {
    "uq_work_item_open": ["subject_type", "subject_id", "kind", "part"],
    "ix_work_item_user": ["user_id", "kind", "due_at", "subject_id", "shown_from", "grade"],
    "ix_work_item_role": ["role", "team_id", "due_at"],
    "ix_work_item_kind": ["kind", "due_at", "subject_id"],
}


def upgrade() -> None:
    op.create_table(
        "work_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("subject_type", sa.String(length=40), nullable=False),
        sa.Column("subject_id", sa.Integer(), nullable=False),
        sa.Column("part", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=True),
        sa.Column("role", sa.String(length=20), nullable=True),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("shown_from", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("grade", sa.String(length=1), nullable=True),
        sa.Column("waiting", sa.Boolean(), nullable=False),
        sa.Column("barred", sa.JSON(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["done_by_id"], ["user.id"], name=op.f("fk_work_item_done_by_id_user")),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_work_item_team_id_team")),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_work_item_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_work_item")),
    )
    for name, columns in INDEXES.items():
        op.create_index(
            name, "work_item", columns, unique=name.startswith("uq"), sqlite_where=OPEN, postgresql_where=OPEN
        )


def downgrade() -> None:
    op.drop_table("work_item")
