"""Open work is counted from its index alone: SQLite reads the row of each where the end of it is not in there.

Revision ID: 0081
Revises: 0080
"""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

BEFORE = ["user_id", "kind", "due_at", "subject_id", "shown_from", "grade"]
OPEN = sa.text("done_at IS NULL")


def upgrade() -> None:
    op.drop_index("ix_work_item_user", "work_item")
    op.create_index("ix_work_item_user", "work_item", [*BEFORE, "done_at"], sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("ix_work_item_user", "work_item")
    op.create_index("ix_work_item_user", "work_item", BEFORE, sqlite_where=OPEN, postgresql_where=OPEN)
