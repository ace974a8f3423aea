"""What visits tell the house (R16, R17, F04)."""

from __future__ import annotations

from sqlalchemy import true

from salesapp.accounts.belongings.rules import Belonging
from salesapp.activities.visits import actions, queries, routes, rules, sheets
from salesapp.activities.visits.calendar import routes as calendar
from salesapp.activities.visits.coaching.models import VisitCompanion
from salesapp.activities.visits.models import Visit
from salesapp.activities.visits.pack import routes as pack
from salesapp.activities.visits.preparation import routes as preparation
from salesapp.activities.visits.preparation.rules import ITEM_LABELS
from salesapp.activities.visits.record import routes as record
from salesapp.activities.visits.repeats.rules import EVERY_LABELS
from salesapp.activities.visits.search.queries import PREFIX, find
from salesapp.activities.visits.story import page as story
from salesapp.activities.visits.trips import routes as trip_routes
from salesapp.activities.visits.trips.actions import SUBJECT
from salesapp.activities.visits.work.capability import CAPABILITY as WORK
from salesapp.capability import Capability
from salesapp.chinese import regions
from salesapp.documents.forms.registry import vocabulary
from salesapp.documents.numbering.rules import NumberKind
from salesapp.policies.rules import MINUTES, Group, Kind, Policies, Policy
from salesapp.rights.rules import BUSINESS, SALES
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.blocks import Block
from salesapp.web.hits import Search
from salesapp.web.menu import Place
from salesapp.web.story import TO_COME, History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("visit_cities", Group.VISITS, (), _l("Our cities"),
           _l("A visit in any other city asks the supervisor. Several with commas between; none: every city is ours."),
           "F04", Kind.CITIES),
    Policy("visit_length_minutes", Group.VISITS, 60, _l("A visit lasts"),
           _l("Where nobody said until when."), "R16", unit=MINUTES, low=10, high=480),
    Policy("visit_travel_minutes", Group.VISITS, 60, _l("Warn of a short way below"),
           _l("Between two visits of one person in different districts."), "R16", unit=MINUTES, high=480),
    Policy("visit_opens_minutes", Group.VISITS, 30, _l("A visit opens before its time by"),
           _l("From then on today's line leads to its boxes."), "F05", unit=MINUTES, high=240),
    ),
)  # fmt: skip

RIGHTS = {
    "visit_calendar.index": BUSINESS,
    "visit_packs.show": BUSINESS,
    "visits.show": BUSINESS,
    **dict.fromkeys(
        (
            "visits.new", "visits.create", "visits.edit", "visits.update", "visits.create_booking",
            "visits.create_confirmation", "visits.create_move", "visits.create_cancellation", "visits.create_start",
            "visit_trips.new", "visit_trips.create", "visit_records.new", "visit_records.create",
        ),
        SALES,
    ),
    "visit_preparation.create_tick": BUSINESS,
    "visit_preparation.create_item": BUSINESS,
    "visit_preparation.create_piece": BUSINESS,
}  # fmt: skip

OF_THE_SHEET = vocabulary("F04", "visit")
TRAIL = Vocabulary(
    records={
        "visit": lazy_pgettext("trail", "visit"),
        "visit_companion": lazy_pgettext("trail", "companion on a visit"),
        "visit_item": lazy_pgettext("trail", "thing to prepare for a visit"),
        "visit_turn": lazy_pgettext("trail", "turn of a visit"),
    },
    fields={
        **OF_THE_SHEET.fields,
        "visit.owner_id": lazy_pgettext("trail", "visitor"),
        "visit_id": lazy_pgettext("trail", "visit"),
        "visit.region": lazy_pgettext("trail", "district"),
        "visit_turn.starts_at": lazy_pgettext("trail", "begins at"),
        "visit_turn.what": lazy_pgettext("trail", "turn"),
        "visit_item.item": lazy_pgettext("trail", "thing to prepare"),
        "library_item_id": lazy_pgettext("trail", "piece of the library"),
        "repeat_of_id": lazy_pgettext("trail", "repeats the visit"),
        "repeats": lazy_pgettext("trail", "repeated"),
        "coaches": lazy_pgettext("trail", "as coaching"),
        "visits": lazy_pgettext("trail", "visits"),
    },
    codes={
        **OF_THE_SHEET.codes,
        "visit.status": rules.STATUS_LABELS,
        "visit.region": regions.words,
        "visit.repeats": EVERY_LABELS,
        "visit_turn.what": rules.TURN_LABELS,
        "visit_item.item": ITEM_LABELS,
    },
)

BELONGINGS = (
    Belonging(
        name="visits", label=_l("Visits"), record="visit", open=queries.running, people=(Visit.owner_id,),
        about=queries.ABOUT.get, as_work=True, pass_on=actions.take_over, ends=true, end=actions.end, holders=SALES,
    ),
    Belonging(
        name="visits_along", label=_l("Visits to come along to"), record="visit", open=queries.along,
        people=(VisitCompanion.user_id,), about=queries.ABOUT.get, along=False, pass_on=actions.stay_behind,
        holders=BUSINESS, waits=True,
    ),
)  # fmt: skip


def _block(kind: str, values) -> Block:
    """Return what the page of one kind of record shows: the visits to come, and the way to plan one."""
    return Block("visits", kind, "visits", _l("Visits"), values, "activities/visits/_panel.html")


CAPABILITY = Capability(
    name="visits",
    blueprints=(calendar.bp, pack.bp, routes.bp, preparation.bp, trip_routes.bp, record.bp),
    menu=(Place(45, "visits", _l("Visits"), "visit_calendar.index", "g v", icon="visit", shelf=True),),
    rights=RIGHTS,
    policies=POLICIES,
    numbers=(NumberKind("visit", "BF", 3, monthly=True),),
    sheets={"F04": sheets.plan},
    takes_files=frozenset({"visit_records.create"}),
    opens={"visit": ("visits.show", "visit_id")},
    searches=(Search("visit", _l("Visits"), find, prefix=PREFIX),),
    history=History(frozenset({TO_COME, story.GROUP}), story.tell, {story.GROUP: _l("Visits")}),
    blocks=(_block("customer", story.of_customer), _block("opportunity", story.of_opportunity)),
    belongings=BELONGINGS,
    approvals=(SUBJECT,),
    trail=TRAIL,
    nouns=(WORK,),
)
