"""An opportunity knows what its contracts in force come to; a framework counts by what was called off from it.

Revision ID: 0069
Revises: 0068
"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

OWN = """
    UPDATE opportunity SET contracted = (
        SELECT sum(CASE WHEN contract.kind = 'framework' THEN 0 ELSE contract.amount END) FROM contract
        WHERE contract.opportunity_id = opportunity.id AND contract.status IN ('signed', 'handed_over'))
    WHERE id IN (SELECT opportunity_id FROM contract WHERE status IN ('signed', 'handed_over'))
"""
CALLED_OFF = """
    UPDATE opportunity SET contracted = contracted + (
        SELECT sum(calloff.amount) FROM contract calloff JOIN contract framework ON framework.id = calloff.framework_id
        WHERE framework.opportunity_id = opportunity.id AND framework.status IN ('signed', 'handed_over')
        AND calloff.opportunity_id IS NULL AND calloff.status IN ('signed', 'handed_over'))
    WHERE id IN (
        SELECT framework.opportunity_id FROM contract calloff JOIN contract framework ON framework.id = calloff.framework_id
        WHERE framework.status IN ('signed', 'handed_over')
        AND calloff.opportunity_id IS NULL AND calloff.status IN ('signed', 'handed_over'))
"""


def upgrade() -> None:
    op.add_column("opportunity", sa.Column("contracted", sa.BigInteger(), nullable=True))
    op.execute(OWN)
    op.execute(CALLED_OFF)


def downgrade() -> None:
    op.drop_column("opportunity", "contracted")
