"""Lists of customers and opportunities are walked along an index in every order, not sorted whole for each page.

Revision ID: 0085
Revises: 0084
"""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None

SPOKEN, COUNTS = sa.text("coalesce(last_contact_at, created_at)"), sa.text("coalesce(contracted, amount)")
INDEXES = (
    ("ix_customer_created", "customer", ["created_at", "id", "owner_id", "voided_at"]),
    ("ix_customer_spoken", "customer", [SPOKEN, "id", "owner_id", "voided_at"]),
    ("ix_customer_owner_name", "customer", ["owner_id", "sort_key", "id"]),
    ("ix_customer_activity", "customer", ["activity_level", "updated_at"]),
    ("ix_opportunity_amount", "opportunity", ["status", COUNTS, "id", "owner_id"]),
    ("ix_opportunity_owner_amount", "opportunity", ["owner_id", "status", COUNTS, "id"]),
    ("ix_opportunity_owner_close", "opportunity", ["owner_id", "status", "expected_close_on", "id"]),
    ("ix_opportunity_owner_number", "opportunity", ["owner_id", "status", "number", "id"]),
)


def upgrade() -> None:
    for name, table, columns in INDEXES:
        op.create_index(name, table, columns)


def downgrade() -> None:
    for name, table, _columns in reversed(INDEXES):
        op.drop_index(name, table)
