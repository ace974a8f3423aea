"""An opportunity of which only a framework is in force, with nothing called off, knows how much that allows.

Revision ID: 0076
Revises: 0075
"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None

LIMITS = """
    UPDATE opportunity SET framework_limit = (
        SELECT SUM(contract.amount) FROM contract WHERE contract.opportunity_id = opportunity.id
        AND contract.kind = 'framework' AND contract.status IN ('signed', 'handed_over')
    ) WHERE contracted = 0
"""


def upgrade() -> None:
    op.add_column("opportunity", sa.Column("framework_limit", sa.BigInteger(), nullable=True))
    op.execute(LIMITS)


def downgrade() -> None:
    op.drop_column("opportunity", "framework_limit")
