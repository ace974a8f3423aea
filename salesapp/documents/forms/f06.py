"""F06 商机立项与分级评估表: the file of an opportunity and how its grade was found."""

from __future__ import annotations

from decimal import Decimal

from salesapp.documents.forms.groups import OpinionSpec
from salesapp.documents.forms.shape import (
    Choice, Fields, FormSpec, Opinions, choice, day, long, money, number,
    options, percent, ref, signed_by, text,
)
from salesapp.policies.page import plan, told
from salesapp.words import lazy_gettext as _l

GRADES = options(S=_l("Grade S"), A=_l("Grade A"), B=_l("Grade B"))
STAGES = options(first_contact=_l("First talks"), need_confirmed=_l("Needs confirmed"),
                 proposal=_l("Proposal and quote"), negotiation=_l("Negotiation"),
                 contract_approval=_l("Contract approval"))
DECISIONS = options(agree=_l("Agree"), supplement=_l("Add more"), reject=_l("Do not open"))
SCORES = tuple(Choice(str(n), str(n)) for n in range(1, 6))
CADENCES = options(S=plan("S"), A=plan("A"), B=plan("B"))

FILE = (
    text("number", _l("Opportunity no."), auto=True, head=True,
         hint=_l("Given by the system"), example="SJ2026-0051"),
    text("name", _l("Opportunity name"), required=True, wide=True, length=100,
         hint=_l("Short customer name + product + month"), example=_l("Moumou Precision planning project")),
    ref("customer", _l("Customer"), required=True,
        hint=_l("The whole name"), example=_l("Suzhou Moumou Precision Manufacturing Co., Ltd.")),
    ref("key_contact", _l("Key contact"), required=True, mask="name",
        hint=_l("Who moves it forward at their side"), example=_l("Zhou*")),
    ref("owner", _l("Owner"), required=True, mask="name",
        hint=_l("The sales rep who answers for it"), example=_l("Lin*")),
    ref("collaborators", _l("Collaborators"), mask="names",
        hint=_l("Technical support and others"), example=_l("Technical: He*")),
    long("need", _l("Description of the need"), required=True, wide=True, length=2000, lines=3,
         hint=_l("Pain and demand, not our brochure"), example=_l("Link planning with stock, live within a month")),
    text("product_type", _l("Product / service type"), required=True,
         hint=_l("Pick from the list"), example=_l("Software and implementation")),
    day("expected_close_on", _l("Expected date of the deal"), required=True,
        hint=_l("It decides the grade"), example="2026-12-20"),
    money("amount", _l("Expected amount"), required=True, wide=True,
          least=Decimal("0.01"), most=Decimal("99999999999.99"),
          hint=_l("Tax included, in yuan"), example="386,000.00"),
    choice("stage", _l("Present stage"), STAGES, required=True, wide=True,
           hint=_l("Where it stands on the board"), example=_l("Proposal and quote")),
    percent("win_rate", _l("Win rate"), auto=True, joined=True, least=0, most=100,
            hint=_l("Follows the stage"), example="50%"),
)

GRADING = (
    choice("budget_score", _l("Budget (1–5)"), SCORES, required=True,
           hint=_l("5 approved, 3 a range is known, 1 not mentioned"), example="4"),
    choice("chain_score", _l("Decision chain (1–5)"), SCORES, required=True,
           hint=_l("5 the decider agreed face to face"), example="4"),
    choice("urgency_score", _l("Urgency (1–5)"), SCORES, required=True,
           hint=_l("5 there is a hard deadline"), example="5"),
    choice("amount_score", _l("Amount level (1–5)"), SCORES, auto=True,
           hint=_l("From the amount, by the settings"), example="3"),
    number("total_score", _l("Total score"), auto=True, hint=_l("Weighted by the settings"), example="4.1"),
    choice("suggested_grade", _l("Suggested grade"), GRADES, auto=True,
           hint=told(_l("S up to %(grade_s_max_days)s days, A up to %(grade_a_max_days)s, B later"),
                     "grade_s_max_days", "grade_a_max_days"), example="S"),
    choice("grade", _l("Confirmed grade"), GRADES, required=True,
           hint=_l("You decide; the system only suggests"), example="S"),
    choice("cadence", _l("Follow-up plan"), CADENCES, auto=True,
           hint=_l("As the rhythm of the grade is set"), example=plan("S")),
    long("grade_reason", _l("Reason for another grade"), wide=True, length=200, lines=1,
         hint=_l("Needed where the grade is not the suggested one"), example="/"),
)

PLAN = (
    long("competitors", _l("Rivals and our advantages"), wide=True, length=2000, lines=3,
         hint=_l("Who, and why us"), example=_l("Another brand; we serve locally")),
    long("support_needed", _l("Support needed"), wide=True, length=2000, lines=3,
         hint=_l("Technology, price, management"), example=_l("One technical demonstration")),
)

DECISION = (
    choice("decision", _l("Decision on the file"), DECISIONS, later=True, required=True, wide=True,
           hint=_l("By the supervisor"), example=_l("Agree")),
    choice("director_decision", _l("Decision of the director"), DECISIONS, later=True, wide=True,
           hint=_l("Grade S alone"), example=_l("Agree")),
)

FORM = FormSpec(
    code="F06", process=(2,), record="opportunity", retention_years=3,
    title=_l("Opportunity file and grading sheet"),
    purpose=_l("Opened as soon as a need is known; graded again as the date nears"),
    groups=(
        Fields("file", _l("Opportunity"), FILE),
        Fields("grading", _l("Grading"), GRADING),
        Fields("plan", _l("Plan"), PLAN),
        Opinions("decision", _l("Decision on the file"), DECISION, rows=(
            OpinionSpec(_l("Sales supervisor"), "supervisor", verdict="decision"),
            OpinionSpec(_l("Director (grade S)"), "director", verdict="director_decision"),
        )),
    ),
    signatures=signed_by(rep=_l("Sales rep"), supervisor=_l("Sales supervisor"), director=_l("Director (grade S)")),
)
