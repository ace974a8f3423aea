"""An instalment keeps what it said before a supplement, or what it waited for, changed it: from when until when.

What was in force before is filled in as far as it is known: kinds and amounts as the supplement kept them, the days of the
plan that was approved, and those of the supplement before.

Revision ID: 0071
Revises: 0070
"""

from collections import defaultdict
from datetime import date
from decimal import Decimal

import sqlalchemy as sa
from alembic import op

revision = "0071"
down_revision = "0070"
branch_labels = None
depends_on = None



def _plan() -> list:
    """Return the columns of what an instalment says."""
    return [
        sa.column("kind", sa.String), sa.column("condition", sa.String), sa.column("planned_on", sa.Date),
        sa.column("percent", sa.Numeric(5, 2)), sa.column("amount", sa.BigInteger),
    ]  # fmt: skip


NODE = sa.table(
    "payment_node", sa.column("id", sa.Integer), sa.column("contract_id", sa.Integer), sa.column("seq", sa.Integer),
    sa.column("dropped_on", sa.Date), sa.column("met_on", sa.Date), sa.column("expected_on", sa.Date),
    sa.column("since", sa.Date), *_plan(),
)  # fmt: skip
PAST = sa.table(
    "past_instalment", sa.column("node_id", sa.Integer), sa.column("since", sa.Date), sa.column("until", sa.Date),
    *_plan(),
)  # fmt: skip
AMENDMENT = sa.table(
    "contract_amendment", sa.column("id", sa.Integer), sa.column("contract_id", sa.Integer), sa.column("seq", sa.Integer),
    sa.column("status", sa.String), sa.column("signed_on", sa.Date), sa.column("plan_before", sa.JSON),
)  # fmt: skip
AMENDED = sa.table(
    "amended_node", sa.column("amendment_id", sa.Integer), sa.column("seq", sa.Integer), *_plan()
)
APPROVAL = sa.table(
    "approval", sa.column("subject_type", sa.String), sa.column("subject_id", sa.Integer), sa.column("round", sa.Integer),
    sa.column("frozen", sa.JSON),
)  # fmt: skip
MILESTONE = sa.table(
    "delivery_milestone", sa.column("contract_id", sa.Integer), sa.column("kind", sa.String), sa.column("done_on", sa.Date)
)
SAID = ("kind", "condition", "planned_on", "percent", "amount")


