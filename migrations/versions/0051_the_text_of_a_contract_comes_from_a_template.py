"""The text of a contract is made from a template in versions, and says in which clauses it deviates.

Revision ID: 0051
Revises: 0050
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None
MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "contract_template",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("version_no", sa.String(40), nullable=False, unique=True),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("note", sa.String(300), nullable=True),
        sa.Column("status", sa.String(20), nullable=False),
        sa.Column("in_force_at", MOMENT, nullable=True),
        sa.Column("by_id", sa.Integer(), sa.ForeignKey("user.id"), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
    )
    op.create_table(
        "contract_own_clause",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("contract_id", sa.Integer(), sa.ForeignKey("contract.id"), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.UniqueConstraint("contract_id", "title"),
    )
    with op.batch_alter_table("contract") as table:
        table.add_column(sa.Column("template_id", sa.Integer(), nullable=True))
        table.add_column(sa.Column("deviates_because", sa.String(500), nullable=True))
        table.create_foreign_key("fk_contract_template_id_contract_template", "contract_template", ["template_id"], ["id"])


def downgrade() -> None:
    with op.batch_alter_table("contract") as table:
        table.drop_constraint("fk_contract_template_id_contract_template", type_="foreignkey")
        table.drop_column("deviates_because")
        table.drop_column("template_id")
    op.drop_table("contract_own_clause")
    op.drop_table("contract_template")
