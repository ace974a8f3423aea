"""Whoever presses is who acts in an import, and its holders are counted on from one work to the next.

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("prospect_import", sa.Column("acting_id", sa.Integer(), nullable=True))
    op.add_column("prospect_import", sa.Column("attempts_before", sa.Integer(), nullable=False, server_default="0"))


def downgrade() -> None:
    op.drop_column("prospect_import", "attempts_before")
    op.drop_column("prospect_import", "acting_id")
