"""A contract may be called off from a framework contract.

Revision ID: 0052
Revises: 0051
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("contract") as table:
        table.add_column(sa.Column("framework_id", sa.Integer(), nullable=True))
        table.create_foreign_key("fk_contract_framework_id_contract", "contract", ["framework_id"], ["id"])
        table.create_index("ix_contract_framework_id", ["framework_id"])


def downgrade() -> None:
    with op.batch_alter_table("contract") as table:
        table.drop_index("ix_contract_framework_id")
        table.drop_constraint("fk_contract_framework_id_contract", type_="foreignkey")
        table.drop_column("framework_id")
