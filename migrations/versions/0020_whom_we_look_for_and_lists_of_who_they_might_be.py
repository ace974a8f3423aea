"""Whom we look for, in versions; lists of who they might be, with their people and turns; where a customer came from.

Revision ID: 0020
Revises: 0019
"""

import sqlalchemy as sa
from alembic import op

revision = '0020'
down_revision = '0019'
branch_labels = None
depends_on = None

MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table('persona',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('product', sa.String(length=40), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('updated_at', MOMENT, nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['user.id'], name=op.f('fk_persona_created_by_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_persona')),
    sa.UniqueConstraint('number', name=op.f('uq_persona_number'))
    )
    op.create_table('persona_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('persona_id', sa.Integer(), nullable=False),
    sa.Column('no', sa.Integer(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.Column('why', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_persona_version_by_id_user')),
    sa.ForeignKeyConstraint(['persona_id'], ['persona.id'], name=op.f('fk_persona_version_persona_id_persona')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_persona_version')),
    sa.UniqueConstraint('persona_id', 'no', name=op.f('uq_persona_version_persona_id_no'))
    )
    op.create_table('persona_condition',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(length=10), nullable=False),
    sa.Column('rank', sa.String(length=10), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('low', sa.BigInteger(), nullable=True),
    sa.Column('high', sa.BigInteger(), nullable=True),
    sa.ForeignKeyConstraint(['version_id'], ['persona_version.id'], name=op.f('fk_persona_condition_version_id_persona_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_persona_condition'))
    )
    op.create_index(op.f('ix_persona_condition_version_id'), 'persona_condition', ['version_id'], unique=False)
    op.create_table('prospect_list',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('number', sa.String(length=20), nullable=False),
    sa.Column('name', sa.String(length=60), nullable=False),
    sa.Column('persona_version_id', sa.Integer(), nullable=True),
    sa.Column('scored_by', sa.String(length=40), nullable=False),
    sa.Column('channel', sa.String(length=40), nullable=False),
    sa.Column('source_note', sa.String(length=100), nullable=True),
    sa.Column('owner_id', sa.Integer(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('updated_at', MOMENT, nullable=False),
    sa.Column('closed_at', MOMENT, nullable=True),
    sa.Column('last_row', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['user.id'], name=op.f('fk_prospect_list_created_by_id_user')),
    sa.ForeignKeyConstraint(['owner_id'], ['user.id'], name=op.f('fk_prospect_list_owner_id_user')),
    sa.ForeignKeyConstraint(['persona_version_id'], ['persona_version.id'], name=op.f('fk_prospect_list_persona_version_id_persona_version')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prospect_list')),
    sa.UniqueConstraint('number', name=op.f('uq_prospect_list_number'))
    )
    op.create_index('ix_prospect_list_owner', 'prospect_list', ['owner_id', 'closed_at'], unique=False)
    op.create_index(op.f('ix_prospect_list_persona_version_id'), 'prospect_list', ['persona_version_id'], unique=False)
    op.create_table('prospect',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('row_no', sa.Integer(), nullable=False),
    sa.Column('full_name', sa.String(length=100), nullable=False),
    sa.Column('name_key', sa.String(length=200), nullable=False),
    sa.Column('core_name', sa.String(length=200), nullable=False),
    sa.Column('core_sound', sa.String(length=600), nullable=False),
    sa.Column('credit_code', sa.String(length=30), nullable=True),
    sa.Column('industry', sa.String(length=4), nullable=True),
    sa.Column('region', sa.String(length=6), nullable=True),
    sa.Column('annual_output', sa.BigInteger(), nullable=True),
    sa.Column('headcount', sa.Integer(), nullable=True),
    sa.Column('address', sa.String(length=200), nullable=True),
    sa.Column('phone', sa.String(length=60), nullable=True),
    sa.Column('phone_key', sa.String(length=20), nullable=True),
    sa.Column('website', sa.String(length=200), nullable=True),
    sa.Column('decision_chain', sa.Text(), nullable=True),
    sa.Column('pain_points', sa.Text(), nullable=True),
    sa.Column('remark', sa.Text(), nullable=True),
    sa.Column('channel', sa.String(length=40), nullable=False),
    sa.Column('referrer', sa.String(length=100), nullable=True),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('fit', sa.String(length=10), nullable=False),
    sa.Column('reasons', sa.JSON(), nullable=False),
    sa.Column('intent', sa.String(length=10), nullable=False),
    sa.Column('intent_said', sa.String(length=10), nullable=True),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('owner_id', sa.Integer(), nullable=True),
    sa.Column('assigned_at', MOMENT, nullable=True),
    sa.Column('planned_on', sa.Date(), nullable=True),
    sa.Column('result', sa.String(length=10), nullable=False),
    sa.Column('reason', sa.String(length=200), nullable=True),
    sa.Column('contacted_at', MOMENT, nullable=True),
    sa.Column('ended_at', MOMENT, nullable=True),
    sa.Column('customer_id', sa.Integer(), nullable=True),
    sa.Column('import_id', sa.Integer(), nullable=True),
    sa.Column('search_text', sa.Text(), nullable=False),
    sa.Column('created_by_id', sa.Integer(), nullable=False),
    sa.Column('created_at', MOMENT, nullable=False),
    sa.Column('updated_at', MOMENT, nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['created_by_id'], ['user.id'], name=op.f('fk_prospect_created_by_id_user')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_prospect_customer_id_customer')),
    sa.ForeignKeyConstraint(['list_id'], ['prospect_list.id'], name=op.f('fk_prospect_list_id_prospect_list')),
    sa.ForeignKeyConstraint(['owner_id'], ['user.id'], name=op.f('fk_prospect_owner_id_user')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prospect'))
    )
    op.create_index('ix_prospect_channel', 'prospect', ['channel', 'referrer', 'result'], unique=False)
    op.create_index(op.f('ix_prospect_core_name'), 'prospect', ['core_name'], unique=False)
    op.create_index(op.f('ix_prospect_core_sound'), 'prospect', ['core_sound'], unique=False)
    op.create_index(op.f('ix_prospect_credit_code'), 'prospect', ['credit_code'], unique=False)
    op.create_index(op.f('ix_prospect_customer_id'), 'prospect', ['customer_id'], unique=False)
    op.create_index(op.f('ix_prospect_import_id'), 'prospect', ['import_id'], unique=False)
    op.create_index('ix_prospect_list_owner_place', 'prospect', ['list_id', 'owner_id', 'place', 'id'], unique=False)
    op.create_index('ix_prospect_list_place', 'prospect', ['list_id', 'place', 'id'], unique=False)
    op.create_index('ix_prospect_list_result', 'prospect', ['list_id', 'result', 'owner_id'], unique=False)
    op.create_index(op.f('ix_prospect_name_key'), 'prospect', ['name_key'], unique=False)
    op.create_index('ix_prospect_owner_place', 'prospect', ['owner_id', 'result', 'place', 'id'], unique=False)
    op.create_index(op.f('ix_prospect_phone_key'), 'prospect', ['phone_key'], unique=False)
    op.create_index('ix_prospect_place', 'prospect', ['place', 'id'], unique=False)
    op.create_index('uq_prospect_list_row', 'prospect', ['list_id', 'row_no'], unique=True)
    op.create_table('prospect_person',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(length=50), nullable=True),
    sa.Column('name_key', sa.String(length=100), nullable=False),
    sa.Column('title', sa.String(length=60), nullable=True),
    sa.Column('mobile', sa.String(length=20), nullable=True),
    sa.Column('landline', sa.String(length=40), nullable=True),
    sa.Column('landline_key', sa.String(length=20), nullable=True),
    sa.Column('email', sa.String(length=200), nullable=True),
    sa.Column('mail_domain', sa.String(length=200), nullable=True),
    sa.Column('wechat', sa.String(length=40), nullable=True),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_prospect_person_prospect_id_prospect')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prospect_person'))
    )
    op.create_index(op.f('ix_prospect_person_landline_key'), 'prospect_person', ['landline_key'], unique=False)
    op.create_index(op.f('ix_prospect_person_mail_domain'), 'prospect_person', ['mail_domain'], unique=False)
    op.create_index(op.f('ix_prospect_person_mobile'), 'prospect_person', ['mobile'], unique=False)
    op.create_index(op.f('ix_prospect_person_prospect_id'), 'prospect_person', ['prospect_id'], unique=False)
    op.create_table('prospect_turn',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('what', sa.String(length=20), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.Column('words', sa.String(length=200), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_prospect_turn_by_id_user')),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_prospect_turn_prospect_id_prospect')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_prospect_turn'))
    )
    op.create_index(op.f('ix_prospect_turn_prospect_id'), 'prospect_turn', ['prospect_id'], unique=False)
    op.create_table('customer_origin',
    sa.Column('customer_id', sa.Integer(), nullable=False),
    sa.Column('prospect_id', sa.Integer(), nullable=False),
    sa.Column('list_id', sa.Integer(), nullable=False),
    sa.Column('persona_version_id', sa.Integer(), nullable=True),
    sa.Column('channel', sa.String(length=40), nullable=False),
    sa.Column('source_note', sa.String(length=100), nullable=True),
    sa.Column('referrer', sa.String(length=100), nullable=True),
    sa.Column('score', sa.Integer(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', MOMENT, nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['user.id'], name=op.f('fk_customer_origin_by_id_user')),
    sa.ForeignKeyConstraint(['customer_id'], ['customer.id'], name=op.f('fk_customer_origin_customer_id_customer')),
    sa.ForeignKeyConstraint(['list_id'], ['prospect_list.id'], name=op.f('fk_customer_origin_list_id_prospect_list')),
    sa.ForeignKeyConstraint(['persona_version_id'], ['persona_version.id'], name=op.f('fk_customer_origin_persona_version_id_persona_version')),
    sa.ForeignKeyConstraint(['prospect_id'], ['prospect.id'], name=op.f('fk_customer_origin_prospect_id_prospect')),
    sa.PrimaryKeyConstraint('customer_id', name=op.f('pk_customer_origin')),
    sa.UniqueConstraint('prospect_id', name=op.f('uq_customer_origin_prospect_id'))
    )
    op.create_index('ix_customer_origin_channel', 'customer_origin', ['channel', 'referrer'], unique=False)
    op.create_index(op.f('ix_customer_origin_list_id'), 'customer_origin', ['list_id'], unique=False)
    op.create_index(op.f('ix_customer_origin_persona_version_id'), 'customer_origin', ['persona_version_id'], unique=False)


def downgrade() -> None:
    op.drop_table('customer_origin')
    op.drop_table('prospect_turn')
    op.drop_table('prospect_person')
    op.drop_table('prospect')
    op.drop_table('prospect_list')
    op.drop_table('persona_condition')
    op.drop_table('persona_version')
    op.drop_table('persona')
    op.execute("DELETE FROM work_item WHERE subject_type = 'prospect'")
