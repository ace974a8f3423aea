"""A print has a code of its own, and remembers what it showed as hashes.

Revision ID: 0015
Revises: 0014
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("printed_sheet") as batch:
        batch.add_column(sa.Column("code", sa.String(length=8), nullable=True))
        batch.add_column(sa.Column("shown", sa.JSON(), nullable=True))
        batch.create_unique_constraint(op.f("uq_printed_sheet_code"), ["code"])
    with op.batch_alter_table("print_batch") as batch:
        batch.add_column(sa.Column("compact", sa.Boolean(), server_default=sa.false(), nullable=False))
    with op.batch_alter_table("print_batch") as batch:
        batch.alter_column("compact", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("print_batch") as batch:
        batch.drop_column("compact")
    with op.batch_alter_table("printed_sheet") as batch:
        batch.drop_constraint(op.f("uq_printed_sheet_code"), type_="unique")
        batch.drop_column("shown")
        batch.drop_column("code")
