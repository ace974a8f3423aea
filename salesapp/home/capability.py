"""What the first page, the search and the figures tell the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.home.figures import routes as figures
from salesapp.home.guide import routes as guide
from salesapp.home.guide.page import upkeep
from salesapp.home.pictures import routes as pictures
from salesapp.home.pictures.money import routes as money_pictures
from salesapp.home.pictures.sums.capability import CAPABILITY as SUMS
from salesapp.home.records import routes as records
from salesapp.home.search import routes as search
from salesapp.home.today import jobs
from salesapp.home.today import page as day
from salesapp.home.today import routes as today
from salesapp.policies.rules import (
    MONTHS,
    PERCENT,
    TIMES,
    Group,
    Kind,
    Policies,
    Policy,
    Total,
)
from salesapp.rights.rules import BUSINESS, EVERYBODY, SELLING, Role
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.guide import Chapter
from salesapp.web.menu import Place
from salesapp.words import lazy_gettext as _l

POLICIES = Policies(
    (
    Policy("weight_sales", Group.PERFORMANCE, 60, _l("Weight of sales"),
           _l("The three weights make 100; they are frozen when a period opens."),
           "R60", unit=PERCENT, high=100, awaited=True),
    Policy("weight_new_customers", Group.PERFORMANCE, 30, _l("Weight of new customers"),
           _l("Customers who sign for the first time."), "R60", unit=PERCENT, high=100, awaited=True),
    Policy("weight_collection", Group.PERFORMANCE, 10, _l("Weight of collection"),
           _l("Money received against money due; shared out where nothing is due."),
           "R60", unit=PERCENT, high=100, awaited=True),
    Policy("pace_basis", Group.PERFORMANCE, "working_days", _l("Progress of time by"),
           _l("Working days make the guide's example come out; calendar days ignore holidays."), "R61", Kind.CHOICE,
           choices={"working_days": _l("working days"), "calendar_days": _l("calendar days")}, awaited=True),
    Policy("sales_basis", Group.PERFORMANCE, "signed", _l("Sales are"),
           _l("The meaning of sales on every report."), "R60", Kind.CHOICE,
           choices={"signed": _l("amounts signed"), "invoiced": _l("amounts invoiced"),
                    "received": _l("money received")}, awaited=True),
    Policy("score_cap", Group.PERFORMANCE, 120, _l("One figure counts at most"),
           _l("So that one good figure does not hide two bad ones."),
           "3.6", unit=PERCENT, low=100, high=300, awaited=True),
    Policy("new_customer_months", Group.PERFORMANCE, 12, _l("A customer is new after"),
           _l("Without a contract in this time before the first one."),
           "3.4", unit=MONTHS, low=1, high=60, awaited=True),
    Policy("coaching_below", Group.PERFORMANCE, 80, _l("Suggest coaching below"),
           _l("Of the month's target, at its end."), "R67", unit=PERCENT, low=1, high=100, awaited=True),
    Policy("coaching_visits", Group.PERFORMANCE, 2, _l("Accompanied visits in a coaching"),
           _l("The supervisor goes along."), "R67", unit=TIMES, low=1, high=20, awaited=True),
    ),
    totals=(Total(("weight_sales", "weight_new_customers", "weight_collection"), 100),),
)  # fmt: skip

RIGHTS = {
    "today.index": EVERYBODY,
    "today.coming": frozenset({Role.FINANCE, Role.SERVICE, Role.LEGAL, Role.DIRECTOR}),
    "search.index": EVERYBODY,
    "search.suggest": EVERYBODY,
    "guide.index": EVERYBODY,
    "performance.index": SELLING,
    "performance.kept": SELLING,
    "performance.letters": SELLING,
    "pictures.index": SELLING,
    "pictures.sheet": SELLING,
    "pictures.records": SELLING,
    **dict.fromkeys(
        ("money_pictures.index", "money_pictures.sheet", "money_pictures.records"), SELLING | {Role.FINANCE}
    ),
    "customers.show": BUSINESS,
    "opportunities.show": BUSINESS,
}

TRAIL = Vocabulary()

CAPABILITY = Capability(
    name="home",
    nouns=(SUMS,),
    template_globals={"drawn_todos": day.lines},
    blueprints=(today.bp, search.bp, guide.bp, figures.bp, pictures.bp, money_pictures.bp),
    pages=(
        ("/customers/<int:customer_id>", "customers.show", records.show_customer),
        ("/opportunities/<int:opportunity_id>", "opportunities.show", records.show_opportunity),
    ),
    rights=RIGHTS,
    guide=(Chapter(90, upkeep),),
    menu=(
        Place(10, "today", _l("Today"), "today.index", "g t", count=lambda day: day.count),
        Place(50, "performance", _l("Performance"), "performance.index", "g p"),
        Place(70, "guide", _l("Guide"), "guide.index", "g h", shelf=True),
    ),
    policies=POLICIES,
    jobs=(Job("home.remind", Every.MORNING, jobs.remind),),
    trail=TRAIL,
)
