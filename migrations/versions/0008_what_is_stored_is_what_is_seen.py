"""Stored texts lose the signs that nobody sees and that a paste brought along.

What was approved, sent, printed or noted in the audit trail stays to the letter: its hashes speak of it. What customers are
found by is written anew after the next migration.

Revision ID: 0008
Revises: 0007
"""

import re

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

#: Tables that no person types into, or that keep what left the house.
KEPT = {
    "alembic_version", "approval", "audit_entry", "audit_head", "config_stamp", "counter", "customer_name_piece", "job_run",
    "outgoing_mail", "print_batch", "printed_sheet", "submission",
}  # fmt: skip
#: Parts of a contract, of which the hash of its approval speaks from when it is submitted.
PARTS = {"contract": "id", "payment_node": "contract_id", "checklist_item": "contract_id"}

BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
BLANKS = re.compile("[\xa0\u1680\u2000-\u200a\u202f\u205f\u3000]")
UNSEEN = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff"
    "\uffa0\ufff9-\ufffb\U000e0001"
)
PICTURE = "\u2190-\u21ff\u2300-\u27bf\u2900-\u297f\u2b00-\u2bff\U0001f000-\U0001faff"
INVISIBLE = re.compile(
    f"[{UNSEEN}]|(?<![{PICTURE}\ufe0f])\u200d|\u200d(?![{PICTURE}])"
    "|(?<![\U0001f3f4\U000e0020-\U000e007e])[\U000e0020-\U000e007f]+"
)


def upgrade() -> None:
    if op.get_context().as_sql:
        return
    connection = op.get_bind()
    submitted = set(connection.scalars(sa.text("SELECT id FROM contract WHERE status <> 'draft'")))
    metadata = sa.MetaData()
    metadata.reflect(connection)
    for table in metadata.sorted_tables:
        if table.name not in KEPT:
            _clean(connection, table, submitted)


def _clean(connection: sa.Connection, table: sa.Table, submitted: set[int]) -> None:
    """Rewrite the rows of a table in which something unseen stands."""
    texts = [column.name for column in table.columns if isinstance(column.type, sa.String)]
    keys = [key.name for key in table.primary_key.columns]
    if not texts or not keys:
        return
    of_contract = (PARTS[table.name],) if table.name in PARTS else ()
    columns = [table.c[name] for name in dict.fromkeys((*keys, *of_contract, *texts))]
    for row in connection.execute(sa.select(*columns)).mappings().all():
        if any(row[column] in submitted for column in of_contract):
            continue
        seen = {name: _seen(row[name]) for name in texts if row[name]}
        found = {name: value for name, value in seen.items() if value != row[name]}
        if found:
            statement = sa.update(table).where(*(table.c[key] == row[key] for key in keys)).values(found)
            _rewrite(connection, statement)


def _rewrite(connection: sa.Connection, statement: sa.Update) -> None:
    """Change one row; what would then exist twice stays as it is."""
    try:
        with connection.begin_nested():
            connection.execute(statement)
    except sa.exc.IntegrityError:
        pass


def _seen(text: str) -> str:
    plain = BLANKS.sub(" ", INVISIBLE.sub("", BREAKS.sub("\n", text)))
    return text if plain == text else plain.strip()


def downgrade() -> None:
    """Leave the texts as they are: nobody saw what is gone."""
