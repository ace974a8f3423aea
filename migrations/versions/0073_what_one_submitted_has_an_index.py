"""What somebody submitted, or what is theirs, is walked from the latest round.

Revision ID: 0073
Revises: 0072
"""

from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.drop_index("ix_approval_submitter", "approval")
    op.create_index(
        "ix_approval_submitter", "approval", ["submitted_by_id", "outcome", "submitted_at", "id"]
    )
    op.create_index("ix_approval_owner", "approval", ["owner_id", "outcome", "submitted_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_approval_owner", "approval")
    op.drop_index("ix_approval_submitter", "approval")
    op.create_index("ix_approval_submitter", "approval", ["submitted_by_id", "outcome"])
