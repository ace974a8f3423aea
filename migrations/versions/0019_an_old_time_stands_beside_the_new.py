"""A sending that was typed later says when; a date that was past at the signing stands beside the new one.

Revision ID: 0019
Revises: 0018
"""

import sqlalchemy as sa
from alembic import op

revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('task', sa.Column('noted_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('payment_node', sa.Column('approved_on', sa.Date(), nullable=True))
    op.add_column('contract_signature', sa.Column('delivery_approved_on', sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column('contract_signature', 'delivery_approved_on')
    op.drop_column('payment_node', 'approved_on')
    op.drop_column('task', 'noted_at')
