"""Follow-ups that are due, counted by grade from the index alone, and in order whoever owns them.

Revision ID: 0003
Revises: 0002
"""

from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.drop_index("ix_opportunity_due")
        batch_op.create_index(
            "ix_opportunity_due", ["owner_id", "status", "next_due_on", "id", "grade"], unique=False
        )
        batch_op.create_index(
            "ix_opportunity_all_due", ["status", "next_due_on", "id", "owner_id"], unique=False
        )


def downgrade() -> None:
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.drop_index("ix_opportunity_all_due")
        batch_op.drop_index("ix_opportunity_due")
        batch_op.create_index(
            "ix_opportunity_due", ["owner_id", "status", "next_due_on", "id"], unique=False
        )
