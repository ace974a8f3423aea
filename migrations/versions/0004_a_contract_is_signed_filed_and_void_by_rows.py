"""A signature, a seal, a place in the archive and a voiding are rows with who and when; a mail keeps its page.

Revision ID: 0004
Revises: 0003
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

#: Each table with its columns of their own, and the column of the contract that was set where there is a row.
TABLES = {
    "contract_signature": (
        "signed_on",
        {"signed_on": (sa.Date(), False), "conditions_met": (sa.Boolean(), False)},
    ),
    "contract_sealing": (
        "sealed_on",
        {
            "seal_kind": (sa.String(length=20), True),
            "seal_copies": (sa.Integer(), True),
            "sealed_by": (sa.String(length=50), True),
            "sealed_on": (sa.Date(), True),
        },
    ),
    "contract_archiving": (
        "archived_on",
        {
            "archive_no": (sa.String(length=40), True),
            "archived_by": (sa.String(length=50), True),
            "archived_on": (sa.Date(), True),
        },
    ),
}


def upgrade() -> None:
    for table, (_when, columns) in TABLES.items():
        _create(table, columns, at_nullable=True)
    _create("contract_voiding", {"reason": (sa.String(length=200), False)}, at_nullable=False)
    for table, (when, columns) in TABLES.items():
        _fill(table, when, list(columns))
    op.execute(
        "INSERT INTO contract_voiding (contract_id, by_id, at, reason) "
        "SELECT id, voided_by_id, coalesce(voided_at, updated_at), coalesce(void_reason, '') "
        "FROM contract WHERE status = 'void' ORDER BY id"
    )
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.drop_constraint("fk_contract_voided_by_id_user", type_="foreignkey")
        for column in ("voided_at", "voided_by_id", "void_reason"):
            batch_op.drop_column(column)
        for _when, columns in TABLES.values():
            for column in columns:
                batch_op.drop_column(column)
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.add_column(sa.Column("path", sa.String(length=200), nullable=True))


def _create(table: str, columns: dict, *, at_nullable: bool) -> None:
    op.create_table(
        table,
        *(sa.Column(name, kind, nullable=nullable) for name, (kind, nullable) in columns.items()),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("contract_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.Column("at", sa.DateTime(timezone=True), nullable=at_nullable),
        sa.ForeignKeyConstraint(
            ["contract_id"], ["contract.id"], name=op.f(f"fk_{table}_contract_id_contract")
        ),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f(f"fk_{table}_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("contract_id", name=op.f(f"uq_{table}_contract_id")),
    )


def _fill(table: str, when: str, columns: list[str]) -> None:
    """Move what stands on the contracts; who noted it and when is read from the audit trail, where it tells."""
    last = (
        "(SELECT {0} FROM audit_entry e WHERE e.object_type = 'contract' AND e.object_id = c.id "
        f"AND e.changes LIKE '%\"{when}\"%' ORDER BY e.seq DESC LIMIT 1)"
    )
    told = [column for column in columns if column != "conditions_met"]
    kept = " OR ".join(f"c.{column} IS NOT NULL" for column in told)
    op.execute(
        sa.text(
            f"INSERT INTO {table} (contract_id, by_id, at, {', '.join(columns)}) "
            f"SELECT c.id, {last.format('e.actor_id')}, {last.format('e.at')}, "
            f"{', '.join('c.' + column for column in columns)} "
            f"FROM contract c WHERE {kept} ORDER BY c.id"
        )
    )


def downgrade() -> None:
    with op.batch_alter_table("outgoing_mail", schema=None) as batch_op:
        batch_op.drop_column("path")
    with op.batch_alter_table("contract", schema=None) as batch_op:
        for _when, columns in TABLES.values():
            for column, (kind, _nullable) in columns.items():
                if column == "conditions_met":
                    flag = sa.Column(column, kind, nullable=False, server_default=sa.false())
                    batch_op.add_column(flag)
                else:
                    batch_op.add_column(sa.Column(column, kind, nullable=True))
        batch_op.add_column(sa.Column("voided_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("voided_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("void_reason", sa.String(length=200), nullable=True))
        batch_op.create_foreign_key("fk_contract_voided_by_id_user", "user", ["voided_by_id"], ["id"])
    for table, (_when, columns) in TABLES.items():
        _give_back(table, {column: column for column in columns})
    _give_back("contract_voiding", {"voided_at": "at", "voided_by_id": "by_id", "void_reason": "reason"})
    with op.batch_alter_table("contract", schema=None) as batch_op:
        batch_op.alter_column("conditions_met", existing_type=sa.Boolean(), server_default=None)


def _give_back(table: str, columns: dict[str, str]) -> None:
    taken = (
        f"{column} = (SELECT r.{name} FROM {table} r WHERE r.contract_id = contract.id)"
        for column, name in columns.items()
    )
    op.execute(
        f"UPDATE contract SET {', '.join(taken)} WHERE id IN (SELECT contract_id FROM {table})"
    )
    op.drop_table(table)
