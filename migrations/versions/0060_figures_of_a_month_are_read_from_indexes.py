"""The figures of a month are read from indexes.

Revision ID: 0060
Revises: 0059
"""

import os
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None

BATCH = 2000
DUE = ["status", "next_due_on", "id", "owner_id"]
TOTALS = ["grade", "next_due_on", "amount", "win_rate"]


def upgrade() -> None:
    op.add_column("opportunity", sa.Column("cycle_days", sa.Integer(), nullable=True))
    _count_days()
    op.drop_index("ix_opportunity_expected_close_on", "opportunity")
    op.drop_index("ix_opportunity_closed", "opportunity")
    op.drop_index("ix_opportunity_totals", "opportunity")
    op.drop_index("ix_opportunity_all_due", "opportunity")
    op.create_index("ix_opportunity_closed", "opportunity", ["status", "closed_on", "owner_id", "cycle_days"])
    op.create_index("ix_opportunity_all_due", "opportunity", [*DUE, "grade", "week_of", "week_quota", "week_count", "lapsed"])
    op.create_index(
        "ix_opportunity_totals", "opportunity",
        ["status", "owner_id", "stage", *TOTALS, "expected_close_on", "stage_since"],
    )
    op.create_index(
        "ix_opportunity_forecast", "opportunity", ["status", "expected_close_on", "win_rate", "amount", "owner_id"]
    )
    op.create_index("ix_follow_up_day", "follow_up", ["day", "opportunity_id", "on_time", "due_on", "missed"])
    op.create_index(
        "ix_activity_first", "activity", ["started_at", "customer_id"],
        sqlite_where=sa.text("is_first = 1"), postgresql_where=sa.text("is_first"),
    )


def _count_days() -> None:
    """Count the days of what has ended, from its registration in the team's time zone."""
    zone = ZoneInfo(os.environ.get("SALESAPP_TIMEZONE", "").strip() or "Asia/Shanghai")
    connection = op.get_bind()
    table = sa.table(
        "opportunity", sa.column("id", sa.Integer), sa.column("created_at", sa.DateTime(timezone=True)),
        sa.column("closed_on", sa.Date), sa.column("cycle_days", sa.Integer),
    )
    ended = sa.select(table.c.id, table.c.created_at, table.c.closed_on).where(table.c.closed_on.is_not(None))
    change = sa.update(table).where(table.c.id == sa.bindparam("row")).values(cycle_days=sa.bindparam("days"))
    after = 0
    while rows := connection.execute(ended.where(table.c.id > after).order_by(table.c.id).limit(BATCH)).all():
        connection.execute(change, [{"row": row.id, "days": (row.closed_on - _day(row.created_at, zone)).days} for row in rows])
        after = rows[-1].id


def _day(moment: datetime, zone: ZoneInfo):
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(zone).date()


def downgrade() -> None:
    op.drop_index("ix_follow_up_day", "follow_up")
    op.drop_index("ix_activity_first", "activity")
    op.drop_index("ix_opportunity_forecast", "opportunity")
    op.drop_index("ix_opportunity_totals", "opportunity")
    op.drop_index("ix_opportunity_closed", "opportunity")
    op.create_index("ix_opportunity_totals", "opportunity", ["status", "stage", "owner_id", *TOTALS])
    op.drop_index("ix_opportunity_all_due", "opportunity")
    op.create_index("ix_opportunity_all_due", "opportunity", DUE)
    op.create_index("ix_opportunity_closed", "opportunity", ["status", "closed_on"])
    op.create_index("ix_opportunity_expected_close_on", "opportunity", ["expected_close_on"])
    op.drop_column("opportunity", "cycle_days")
