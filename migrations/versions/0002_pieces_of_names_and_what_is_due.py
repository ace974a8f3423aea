"""Pieces of core names, the index that finds similar companies; an index of the follow-ups that are due.

Revision ID: 0002
Revises: 0001
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

BATCH = 1000


def upgrade() -> None:
    piece = op.create_table(
        "customer_name_piece",
        sa.Column("piece", sa.String(length=2), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["customer_id"],
            ["customer.id"],
            name=op.f("fk_customer_name_piece_customer_id_customer"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("piece", "customer_id", name=op.f("pk_customer_name_piece")),
        sqlite_with_rowid=False,
    )
    with op.batch_alter_table("customer_name_piece", schema=None) as batch_op:
        batch_op.create_index("ix_customer_name_piece_customer_id", ["customer_id"], unique=False)
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.create_index(
            "ix_opportunity_due", ["owner_id", "status", "next_due_on", "id"], unique=False
        )
    if not op.get_context().as_sql:
        _fill(piece)


def _fill(piece: sa.Table) -> None:
    """Cut the names that are there already."""
    connection = op.get_bind()
    customers = connection.execute(sa.text("SELECT id, core_name FROM customer")).all()
    rows = [
        {"piece": pair, "customer_id": customer_id, "length": len(core)}
        for customer_id, core in customers
        for pair in dict.fromkeys(core[i : i + 2] for i in range(len(core) - 1))
    ]
    for start in range(0, len(rows), BATCH):
        connection.execute(sa.insert(piece), rows[start : start + BATCH])


def downgrade() -> None:
    with op.batch_alter_table("opportunity", schema=None) as batch_op:
        batch_op.drop_index("ix_opportunity_due")
    with op.batch_alter_table("customer_name_piece", schema=None) as batch_op:
        batch_op.drop_index("ix_customer_name_piece_customer_id")
    op.drop_table("customer_name_piece")
