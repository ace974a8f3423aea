"""Visits are planned, agreed with the customer, prepared, held and written down.

Revision ID: 0022
Revises: 0021
"""

import sqlalchemy as sa
from alembic import op

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def _to(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=op.f(f"fk_{table}_{column}_{other}"))


def upgrade() -> None:
    op.create_table(
        "visit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("number", sa.String(length=20), nullable=False),
        sa.Column("customer_id", sa.Integer(), nullable=False),
        sa.Column("opportunity_id", sa.Integer(), nullable=True),
        sa.Column("owner_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("starts_at", MOMENT, nullable=True),
        sa.Column("ends_at", MOMENT, nullable=True),
        sa.Column("booked_way", sa.String(length=20), nullable=True),
        sa.Column("confirmed", sa.Boolean(), nullable=False),
        sa.Column("place", sa.String(length=200), nullable=True),
        sa.Column("region", sa.String(length=6), nullable=True),
        sa.Column("transport", sa.String(length=100), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=False),
        sa.Column("expected", sa.Text(), nullable=True),
        sa.Column("outline", sa.Text(), nullable=True),
        sa.Column("risks", sa.Text(), nullable=True),
        sa.Column("repeat_of_id", sa.Integer(), nullable=True),
        sa.Column("repeats", sa.String(length=10), nullable=True),
        sa.Column("activity_id", sa.Integer(), nullable=True),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("told_at", MOMENT, nullable=False),
        sa.Column("created_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", MOMENT, nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        _to("visit", "customer_id", "customer"),
        _to("visit", "opportunity_id", "opportunity"),
        _to("visit", "owner_id", "user"),
        _to("visit", "repeat_of_id", "visit"),
        _to("visit", "activity_id", "activity"),
        _to("visit", "created_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit")),
        sa.UniqueConstraint("number", name=op.f("uq_visit_number")),
    )
    op.create_index("ix_visit_owner", "visit", ["owner_id", "starts_at"])
    op.create_index("ix_visit_starts", "visit", ["starts_at", "status"])
    op.create_index("ix_visit_customer", "visit", ["customer_id", "starts_at"])
    for column in ("opportunity_id", "repeat_of_id", "activity_id"):
        op.create_index(op.f(f"ix_visit_{column}"), "visit", [column])
    op.create_table(
        "visit_contact",
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("contact_id", sa.Integer(), nullable=False),
        _to("visit_contact", "visit_id", "visit"),
        _to("visit_contact", "contact_id", "contact"),
        sa.PrimaryKeyConstraint("visit_id", "contact_id", name=op.f("pk_visit_contact")),
    )
    op.create_index(op.f("ix_visit_contact_contact_id"), "visit_contact", ["contact_id"])
    op.create_table(
        "visit_companion",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("coaches", sa.Boolean(), nullable=False),
        _to("visit_companion", "visit_id", "visit"),
        _to("visit_companion", "user_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_companion")),
    )
    for column in ("visit_id", "user_id"):
        op.create_index(op.f(f"ix_visit_companion_{column}"), "visit_companion", [column])
    op.create_table(
        "visit_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("item", sa.String(length=20), nullable=True),
        sa.Column("words", sa.String(length=100), nullable=True),
        sa.Column("done_at", MOMENT, nullable=True),
        sa.Column("done_by_id", sa.Integer(), nullable=True),
        _to("visit_item", "visit_id", "visit"),
        _to("visit_item", "done_by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_item")),
    )
    op.create_index(op.f("ix_visit_item_visit_id"), "visit_item", ["visit_id"])
    op.create_table(
        "visit_turn",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("visit_id", sa.Integer(), nullable=False),
        sa.Column("what", sa.String(length=20), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("at", MOMENT, nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=True),
        sa.Column("starts_at", MOMENT, nullable=True),
        _to("visit_turn", "visit_id", "visit"),
        _to("visit_turn", "by_id", "user"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_visit_turn")),
    )
    op.create_index(op.f("ix_visit_turn_visit_id"), "visit_turn", ["visit_id"])


def downgrade() -> None:
    for table in ("visit_turn", "visit_item", "visit_companion", "visit_contact", "visit"):
        op.drop_table(table)
    op.execute("DELETE FROM work_item WHERE subject_type = 'visit'")
