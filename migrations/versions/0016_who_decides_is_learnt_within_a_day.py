"""A contact may be written down before one knows their part in the decision and before they were told of it (R44).

Revision ID: 0016
Revises: 0015
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

LATER = {"decision_role": sa.String(length=20), "privacy_notice_way": sa.String(length=20), "privacy_notice_on": sa.Date()}


def upgrade() -> None:
    with op.batch_alter_table("contact", schema=None) as batch_op:
        for name, kind in LATER.items():
            batch_op.alter_column(name, existing_type=kind, nullable=True)


def downgrade() -> None:
    op.execute("UPDATE contact SET decision_role = 'user' WHERE decision_role IS NULL")
    op.execute("UPDATE contact SET privacy_notice_way = 'in_person' WHERE privacy_notice_way IS NULL")
    op.execute("UPDATE contact SET privacy_notice_on = DATE(created_at) WHERE privacy_notice_on IS NULL")
    with op.batch_alter_table("contact", schema=None) as batch_op:
        for name, kind in LATER.items():
            batch_op.alter_column(name, existing_type=kind, nullable=False)
