"""Any record is approved by one engine: rounds, seats, decisions, deputies; a rep asks for another owner.

Revision ID: 0005
Revises: 0004
"""

import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('approval',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('subject_type', sa.String(length=40), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('outcome', sa.String(length=20), nullable=False),
    sa.Column('submitted_by_id', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('submitted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('number', sa.String(length=40), nullable=False),
    sa.Column('title', sa.String(length=200), nullable=False),
    sa.Column('customer', sa.String(length=200), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=True),
    sa.Column('mark', sa.String(length=40), nullable=False),
    sa.Column('frozen', sa.JSON(), nullable=True),
    sa.Column('salt', sa.String(length=32), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('settings_version', sa.Integer(), nullable=False),
    sa.Column('answer', sa.Text(), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_by_id', sa.Integer(), nullable=True),
    sa.Column('ended_because', sa.Text(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['ended_by_id'], ['user.id'], name=op.f('fk_approval_ended_by_id_user')),
    sa.ForeignKeyConstraint(['owner_id'], ['user.id'], name=op.f('fk_approval_owner_id_user')),
    sa.ForeignKeyConstraint(['submitted_by_id'], ['user.id'], name=op.f('fk_approval_submitted_by_id_user')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_approval_team_id_team')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval')),
    sa.UniqueConstraint('subject_type', 'subject_id', 'round', name=op.f('uq_approval_subject_type_subject_id_round'))
    )
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.create_index('ix_approval_submitter', ['submitted_by_id', 'outcome'], unique=False)

    op.create_table('approval_deputy',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('principal_id', sa.Integer(), nullable=False),
    sa.Column('deputy_id', sa.Integer(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('because', sa.String(length=200), nullable=True),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['user.id'], name=op.f('fk_approval_deputy_created_by_id_user')),
    sa.ForeignKeyConstraint(['deputy_id'], ['user.id'], name=op.f('fk_approval_deputy_deputy_id_user')),
    sa.ForeignKeyConstraint(['principal_id'], ['user.id'], name=op.f('fk_approval_deputy_principal_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_deputy'))
    )
    with op.batch_alter_table('approval_deputy', schema=None) as batch_op:
        batch_op.create_index('ix_approval_deputy_deputy', ['deputy_id', 'ends_on'], unique=False)
        batch_op.create_index('ix_approval_deputy_principal', ['principal_id', 'ends_on'], unique=False)

    op.create_table('approval_reference',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('approval_id', sa.Integer(), nullable=False),
    sa.Column('record_type', sa.String(length=40), nullable=False),
    sa.Column('record_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['approval_id'], ['approval.id'], name=op.f('fk_approval_reference_approval_id_approval')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_reference')),
    sa.UniqueConstraint('approval_id', 'record_type', 'record_id', name=op.f('uq_approval_reference_approval_id_record_type_record_id'))
    )
    with op.batch_alter_table('approval_reference', schema=None) as batch_op:
        batch_op.create_index('ix_approval_reference_record', ['record_type', 'record_id'], unique=False)

    op.create_table('approval_seat',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('approval_id', sa.Integer(), nullable=False),
    sa.Column('seq', sa.Integer(), nullable=False),
    sa.Column('mode', sa.String(length=5), nullable=False),
    sa.Column('role', sa.String(length=20), nullable=False),
    sa.Column('team_id', sa.Integer(), nullable=True),
    sa.Column('user_id', sa.Integer(), nullable=True),
    sa.Column('four_eyes', sa.Boolean(), nullable=False),
    sa.Column('status', sa.String(length=20), nullable=False),
    sa.Column('superseded', sa.Boolean(), nullable=False),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('due_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('reminded_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('escalated_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('added_by_id', sa.Integer(), nullable=True),
    sa.Column('added_because', sa.String(length=200), nullable=True),
    sa.Column('before_id', sa.Integer(), nullable=True),
    sa.Column('after_id', sa.Integer(), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['added_by_id'], ['user.id'], name=op.f('fk_approval_seat_added_by_id_user')),
    sa.ForeignKeyConstraint(['after_id'], ['approval_seat.id'], name=op.f('fk_approval_seat_after_id_approval_seat')),
    sa.ForeignKeyConstraint(['approval_id'], ['approval.id'], name=op.f('fk_approval_seat_approval_id_approval')),
    sa.ForeignKeyConstraint(['before_id'], ['approval_seat.id'], name=op.f('fk_approval_seat_before_id_approval_seat')),
    sa.ForeignKeyConstraint(['team_id'], ['team.id'], name=op.f('fk_approval_seat_team_id_team')),
    sa.ForeignKeyConstraint(['user_id'], ['user.id'], name=op.f('fk_approval_seat_user_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_seat'))
    )
    with op.batch_alter_table('approval_seat', schema=None) as batch_op:
        batch_op.create_index('ix_approval_seat_approval', ['approval_id'], unique=False)
        batch_op.create_index('ix_approval_seat_role', ['status', 'role', 'team_id'], unique=False)
        batch_op.create_index('ix_approval_seat_user', ['status', 'user_id'], unique=False)

    op.create_table('owner_request',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('to_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=False),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_owner_request_by_id_user')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_owner_request_customer_id_customer')),
    sa.ForeignKeyConstraint(['to_id'], ['user.id'], name=op.f('fk_owner_request_to_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_owner_request'))
    )
    with op.batch_alter_table('owner_request', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_owner_request_customer_id'), ['customer_id'], unique=False)

    op.create_table('approval_decision',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('for_id', sa.Integer(), nullable=True),
    sa.Column('verdict', sa.String(length=20), nullable=False),
    sa.Column('comment', sa.Text(), nullable=True),
    sa.Column('sha256', sa.String(length=64), nullable=True),
    sa.Column('settings_version', sa.Integer(), nullable=False),
    sa.Column('ip', sa.String(length=45), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_approval_decision_by_id_user')),
    sa.ForeignKeyConstraint(['for_id'], ['user.id'], name=op.f('fk_approval_decision_for_id_user')),
    sa.ForeignKeyConstraint(['seat_id'], ['approval_seat.id'], name=op.f('fk_approval_decision_seat_id_approval_seat')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_decision')),
    sa.UniqueConstraint('seat_id', name=op.f('uq_approval_decision_seat_id'))
    )
    op.create_table('approval_handing',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('seat_id', sa.Integer(), nullable=False),
    sa.Column('from_id', sa.Integer(), nullable=False),
    sa.Column('to_id', sa.Integer(), nullable=False),
    sa.Column('because', sa.String(length=200), nullable=True),
    sa.Column('at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['from_id'], ['user.id'], name=op.f('fk_approval_handing_from_id_user')),
    sa.ForeignKeyConstraint(['seat_id'], ['approval_seat.id'], name=op.f('fk_approval_handing_seat_id_approval_seat')),
    sa.ForeignKeyConstraint(['to_id'], ['user.id'], name=op.f('fk_approval_handing_to_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_approval_handing'))
    )
    with op.batch_alter_table('approval_handing', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_approval_handing_seat_id'), ['seat_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('approval_handing', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_approval_handing_seat_id'))

    op.drop_table('approval_handing')
    op.drop_table('approval_decision')
    with op.batch_alter_table('owner_request', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_owner_request_customer_id'))

    op.drop_table('owner_request')
    with op.batch_alter_table('approval_seat', schema=None) as batch_op:
        batch_op.drop_index('ix_approval_seat_user')
        batch_op.drop_index('ix_approval_seat_role')
        batch_op.drop_index('ix_approval_seat_approval')

    op.drop_table('approval_seat')
    with op.batch_alter_table('approval_reference', schema=None) as batch_op:
        batch_op.drop_index('ix_approval_reference_record')

    op.drop_table('approval_reference')
    with op.batch_alter_table('approval_deputy', schema=None) as batch_op:
        batch_op.drop_index('ix_approval_deputy_principal')
        batch_op.drop_index('ix_approval_deputy_deputy')

    op.drop_table('approval_deputy')
    with op.batch_alter_table('approval', schema=None) as batch_op:
        batch_op.drop_index('ix_approval_submitter')

    op.drop_table('approval')
