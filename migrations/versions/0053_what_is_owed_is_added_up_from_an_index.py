"""What is owed is added up from an index.

Revision ID: 0053
Revises: 0052
"""

from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(
        "ix_payment_node_owed", "payment_node", ["contract_id", "planned_on", "amount", "received", "written_off"]
    )


def downgrade() -> None:
    op.drop_index("ix_payment_node_owed", "payment_node")
