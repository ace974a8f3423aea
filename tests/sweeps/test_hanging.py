"""What hangs on people is declared: no column names somebody in charge, and no row of work asks somebody, without it."""

from collections.abc import Iterator

from sqlalchemy import Column, select
from sqlalchemy.sql import visitors

from salesapp import capability
from salesapp.accounts.belongings import queries as belongings
from salesapp.accounts.belongings.rules import declared
from salesapp.accounts.models import User
from salesapp.approvals.successors.queries import alone
from salesapp.db import Base, db
from salesapp.web.addresses import of_record
from salesapp.work.kinds.rules import sources
from salesapp.work.models import WorkItem

#: Columns that tell who did something once: by their names, and where a history says to whom something went.
DID = ("by_id", "from_id", "for_id", "actor_id")
HISTORY = {"owner_change.to_id", "contract_owner_change.to_id", "approval_handing.to_id"}
#: Columns in which nothing is asked of anybody: why, by column.
APART = {
    "approval.owner_id": "a copy of the record's owner",
    "work_item.user_id": "derived from the records",
    "opportunity_sum.owner_id": "follows from the opportunities",
    "calendar_feed.user_id": "the person's own",
    "mailbox.user_id": "the person's own, forgotten when they leave",
    "mail_letter.sender_id": "who sent it",
    "activity_user.user_id": "who was there",
    "password_reset.user_id": "ends by itself",
    "prospect_import.acting_id": "who pressed last",
    "submission.user_id": "a form that was saved",
    "authenticator.user_id": "the person's own",
    "passkey.user_id": "the person's own",
    "recovery_code.user_id": "the person's own",
    "signed_in.user_id": "the person's own, ends by itself",
    "sign_in_delay.user_id": "ends by itself",
    "approval_deputy.principal_id": "ends on its day; a closed account decides nothing",
    "approval_deputy.deputy_id": "ends on its day; a closed account decides nothing",
}
#: Kinds of record whose work is the same record's, by another name.
WITHIN = {"won_opportunity": "opportunity", "contract_end": "contract"}
#: Kinds of record that carry what hangs on them along.
CARRIERS = ("opportunity", "contract")
#: Kinds of record that stay with whoever ended them and ask their leader once they leave.
STAYING = {"ended_opportunity"}


def named(column: Column) -> str:
    return f"{column.table.name}.{column.name}"


def in_charge() -> Iterator[str]:
    """Yield the columns that what hangs on people is declared by."""
    kinds = [kind.people for kind in declared()]
    kinds += [one.people for part in capability.installed() for one in part.leaving]
    for people in kinds:
        for expression in people:
            for each in visitors.iterate(expression.expression):
                if isinstance(each, Column):
                    yield named(each)


def test_every_column_that_names_somebody_in_charge_is_declared(app):
    pointing = {
        named(column)
        for table in Base.metadata.tables.values()
        for column in table.columns
        if any(key.target_fullname == "user.id" for key in column.foreign_keys)
    }
    declared_ones = set(in_charge())
    told = {name for name in pointing if name.endswith(DID)} - declared_ones
    assert pointing - told - HISTORY == declared_ones | APART.keys()
    assert not declared_ones & APART.keys()


def hanging(user: User) -> set[tuple[str, int]]:
    """Return the kinds and numbers of the records that hang on somebody, seats of approvals too."""
    of_kind = {kind.name: kind.record for kind in declared()}
    found = {("approval_seat", seat.id) for seat in alone(user, closing=True)}
    for heap in belongings.of_person(user.id):
        kind = of_kind[heap.name]
        found |= {(kind, one.id) for one in heap.held if one.url == of_record(kind, one.id)}
    return found


def behind(row: WorkItem) -> set[tuple[str, int]]:
    """Return the record that a row of work is about, and those on which that one hangs."""
    found, source = (
        {(WITHIN.get(row.subject_type, row.subject_type), row.subject_id)},
        sources()[row.subject_type],
    )
    for kind in CARRIERS:
        if (column := source.about(kind)) is not None:
            query = source.askers()
            of = query.selected_columns[0] == row.subject_id
            found |= {(kind, each[1]) for each in db.session.execute(query.add_columns(column).where(of))}
    return found


def test_every_row_of_work_hangs_on_whom_it_asks_by_a_declaration(company):
    with company.app_context():
        kinds = set()
        for user in db.session.scalars(select(User).where(User.active)).unique().all():
            held = hanging(user)
            rows = select(WorkItem).where(WorkItem.user_id == user.id, WorkItem.done_at.is_(None))
            for row in db.session.scalars(rows):
                kinds.add(row.kind)
                assert row.subject_type in STAYING or behind(row) & held, (row.subject_type, row.subject_id)
        assert kinds >= {"follow_up", "checklist", "handoff", "next_contact", "support_late"}
