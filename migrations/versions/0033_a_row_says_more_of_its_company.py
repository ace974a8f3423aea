"""A row of a list knows the founding day, the capital, the postcode and the QQ; who acts in an import is a person.

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

COLUMNS = {
    "founded_on": sa.Date(), "registered_capital": sa.BigInteger(), "capital_currency": sa.String(length=3),
    "postcode": sa.String(length=10), "qq": sa.String(length=11),
}  # fmt: skip
ACTING = "fk_prospect_import_acting_id_user"


def upgrade() -> None:
    for name, kind in COLUMNS.items():
        op.add_column("prospect", sa.Column(name, kind, nullable=True))
    op.execute('UPDATE prospect_import SET acting_id = NULL WHERE acting_id NOT IN (SELECT id FROM "user")')
    with op.batch_alter_table("prospect_import", schema=None) as batch_op:
        batch_op.create_foreign_key(op.f(ACTING), "user", ["acting_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("prospect_import", schema=None) as batch_op:
        batch_op.drop_constraint(op.f(ACTING), type_="foreignkey")
    for name in COLUMNS:
        op.drop_column("prospect", name)
