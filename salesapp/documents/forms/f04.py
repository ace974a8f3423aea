"""F04 客户拜访计划与准备单: whom one visits when and what for, and what goes into the bag (R16, R17)."""

from __future__ import annotations

from salesapp.documents.forms.groups import OpinionSpec
from salesapp.documents.forms.shape import (
    Fields, FormSpec, Opinions, choice, choices, long, moment, options,
    ref, signed_by, text, tick,
)
from salesapp.words import lazy_gettext as _l

KINDS = options(first=_l("First visit"), follow_up=_l("Follow-up visit"), presentation=_l("Presentation of the solution"),
                quarterly=_l("Quarterly visit"), executive=_l("Meeting of executives"), return_=_l("Return visit"),
                payment=_l("Asking for payment"))
WAYS = options(phone=_l("Phone"), wechat=_l("WeChat"), mail=_l("Mail"), in_person=_l("In person"), other=_l("Other"))
#: What goes into the bag, the three fixed ones first (R17).
ITEMS = options(company=_l("Company material"), cases=_l("Book of cases"), solution=_l("First draft of a solution for them"),
                sample=_l("Sample / demonstration"), cards=_l("Business cards"), contract=_l("Contract template"),
                gift=_l("Gift (to be registered)"))
OPINIONS = options(agree=_l("Agree"), return_=_l("Return"), veto=_l("Veto"))

VISIT = (
    text("number", _l("Visit no."), auto=True, head=True, hint=_l("Given by the system"), example="BF202611-012"),
    ref("visitor", _l("Visitor"), required=True, mask="names", hint=_l("Who goes"), example=_l("Lin*")),
    ref("companions", _l("Companions"), mask="names",
        hint=_l("A supervisor who comes along counts as coaching"), example=_l("Xu* (supervisor)")),
    ref("customer", _l("Customer"), required=True, wide=True,
        hint=_l("The whole name"), example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    ref("their_people", _l("Whom you meet"), required=True, wide=True, mask="names",
        hint=_l("Everybody, with their job titles"), example=_l("Zhou* (purchasing manager), Qian* (vice president)")),
    choice("kind", _l("Kind of visit"), KINDS, required=True, wide=True,
           hint=_l("What it mainly is"), example=_l("Presentation of the solution")),
)

APPOINTMENT = (
    moment("starts_at", _l("Begins at"), required=True, wide=True, row_label=_l("Appointment"),
           hint=_l("Nobody leaves without an appointment"), example="2026-11-27 14:00"),
    moment("ends_at", _l("Ends about"), joined=True,
           hint=_l("So that the next visit is planned well"), example="2026-11-27 15:00"),
    choice("booked_way", _l("Agreed by"), WAYS, required=True, hint=_l("How it was agreed"), example=_l("Phone")),
    tick("confirmed", _l("Confirmed by the customer?"), required=True, hint=_l("They said it again the day before"), example="☑"),
    text("place", _l("Place"), required=True, wide=True,
         hint=_l("With door number, parking, and papers asked for at the gate"), example=_l("Meeting room on the third floor")),
    text("transport", _l("Transport"), required=True, length=100, wide=True,
         hint=_l("How you get there, and how long it takes"), example=_l("By car")),
)

PLAN = (
    long("purpose", _l("Purpose"), required=True, wide=True, length=1000, lines=3,
         hint=_l("Why they should give you an hour"), example=_l("Show the planning solution to the vice president")),
    long("expected", _l("Expected result"), required=True, wide=True, length=1000, lines=3,
         hint=_l("A result that can be checked"), example=_l("The vice president agrees to a trial")),
    choices("preparation", _l("Preparation"), ITEMS, required=True, wide=True,
            hint=_l("Tick what is in the bag; a gift is registered"), example="☑☑☑□☑□□"),
    text("more_preparation", _l("Other preparation"), wide=True, hint=_l("Whatever else is needed"), example="/"),
    long("outline", _l("Outline of SPIN questions"), required=True, wide=True, lines=3,
         hint=_l("One or two each of situation, problem, implication and need"), example=_l("See the enclosure")),
    long("risks", _l("Risks and answers"), wide=True, length=1000, lines=3,
         hint=_l("A rival in the room, the price"), example=_l("Two quotes prepared")),
)

TRIP = (
    choice("opinion", _l("Opinion"), OPINIONS, later=True, wide=True,
           hint=_l("By the supervisor, where the trip leaves the city"), example=_l("Agree")),
)

FORM = FormSpec(
    code="F04", process=(1, 3), record="visit", retention_years=3,
    title=_l("Customer visit plan and preparation sheet"),
    purpose=_l("Before you leave: agreed with the customer, prepared, and printed for the bag"),
    groups=(
        Fields("visit", _l("Visit"), VISIT),
        Fields("appointment", _l("Appointment and way"), APPOINTMENT),
        Fields("plan", _l("Purpose and preparation"), PLAN),
        Opinions("trip", _l("Trip approval"), TRIP, rows=(
            OpinionSpec(_l("Sales supervisor"), "supervisor", verdict="opinion"),
        )),
    ),
    signatures=signed_by(applicant=_l("Asked for by"), supervisor=_l("Sales supervisor")),
)
