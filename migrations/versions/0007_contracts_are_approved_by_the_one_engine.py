"""Contracts are approved by the one engine: every step moves with its round, decision, comment and reminder.

What runs, or was agreed and is not signed yet, is frozen as it is now, so that a later change of it ends the approval.
A day by which a step was due becomes the last second of that day where the team works. Taken back, what was agreed but
not signed keeps a fingerprint that the former version does not know: it asks for another approval there.

Revision ID: 0007
Revises: 0006
"""

import hashlib
import json
import os
import secrets
from datetime import UTC, datetime, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)
PASSING = ("agree", "conditional")
DECIDED = (*PASSING, "return", "veto")
#: The items of the checklist that are settled before a submission.
CHECKS = (*range(1, 25), 31)
PARTY = ("full_name", "credit_code", "invoice_title", "invoice_tax_no", "invoice_address_phone", "invoice_bank")
TERMS = {
    "name": sa.String, "kind": sa.String, "our_entity": sa.String, "amount": sa.BigInteger, "tax_rate": sa.Numeric(5, 2),
    "currency": sa.String, "sign_method": sa.String, "copies": sa.Integer, "starts_on": sa.Date, "ends_on": sa.Date,
    "delivery_on": sa.Date, "delivery_cycle": sa.String, "delivery_content": sa.Text, "payment_terms": sa.Text,
    "after_sales": sa.Text, "acceptance": sa.Text, "template_version": sa.String, "is_standard_text": sa.Boolean,
    "deviation": sa.Text, "gross_margin": sa.Numeric(5, 2),
}  # fmt: skip


def _table(table: str, /, **columns) -> sa.TableClause:
    return sa.table(table, *(sa.column(column, kind) for column, kind in columns.items()))


INT, TEXT = sa.Integer, sa.String
CONTRACT = _table(
    "contract", id=INT, number=TEXT, status=TEXT, owner_id=INT, customer_id=INT, approval_round=INT,
    submitted_at=MOMENT, submitted_by_id=INT, approved_at=MOMENT, approved_sha256=TEXT, **TERMS,
)  # fmt: skip
CUSTOMER = _table("customer", id=INT, short_name=TEXT, **dict.fromkeys(PARTY, TEXT))
USER = _table("user", id=INT, team_id=INT)
NODE = _table(
    "payment_node", contract_id=INT, seq=INT, kind=TEXT, condition=TEXT, planned_on=sa.Date, percent=sa.Numeric(5, 2),
    amount=sa.BigInteger,
)  # fmt: skip
CHECK = _table(
    "checklist_item", contract_id=INT, no=INT, result=TEXT, confirmed_by=TEXT, confirmed_on=sa.Date, objection=TEXT,
    exception=TEXT,
)  # fmt: skip
FILE = _table("attachment", owner_type=TEXT, owner_id=INT, sha256=TEXT, removed_at=MOMENT, uploaded_at=MOMENT)
STEP = _table(
    "approval_step", id=INT, contract_id=INT, round=INT, seq=INT, role=TEXT, team_id=INT, status=TEXT, opened_at=MOMENT,
    due_on=sa.Date, reminded_at=MOMENT, decided_by_id=INT, decided_at=MOMENT, comment=sa.Text, version=INT,
)  # fmt: skip
_META = sa.MetaData()
APPROVAL = sa.Table(
    "approval", _META, sa.Column("id", INT, primary_key=True),
    *(sa.Column(name, kind) for name, kind in {
        "subject_type": TEXT, "subject_id": INT, "round": INT, "outcome": TEXT, "submitted_by_id": INT, "owner_id": INT,
        "team_id": INT, "submitted_at": MOMENT, "number": TEXT, "title": TEXT, "customer": TEXT, "amount": sa.BigInteger,
        "mark": TEXT, "frozen": sa.JSON, "salt": TEXT, "sha256": TEXT, "settings_version": INT, "ended_at": MOMENT,
        "ended_because": sa.Text, "version": INT,
    }.items()),
)  # fmt: skip
SEAT = sa.Table(
    "approval_seat", _META, sa.Column("id", INT, primary_key=True),
    *(sa.Column(name, kind) for name, kind in {
        "approval_id": INT, "seq": INT, "mode": TEXT, "role": TEXT, "team_id": INT, "four_eyes": sa.Boolean,
        "status": TEXT, "superseded": sa.Boolean, "opened_at": MOMENT, "due_at": MOMENT, "reminded_at": MOMENT,
        "escalated_at": MOMENT, "version": INT,
    }.items()),
)  # fmt: skip
DECISION = _table(
    "approval_decision", seat_id=INT, by_id=INT, for_id=INT, verdict=TEXT, comment=sa.Text, sha256=TEXT,
    settings_version=INT, at=MOMENT,
)  # fmt: skip
REFERENCE = _table("approval_reference", approval_id=INT, record_type=TEXT, record_id=INT)


def _zone() -> ZoneInfo:
    return ZoneInfo(os.environ.get("SALESAPP_TIMEZONE") or "Asia/Shanghai")


