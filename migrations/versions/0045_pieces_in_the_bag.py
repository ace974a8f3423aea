"""Pieces of the library that are picked for a visit.

Revision ID: 0045
Revises: 0044
"""

import sqlalchemy as sa
from alembic import op

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("visit_item") as table:
        table.add_column(sa.Column("library_item_id", sa.Integer(), nullable=True))
        table.create_foreign_key(
            "fk_visit_item_library_item_id_library_item", "library_item", ["library_item_id"], ["id"]
        )
        table.create_index("ix_visit_item_library_item_id", ["library_item_id"])


def downgrade() -> None:
    with op.batch_alter_table("visit_item") as table:
        table.drop_index("ix_visit_item_library_item_id")
        table.drop_constraint("fk_visit_item_library_item_id_library_item", type_="foreignkey")
        table.drop_column("library_item_id")
