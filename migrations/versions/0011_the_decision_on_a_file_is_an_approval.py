"""The decision on an opportunity's file is an approval: what was decided is its history, what waits is asked there.

Revision ID: 0011
Revises: 0010
"""

import sqlalchemy as sa
from alembic import op

revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

KIND = 'opportunity_file'
OUTCOMES = {'agree': 'approved', 'supplement': 'returned', 'reject': 'vetoed'}
VERDICTS = {'agree': 'agree', 'supplement': 'return', 'reject': 'veto'}


def _table(name: str, *columns: str) -> sa.Table:
    moment = sa.DateTime(timezone=True)
    others = [sa.Column(one, moment if one.endswith('_at') or one == 'at' else None) for one in columns[1:]]
    return sa.Table(name, sa.MetaData(), sa.Column(columns[0], sa.Integer(), primary_key=True), *others)


user = _table('user', 'id', 'role', 'team_id', 'active')
customer = _table('customer', 'id', 'full_name')
opportunity = _table('opportunity', 'id', 'number', 'name', 'customer_id', 'owner_id', 'amount', 'grade', 'status',
                     'decision', 'decision_by_id', 'decision_at', 'created_at')
approval = _table('approval', 'id', 'subject_type', 'subject_id', 'round', 'outcome', 'submitted_by_id', 'owner_id',
                  'team_id', 'submitted_at', 'number', 'title', 'customer', 'amount', 'mark', 'salt',
                  'settings_version', 'ended_at', 'ended_by_id', 'ended_because', 'version')
seat = _table('approval_seat', 'id', 'approval_id', 'seq', 'mode', 'role', 'team_id', 'four_eyes', 'status',
              'superseded', 'opened_at', 'before_id', 'after_id', 'version')
decision = _table('approval_decision', 'id', 'seat_id', 'by_id', 'verdict', 'settings_version', 'at')
reference = _table('approval_reference', 'id', 'approval_id', 'record_type', 'record_id')
handing = _table('approval_handing', 'id', 'seat_id')
work = _table('work_item', 'id', 'kind', 'subject_type', 'subject_id')


def upgrade() -> None:
    bind = op.get_bind()
    people = {row.id: row for row in bind.execute(sa.select(user))}
    query = sa.select(opportunity, customer.c.full_name).join(customer, customer.c.id == opportunity.c.customer_id)
    query = query.where(sa.or_(opportunity.c.decision.is_not(None), opportunity.c.status == 'open'))
    for row in bind.execute(query.order_by(opportunity.c.id)).all():
        owner = people[row.owner_id]
        if row.decision is not None:
            _decided(bind, row, owner, people)
        else:
            _waiting(bind, row, owner, people)
    # what people have to do is derived again as soon as the program starts
    bind.execute(work.delete().where(sa.or_(work.c.kind == 'decision', work.c.subject_type == 'approval_seat')))


def _decided(bind, row, owner, people) -> None:
    """Keep who decided what, and when, as the one round there was."""
    role = people[row.decision_by_id].role if row.decision_by_id else 'supervisor'
    role = role if role in ('supervisor', 'director') else 'supervisor'
    at = row.decision_at or row.created_at
    round_id = _round(bind, row, owner, outcome=OUTCOMES[row.decision], ended_at=at, ended_by_id=row.decision_by_id)
    seat_id = _seat(bind, round_id, owner, 1, role, status=VERDICTS[row.decision], opened_at=row.created_at)
    if row.decision_by_id:
        bind.execute(decision.insert().values(seat_id=seat_id, by_id=row.decision_by_id, verdict=VERDICTS[row.decision],
                                              settings_version=1, at=at))


def _waiting(bind, row, owner, people) -> None:
    """Ask whom the rules ask: the team's supervisor, for grade S the director too; where nobody is, nobody."""
    others = [one for one in people.values() if one.active and one.id != owner.id]
    teams = {None, owner.team_id}
    leads = any(one.role == 'supervisor' and (owner.team_id is None or one.team_id in teams) for one in others)
    roles = ['supervisor'] if leads and owner.role != 'supervisor' else ['director']
    if row.grade == 'S' and 'director' not in roles:
        roles.append('director')
    if 'director' in roles and not any(one.role == 'director' for one in others):
        return
    round_id = _round(bind, row, owner, outcome='running', ended_at=None, ended_by_id=None)
    for place, role in enumerate(roles, 1):
        opened = {'status': 'open', 'opened_at': row.created_at} if place == 1 else {'status': 'waiting', 'opened_at': None}
        _seat(bind, round_id, owner, place, role, **opened)
    for kind in (KIND, 'opportunity'):
        bind.execute(reference.insert().values(approval_id=round_id, record_type=kind, record_id=row.id))


def _round(bind, row, owner, **end) -> int:
    made = bind.execute(approval.insert().values(
        subject_type=KIND, subject_id=row.id, round=1, submitted_by_id=owner.id, owner_id=owner.id, team_id=owner.team_id,
        submitted_at=row.created_at, number=row.number, title=row.name[:200], customer=row.full_name[:200],
        amount=row.amount, mark=f'{row.grade}级', salt='', settings_version=1, version=1, **end,
    ))
    return made.inserted_primary_key[0]


def _seat(bind, round_id, owner, place, role, **state) -> int:
    made = bind.execute(seat.insert().values(
        approval_id=round_id, seq=place, mode='all', role=role, four_eyes=False, superseded=False, version=1,
        team_id=owner.team_id if role == 'supervisor' else None, **state,
    ))
    return made.inserted_primary_key[0]


def downgrade() -> None:
    bind = op.get_bind()
    rounds = sa.select(approval.c.id).where(approval.c.subject_type == KIND)
    seats = sa.select(seat.c.id).where(seat.c.approval_id.in_(rounds))
    bind.execute(work.delete().where(work.c.subject_type == 'approval_seat', work.c.subject_id.in_(seats)))
    bind.execute(handing.delete().where(handing.c.seat_id.in_(seats)))
    bind.execute(decision.delete().where(decision.c.seat_id.in_(seats)))
    bind.execute(reference.delete().where(reference.c.approval_id.in_(rounds)))
    bind.execute(seat.update().where(seat.c.approval_id.in_(rounds)).values(before_id=None, after_id=None))
    bind.execute(seat.delete().where(seat.c.approval_id.in_(rounds)))
    bind.execute(approval.delete().where(approval.c.subject_type == KIND))
