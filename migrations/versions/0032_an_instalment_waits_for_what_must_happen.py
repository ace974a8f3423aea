"""An instalment may wait for arrival, acceptance or the end of the warranty, and has no day before.

Revision ID: 0032
Revises: 0031
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("payment_node") as table:
        table.alter_column("planned_on", existing_type=sa.Date(), nullable=True)
        table.add_column(sa.Column("met_on", sa.Date(), nullable=True))
        table.add_column(sa.Column("expected_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.execute("UPDATE payment_node SET planned_on = '2099-12-31' WHERE planned_on IS NULL")
    with op.batch_alter_table("payment_node") as table:
        table.drop_column("expected_on")
        table.drop_column("met_on")
        table.alter_column("planned_on", existing_type=sa.Date(), nullable=False)
