"""What is open is added up from indexes that hold nothing else, contract by contract and day by day.

Revision ID: 0066
Revises: 0065
"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

OPEN = sa.text("amount - received - written_off > 0")
SUMS = ["amount", "received", "written_off"]


def upgrade() -> None:
    op.drop_index("ix_payment_node_owed", "payment_node")
    _index("ix_payment_node_owed", ["contract_id", "planned_on", *SUMS, "in_hand"])
    _index("ix_payment_node_due", ["planned_on", "id", "contract_id", *SUMS, "in_hand"])


def _index(name: str, columns: list[str]) -> None:
    op.create_index(name, "payment_node", columns, sqlite_where=OPEN, postgresql_where=OPEN)


def downgrade() -> None:
    op.drop_index("ix_payment_node_due", "payment_node")
    op.drop_index("ix_payment_node_owed", "payment_node")
    op.create_index("ix_payment_node_owed", "payment_node", ["contract_id", "planned_on", *SUMS])
