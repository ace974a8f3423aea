"""What a role is shown only in years is passed over in the index, without reading its row.

Revision ID: 0080
Revises: 0079
"""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None

NAME, OPEN = "ix_work_item_role", sa.text("done_at IS NULL")
BEFORE = ["role", "team_id", "due_at"]


def upgrade() -> None:
    _index([*BEFORE, "subject_id", "shown_from", "kind", "user_id"])


def downgrade() -> None:
    _index(BEFORE)


def _index(columns: list[str]) -> None:
    op.drop_index(NAME, "work_item")
    op.create_index(NAME, "work_item", columns, sqlite_where=OPEN, postgresql_where=OPEN)
