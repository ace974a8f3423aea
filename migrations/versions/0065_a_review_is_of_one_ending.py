"""A review is of one ending, also where a file ends twice in the same way on the same day.

Revision ID: 0065
Revises: 0064
"""

import sqlalchemy as sa
from alembic import op

revision = "0065"
down_revision = "0064"
branch_labels = None
depends_on = None

BY_DAY = "uq_opportunity_review_opportunity_id_closed_on_result"
BY_ENDING = "uq_opportunity_review_opportunity_id_ending"
#: The review of the present ending.
PRESENT = """
    UPDATE opportunity_review SET ending = 1 WHERE EXISTS (
        SELECT 1 FROM opportunity WHERE opportunity.id = opportunity_review.opportunity_id
        AND opportunity.closed_on = opportunity_review.closed_on AND opportunity.status = opportunity_review.result)
"""


def upgrade() -> None:
    op.add_column("opportunity", sa.Column("endings", sa.Integer(), nullable=False, server_default="0"))
    op.execute("UPDATE opportunity SET endings = 1 WHERE status <> 'open'")
    op.add_column("opportunity_review", sa.Column("ending", sa.Integer(), nullable=True))
    op.execute("UPDATE opportunity_review SET ending = -id")  # of an ending that was taken back before they were counted
    op.execute(PRESENT)
    with op.batch_alter_table("opportunity_review") as table:
        table.alter_column("ending", existing_type=sa.Integer(), nullable=False)
        table.drop_constraint(BY_DAY, type_="unique")
        table.create_unique_constraint(BY_ENDING, ["opportunity_id", "ending"])


def downgrade() -> None:
    op.execute(
        "DELETE FROM opportunity_review WHERE id NOT IN (SELECT max(id) FROM opportunity_review "
        "GROUP BY opportunity_id, closed_on, result)"
    )
    with op.batch_alter_table("opportunity_review") as table:
        table.drop_constraint(BY_ENDING, type_="unique")
        table.create_unique_constraint(BY_DAY, ["opportunity_id", "closed_on", "result"])
        table.drop_column("ending")
    op.drop_column("opportunity", "endings")
