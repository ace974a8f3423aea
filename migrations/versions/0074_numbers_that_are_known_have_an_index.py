"""Numbers and mail domains are looked for among those that are known: most rows have none.

Revision ID: 0074
Revises: 0073
"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

INDEXES = (
    ("ix_contact_landline_key", "contact", "landline_key"),
    ("ix_contact_mail_domain", "contact", "mail_domain"),
    ("ix_customer_phone_key", "customer", "phone_key"),
    ("ix_receipt_of_id", "receipt", "of_id"),
)


def upgrade() -> None:
    for name, table, column in INDEXES:
        there = sa.text(f"{column} IS NOT NULL")
        op.drop_index(name, table)
        op.create_index(name, table, [column], sqlite_where=there, postgresql_where=there)


def downgrade() -> None:
    for name, table, column in INDEXES:
        op.drop_index(name, table)
        op.create_index(name, table, [column])
