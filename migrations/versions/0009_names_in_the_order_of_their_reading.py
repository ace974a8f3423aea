"""Customers have a key of their reading to sort by and the sound of their core name, people what their name is found by.

All are written anew as soon as the migrations are through (`customers/search/actions.py`): the search line of every
customer is emptied for it.

Revision ID: 0009
Revises: 0008
"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

KEYS = ("sort_key", "core_sound")


def upgrade() -> None:
    with op.batch_alter_table("customer", schema=None) as batch_op:
        for key in KEYS:
            batch_op.add_column(sa.Column(key, sa.String(length=600), nullable=False, server_default=""))
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.add_column(sa.Column("name_key", sa.String(length=100), nullable=False, server_default=""))
    op.execute("UPDATE customer SET search_text = ''")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        for key in KEYS:
            batch_op.alter_column(key, server_default=None)
            batch_op.create_index(f"ix_customer_{key}", [key], unique=False)
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.alter_column("name_key", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        batch_op.drop_column("name_key")
    with op.batch_alter_table("customer", schema=None) as batch_op:
        for key in KEYS:
            batch_op.drop_index(f"ix_customer_{key}")
            batch_op.drop_column(key)
