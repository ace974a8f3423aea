"""What is owed is added up from an index.

Revision ID: 0054
Revises: 0053
"""

from alembic import op

revision = "0054"
down_revision = "0053"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_payment_node_owed", "payment_node", ["contract_id", "planned_on", "amount", "received", "written_off"]
    )


def downgrade() -> None:
    op.drop_index("ix_payment_node_owed", "payment_node")