def upgrade() -> None:
    connection, by_contract = op.get_bind(), {}
    steps = sa.select(STEP).order_by(STEP.c.contract_id, STEP.c.round, STEP.c.seq, STEP.c.id)
    for step in connection.execute(steps).mappings().all():
        by_contract.setdefault(step["contract_id"], {}).setdefault(step["round"], []).append(step)
    for contract_id, rounds in by_contract.items():
        contract = connection.execute(sa.select(CONTRACT).where(CONTRACT.c.id == contract_id)).mappings().one()
        for number, members in rounds.items():
            _move_round(connection, contract, number, members)
    with op.batch_alter_table("approval_step", schema=None) as batch_op:
        batch_op.drop_index("ix_approval_step_waiting")
        batch_op.drop_index("ix_approval_step_contract")
    op.drop_table("approval_step")


def _move_round(connection, contract, number: int, steps: list) -> None:
    latest = number == contract["approval_round"]
    outcome = _outcome(contract, steps, latest=latest)
    binds = latest and contract["status"] in ("approving", "approved")
    frozen, salt = (_freeze(connection, contract) if binds else None), ""
    sha256 = contract["approved_sha256"] if latest else None
    if outcome == "running":
        salt = secrets.token_hex(16)
        text = json.dumps(frozen, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        sha256 = hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()
    decided = [step for step in steps if step["decided_at"] is not None]
    last = max(decided, key=lambda step: step["decided_at"], default=None)
    opened = [step["opened_at"] for step in steps if step["opened_at"] is not None]
    customer = connection.execute(sa.select(CUSTOMER).where(CUSTOMER.c.id == contract["customer_id"])).mappings().one()
    team = connection.scalar(sa.select(USER.c.team_id).where(USER.c.id == contract["owner_id"]))
    submitted_at = contract["submitted_at"] if latest else min(opened, default=contract["submitted_at"])
    approval_id = connection.execute(
        sa.insert(APPROVAL).values(
            subject_type="contract", subject_id=contract["id"], round=number, outcome=outcome,
            submitted_by_id=contract["submitted_by_id"] or contract["owner_id"], owner_id=contract["owner_id"], team_id=team,
            submitted_at=submitted_at or (last and last["decided_at"]) or datetime.now(UTC),
            number=contract["number"], title=contract["name"], customer=customer["short_name"] or customer["full_name"],
            amount=contract["amount"] if latest else None, mark="", frozen=frozen if binds else sa.null(), salt=salt,
            sha256=sha256, settings_version=1, version=1,
            ended_at=None if outcome == "running" else last and last["decided_at"],
            ended_because=last["comment"] if last and outcome in ("returned", "vetoed") else None,
        )
    ).inserted_primary_key[0]  # fmt: skip
    for step in steps:
        _move_step(connection, approval_id, step, sha256)
    if binds:
        for kind, record_id in (("contract", contract["id"]), ("customer", contract["customer_id"])):
            values = {"approval_id": approval_id, "record_type": kind, "record_id": record_id}
            connection.execute(sa.insert(REFERENCE).values(values))


def _outcome(contract, steps: list, *, latest: bool) -> str:
    """Tell how a round ended from what its steps say, and from where the contract stands now."""
    statuses = {step["status"] for step in steps}
    if "veto" in statuses:
        return "vetoed"
    if "return" in statuses:
        return "returned"
    if latest and contract["status"] == "approving":
        return "running"
    agreed = statuses <= set(PASSING)
    if latest and contract["status"] == "void":
        return "approved" if agreed and contract["approved_at"] is not None else "ended"
    if latest and agreed and contract["status"] in ("approved", "signed", "handed_over"):
        return "approved"
    return "withdrawn"


def _move_step(connection, approval_id: int, step, sha256: str | None) -> None:
    due_at, late = None, False
    if step["due_on"] is not None:
        due_at = datetime.combine(step["due_on"], time(23, 59, 59), _zone()).astimezone(UTC)
    if step["reminded_at"] is not None and due_at is not None:
        late = _utc(step["reminded_at"]) > due_at
    seat_id = connection.execute(
        sa.insert(SEAT).values(
            approval_id=approval_id, seq=step["seq"], mode="all", role=step["role"], team_id=step["team_id"],
            four_eyes=False, status=step["status"], superseded=False, opened_at=step["opened_at"], due_at=_stored(due_at),
            reminded_at=step["reminded_at"], escalated_at=step["reminded_at"] if late else None, version=step["version"],
        )
    ).inserted_primary_key[0]  # fmt: skip
    if step["status"] in DECIDED and step["decided_by_id"] is not None:
        connection.execute(
            sa.insert(DECISION).values(
                seat_id=seat_id, by_id=step["decided_by_id"], verdict=step["status"], comment=step["comment"],
                sha256=sha256, settings_version=1, at=step["decided_at"] or step["opened_at"],
            )
        )  # fmt: skip


def _stored(moment: datetime | None) -> datetime | None:
    """Write a moment as the database keeps it: UTC, without a zone on SQLite."""
    naive = op.get_bind().dialect.name == "sqlite"
    return moment.replace(tzinfo=None) if moment is not None and naive else moment


def _freeze(connection, contract) -> dict:
    """Return what a contract says now, written as the engine writes it."""
    contract_id = contract["id"]
    customer = connection.execute(sa.select(CUSTOMER).where(CUSTOMER.c.id == contract["customer_id"])).mappings().one()
    nodes = sa.select(NODE).where(NODE.c.contract_id == contract_id).order_by(NODE.c.seq)
    checks = connection.execute(sa.select(CHECK).where(CHECK.c.contract_id == contract_id)).mappings().all()
    marks = {check["no"]: check for check in checks}
    told = ("result", "confirmed_by", "confirmed_on", "objection", "exception")
    files = sa.select(FILE.c.sha256).where(
        FILE.c.owner_type == "contract", FILE.c.owner_id == contract_id, FILE.c.removed_at.is_(None)
    )
    if contract["approved_at"] is not None:
        files = files.where(FILE.c.uploaded_at <= contract["approved_at"])
    return {
        "number": _plain(contract["number"]),
        **{f"customer.{name}": _plain(customer[name]) for name in PARTY},
        **{name: _plain(_yuan(contract[name]) if name == "amount" else contract[name]) for name in TERMS},
        "payment_nodes": [
            [_plain(n["kind"]), _plain(n["condition"]), _plain(n["planned_on"]), _plain(n["percent"]), _plain(_yuan(n["amount"]))]
            for n in connection.execute(nodes).mappings()
        ],
        "checks": [[no, *(_plain(marks[no][name]) if no in marks else None for name in told)] for no in CHECKS],
        "files": sorted(connection.scalars(files)),
    }  # fmt: skip


def _yuan(fen: int) -> Decimal:
    return Decimal(int(fen)).scaleb(-2)


def _plain(value):
    if value is None or isinstance(value, bool | int):
        return value
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value).strip()


