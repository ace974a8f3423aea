"""Reviews of endings: causes, rivals and prices, what is learnt, the supervisor's opinion.

Revision ID: 0048
Revises: 0047
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _foreign(column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_opportunity_review_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "opportunity_review",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("result", sa.String(length=10), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=False),
        sa.Column("cause", sa.String(length=40), nullable=False),
        sa.Column("second_cause", sa.String(length=40), nullable=True),
        sa.Column("rival", sa.String(length=60), nullable=True),
        sa.Column("rival_price", sa.BigInteger(), nullable=True),
        *(sa.Column(name, sa.String(length=500), nullable=False) for name in ("words", "turning", "done_right", "to_improve")),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("opinion", sa.String(length=500), nullable=True),
        sa.Column("opinion_by_id", sa.Integer(), nullable=True),
        sa.Column("opinion_at", MOMENT, nullable=True),
        sa.Column("library_item_id", sa.Integer(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _foreign("opportunity_id", "opportunity"),
        _foreign("by_id", "user"),
        _foreign("opinion_by_id", "user"),
        _foreign("library_item_id", "library_item"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_opportunity_review")),
        sa.UniqueConstraint(
            "opportunity_id", "closed_on", "result", name=op.f("uq_opportunity_review_opportunity_id_closed_on_result")
        ),
    )
    op.create_index("ix_opportunity_review_cause", "opportunity_review", ["cause", "result"])
    op.add_column("opportunity", sa.Column("review_due_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("opportunity", "review_due_on")
    op.drop_table("opportunity_review")
