"""A contract names its rate as a line of a quotation does: 13, or exempt, which is not the same as 0.

Revision ID: 0078
Revises: 0077
"""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None

RATE, CODE = sa.Numeric(5, 2), sa.String(10)


def upgrade() -> None:
    with op.batch_alter_table("contract") as table:
        table.alter_column(
            "tax_rate", existing_type=RATE, type_=CODE, existing_nullable=False,
            postgresql_using="rtrim(rtrim(tax_rate::text, '0'), '.')",
        )  # fmt: skip


def downgrade() -> None:
    op.execute("UPDATE contract SET tax_rate = '0' WHERE tax_rate = 'exempt'")  # the nearest that was known then
    with op.batch_alter_table("contract") as table:
        table.alter_column(
            "tax_rate", existing_type=CODE, type_=RATE, existing_nullable=False, postgresql_using="tax_rate::numeric"
        )
