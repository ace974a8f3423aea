"""Who sees a contract is read from one index, customer by customer, without the contract itself.

Revision ID: 0084
Revises: 0083
"""

from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None

SEEN = ["customer_id", "owner_id", "status", "opportunity_id", "submitted_at", "id"]


def upgrade() -> None:
    op.create_index("ix_contract_customer", "contract", SEEN)
    op.drop_index("ix_contract_customer_id", "contract")


def downgrade() -> None:
    op.create_index("ix_contract_customer_id", "contract", ["customer_id"])
    op.drop_index("ix_contract_customer", "contract")
