"""Proposals in their versions, what they are worth, and the objections of customers with their answers.

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
FIGURE = sa.Numeric(14, 4)


def _foreign(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("major", sa.Integer(), nullable=False),
        sa.Column("minor", sa.Integer(), nullable=False),
        sa.Column("title", sa.String(length=80), nullable=False),
        sa.Column("status", sa.String(length=10), nullable=False),
        sa.Column("why", sa.String(length=200), nullable=True),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("presented_on", sa.Date(), nullable=True),
        sa.Column("presented_way", sa.String(length=10), nullable=True),
        sa.Column("shown", sa.String(length=200), nullable=True),
        sa.Column("reaction", sa.Text(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("updated_at", MOMENT, nullable=False),
        sa.Column("presented_at", MOMENT, nullable=True),
        sa.Column("withdrawn_why", sa.String(length=200), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        _foreign("proposal", "opportunity_id", "opportunity"),
        _foreign("proposal", "case_id", "library_item"),
        _foreign("proposal", "author_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
        sa.UniqueConstraint("opportunity_id", "major", "minor", name=op.f("uq_proposal_opportunity_id_major_minor")),
    )
    op.create_index("ix_proposal_opportunity", "proposal", ["opportunity_id", "id"])
    op.create_index("ix_proposal_author", "proposal", ["author_id", "status"])
    op.create_table(
        "proposal_point",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("pain", sa.String(length=300), nullable=False),
        sa.Column("point", sa.String(length=300), nullable=False),
        sa.Column("kind", sa.String(length=12), nullable=True),
        sa.Column("metric", sa.String(length=40), nullable=True),
        sa.Column("now", FIGURE, nullable=True),
        sa.Column("expected", FIGURE, nullable=True),
        sa.Column("unit", sa.String(length=12), nullable=True),
        sa.Column("basis", sa.String(length=300), nullable=True),
        sa.Column("gain", sa.BigInteger(), nullable=True),
        sa.Column("by_unit", sa.Boolean(), nullable=False),
        sa.Column("per", sa.String(length=10), nullable=True),
        sa.Column("times", FIGURE, nullable=True),
        _foreign("proposal_point", "proposal_id", "proposal"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_point")),
    )
    op.create_index(op.f("ix_proposal_point_proposal_id"), "proposal_point", ["proposal_id"])
    op.create_table(
        "proposal_listener",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        _foreign("proposal_listener", "proposal_id", "proposal"),
        _foreign("proposal_listener", "contact_id", "contact"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal_listener")),
        sa.UniqueConstraint("proposal_id", "contact_id", name=op.f("uq_proposal_listener_proposal_id_contact_id")),
    )
    op.create_index(op.f("ix_proposal_listener_proposal_id"), "proposal_listener", ["proposal_id"])
    op.create_index(op.f("ix_proposal_listener_contact_id"), "proposal_listener", ["contact_id"])
    op.create_table(
        "customer_objection",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=False),
        sa.Column("proposal_id", sa.Integer(), nullable=True),
        sa.Column("contact_id", sa.Integer(), nullable=True),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("kind", sa.String(length=30), nullable=False),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("resolved_at", MOMENT, nullable=True),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _foreign("customer_objection", "opportunity_id", "opportunity"),
        _foreign("customer_objection", "proposal_id", "proposal"),
        _foreign("customer_objection", "contact_id", "contact"),
        _foreign("customer_objection", "created_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_customer_objection")),
    )
    op.create_index(op.f("ix_customer_objection_proposal_id"), "customer_objection", ["proposal_id"])
    op.create_index(op.f("ix_customer_objection_contact_id"), "customer_objection", ["contact_id"])
    op.create_index("ix_customer_objection_opportunity", "customer_objection", ["opportunity_id", "state"])
    op.create_index("ix_customer_objection_pending", "customer_objection", ["state", "next_on", "id"])
    op.create_table(
        "objection_reply",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("objection_id", sa.Integer(), nullable=False),
        sa.Column("method", sa.String(length=20), nullable=False),
        sa.Column("points", sa.Text(), nullable=False),
        sa.Column("answer_id", sa.Integer(), nullable=True),
        sa.Column("evidence_id", sa.Integer(), nullable=True),
        sa.Column("state", sa.String(length=10), nullable=False),
        sa.Column("next_on", sa.Date(), nullable=True),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        _foreign("objection_reply", "objection_id", "customer_objection"),
        _foreign("objection_reply", "answer_id", "objection_answer"),
        _foreign("objection_reply", "evidence_id", "library_item"),
        _foreign("objection_reply", "by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection_reply")),
    )
    op.create_index(op.f("ix_objection_reply_objection_id"), "objection_reply", ["objection_id"])
    op.create_index("ix_objection_reply_answer", "objection_reply", ["answer_id", "objection_id", "state"])
    op.add_column("opportunity", sa.Column("open_objections", sa.Integer(), server_default="0", nullable=False))


def downgrade() -> None:
    op.drop_column("opportunity", "open_objections")
    op.drop_table("objection_reply")
    op.drop_table("customer_objection")
    op.drop_table("proposal_listener")
    op.drop_table("proposal_point")
    op.drop_table("proposal")