def downgrade() -> None:
    op.create_table(
        "approval_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("role", sa.String(length=20), nullable=False),
        sa.Column("team_id", sa.Integer(), nullable=True),
        sa.Column("status", sa.String(length=20), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("reminded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f("fk_approval_step_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["user.id"], name=op.f("fk_approval_step_decided_by_id_user")
        ),
        sa.ForeignKeyConstraint(["team_id"], ["team.id"], name=op.f("fk_approval_step_team_id_team")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_approval_step")),
    )
    with op.batch_alter_table("approval_step", schema=None) as batch_op:
        batch_op.create_index("ix_approval_step_contract", ["contract_id", "round"], unique=False)
        batch_op.create_index("ix_approval_step_waiting", ["status", "role"], unique=False)
    _give_back(op.get_bind())
    _forget()


def _give_back(connection) -> None:
    seats = (
        sa.select(
            SEAT, APPROVAL.c.subject_id, APPROVAL.c.round, DECISION.c.by_id, DECISION.c.comment, DECISION.c.at
        )
        .join_from(SEAT, APPROVAL, APPROVAL.c.id == SEAT.c.approval_id)
        .outerjoin(DECISION, DECISION.c.seat_id == SEAT.c.id)
        .where(APPROVAL.c.subject_type == "contract", ~SEAT.c.superseded)
        .order_by(APPROVAL.c.subject_id, APPROVAL.c.round, SEAT.c.seq, SEAT.c.id)
    )
    for seat in connection.execute(seats).mappings().all():
        due_at = seat["due_at"]
        connection.execute(
            sa.insert(STEP).values(
                contract_id=seat["subject_id"], round=seat["round"], seq=seat["seq"], role=seat["role"],
                team_id=seat["team_id"], status="lapsed" if seat["status"] == "taken" else seat["status"],
                opened_at=seat["opened_at"], reminded_at=seat["reminded_at"], decided_by_id=seat["by_id"],
                due_on=_utc(due_at).astimezone(_zone()).date() if due_at is not None else None,
                decided_at=seat["at"], comment=seat["comment"], version=seat["version"],
            )
        )  # fmt: skip


def _utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


def _forget() -> None:
    """Take the rounds of contracts away, the rows that point to others first."""
    of_contracts = "SELECT id FROM approval WHERE subject_type = 'contract'"
    seats = f"SELECT id FROM approval_seat WHERE approval_id IN ({of_contracts})"
    op.execute(f"DELETE FROM approval_decision WHERE seat_id IN ({seats})")
    op.execute(f"DELETE FROM approval_handing WHERE seat_id IN ({seats})")
    op.execute(f"DELETE FROM approval_reference WHERE approval_id IN ({of_contracts})")
    op.execute(
        f"UPDATE approval_seat SET before_id = NULL, after_id = NULL WHERE approval_id IN ({of_contracts})"
    )
    op.execute(f"DELETE FROM approval_seat WHERE approval_id IN ({of_contracts})")
    op.execute("DELETE FROM approval WHERE subject_type = 'contract'")