def upgrade() -> None:
    op.create_table(
        "past_instalment",
        sa.Column("id", sa.Integer(), primary_key=True),
        sa.Column("node_id", sa.Integer(), sa.ForeignKey("payment_node.id"), nullable=False),
        sa.Column("since", sa.Date(), nullable=True),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("condition", sa.String(200), nullable=False),
        sa.Column("planned_on", sa.Date(), nullable=True),
        sa.Column("percent", sa.Numeric(5, 2), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
    )
    op.create_index("ix_past_instalment_node", "past_instalment", ["node_id"])
    op.create_index("ix_past_instalment_until", "past_instalment", ["until"])
    op.add_column("payment_node", sa.Column("since", sa.Date(), nullable=True))
    connection = op.get_bind()
    past, since = [], {}
    for contract_id, rows in _nodes(connection).items():
        _amended(connection, contract_id, rows, past, since)
    _met(connection, past, since)
    if past:
        connection.execute(sa.insert(PAST), past)
    for node_id, day in since.items():
        connection.execute(sa.update(NODE).where(NODE.c.id == node_id).values(since=day))


def _nodes(connection) -> dict:
    """Return the instalments of every contract with supplements, in their order."""
    amended = sa.select(AMENDMENT.c.contract_id).where(AMENDMENT.c.status == "in_force")
    query = sa.select(NODE).where(NODE.c.contract_id.in_(amended)).order_by(NODE.c.contract_id, NODE.c.seq)
    found = defaultdict(list)
    for row in connection.execute(query).mappings():
        found[row["contract_id"]].append(row)
    return found


def _amended(connection, contract_id, rows, past, since) -> None:
    """Say of each supplement of a contract, the oldest first, what its instalments said until it came into force.

    Who was partly paid then is not known any more: an instalment is found again by its kind and amount.
    """
    query = sa.select(AMENDMENT).where(
        AMENDMENT.c.contract_id == contract_id, AMENDMENT.c.status == "in_force"
    )
    supplements = list(connection.execute(query.order_by(AMENDMENT.c.signed_on, AMENDMENT.c.seq)).mappings())
    if any(not each["plan_before"] or each["signed_on"] is None for each in supplements):
        return  # before 0057 nothing was kept: the plan counts as it stands
    first = supplements[0]["plan_before"]
    standing, said = rows[: len(first)], {}
    approved = _approved(connection, contract_id)
    for nth, (row, (kind, amount, _kept)) in enumerate(zip(standing, first, strict=False)):
        known = approved[nth] if len(approved) == len(first) else {}
        said[row["id"]] = {name: row[name] for name in SAID} | known | {"kind": kind, "amount": _fen(amount)}
    known_rows = len(standing)
    for nth, supplement in enumerate(supplements):
        before, day = supplement["plan_before"], supplement["signed_on"]
        if len(before) != len(standing):
            return
        kept = [row for row, (*_what, stays) in zip(standing, before, strict=True) if stays]
        changed = [row for row in standing if row not in kept]
        for row in changed:
            past.append({"node_id": row["id"], "since": since.get(row["id"]), "until": day, **said[row["id"]]})
            since[row["id"]] = day
        last = nth + 1 == len(supplements)
        after = None if last else supplements[nth + 1]["plan_before"]
        count = sum(row["dropped_on"] is None for row in rows) if last else len(after)
        stay = changed[: max(count - len(kept), 0)]
        added = rows[known_rows : known_rows + max(count - len(kept) - len(stay), 0)]
        known_rows += len(added)
        since |= {row["id"]: day for row in added}
        standing = sorted([*kept, *stay, *added], key=lambda row: row["seq"])
        if last:
            return
        for row in changed[len(stay) :]:
            said.pop(row["id"])
        anew = _planned(connection, supplement["id"])
        for row, (kind, amount, _stays) in zip(standing, after, strict=False):
            if row not in kept:
                said[row["id"]] = _taken(anew, row, kind, _fen(amount))


def _approved(connection, contract_id) -> list:
    """Return the plan that was approved last, as far as it was frozen."""
    query = sa.select(APPROVAL.c.frozen).where(
        APPROVAL.c.subject_type == "contract", APPROVAL.c.subject_id == contract_id
    )
    frozen = connection.execute(query.order_by(APPROVAL.c.round.desc()).limit(1)).scalar() or {}
    return [
        {"condition": condition, "planned_on": _day(day), "percent": percent}
        for _kind, condition, day, percent, _amount in frozen.get("payment_nodes", ())
    ]


def _planned(connection, amendment_id) -> list:
    query = sa.select(AMENDED).where(AMENDED.c.amendment_id == amendment_id).order_by(AMENDED.c.seq)
    return [{name: row[name] for name in SAID} for row in connection.execute(query).mappings()]


def _taken(anew, row, kind, amount) -> dict:
    """Take the planned instalment that one became: of this kind and amount, or what is known of it by itself."""
    for one in anew:
        if (one["kind"], one["amount"]) == (kind, amount):
            anew.remove(one)
            return one | {"percent": one["percent"] or row["percent"]}
    return {name: row[name] for name in SAID} | {"kind": kind, "amount": amount}


def _met(connection, past, since) -> None:
    """Say what was expected of instalments until what they waited for had happened."""
    accepted = (
        sa.select(MILESTONE.c.done_on)
        .where(MILESTONE.c.contract_id == NODE.c.contract_id, MILESTONE.c.kind == "acceptance")
        .scalar_subquery()
    )
    query = sa.select(NODE, accepted.label("accepted_on")).where(NODE.c.met_on.is_not(None))
    for row in connection.execute(query).mappings():
        day = row["accepted_on"] if row["kind"] == "warranty" and row["accepted_on"] else row["met_on"]
        start = since.get(row["id"])
        if row["expected_on"] != row["planned_on"] and (start is None or start < day):
            said = {name: row[name] for name in SAID} | {"planned_on": row["expected_on"]}
            past.append({"node_id": row["id"], "since": start, "until": day, **said})
            since[row["id"]] = day


def _fen(amount: str) -> int:
    return int(Decimal(amount) * 100)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def downgrade() -> None:
    op.drop_column("payment_node", "since")
    op.drop_table("past_instalment")
