"""One's own opportunities that run are walked from the latest changed.

Revision ID: 0067
Revises: 0066
"""

from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index("ix_opportunity_latest", "opportunity", ["owner_id", "status", "updated_at", "id"])


def downgrade() -> None:
    op.drop_index("ix_opportunity_latest", "opportunity")
