"""What opportunities tell the house."""

from __future__ import annotations

import functools
from decimal import Decimal

from sqlalchemy import select

from salesapp.capability import Capability
from salesapp.documents.forms import f06
from salesapp.documents.forms.registry import spec
from salesapp.documents.numbering.rules import NumberKind
from salesapp.opportunities import actions, jobs, queries, routes, selection, sheets, sight, todos, words
from salesapp.opportunities import rules as opportunities
from salesapp.opportunities.changes import page as changes
from salesapp.opportunities.guide.capability import CAPABILITY as GUIDE
from salesapp.opportunities.models import Opportunity
from salesapp.opportunities.search.capability import CAPABILITY as SEARCH
from salesapp.playbook import queries as playbook
from salesapp.policies.rules import (
    DAYS,
    PERCENT,
    TEN_THOUSAND,
    TIMES,
    WORKING_DAYS,
    Group,
    Kind,
    Order,
    Policies,
    Policy,
    Total,
)
from salesapp.rights.rules import (
    BUSINESS,
    LEADERS,
    ROLE_LABELS,
    SELLING,
)
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.addresses import address
from salesapp.web.blocks import Block
from salesapp.web.figures import Figures
from salesapp.web.first_day import FirstStep
from salesapp.web.menu import Place
from salesapp.web.story import History
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext
from salesapp.work.rules import Kinds, Overdue, Work


def _word(dictionary: str):
    return functools.partial(playbook.label, dictionary)


POLICIES = Policies(
    (
    Policy("grade_s_max_days", Group.GRADING, 30, _l("Grade S up to"),
           _l("The guide counts day 30 twice; here it belongs to S."), "R26", unit=DAYS, low=1, high=365),
    Policy("grade_a_max_days", Group.GRADING, 90, _l("Grade A up to"),
           _l("The guide counts day 90 twice; here it belongs to A, later deals are B."),
           "R27", unit=DAYS, low=2, high=730),
    Policy("grade_weight_budget", Group.GRADING, 30, _l("Weight of the budget"),
           _l("Share of the budget score in the suggested grade. The four weights make 100."),
           "R25", unit=PERCENT, high=100),
    Policy("grade_weight_decision", Group.GRADING, 30, _l("Weight of the decision chain"),
           _l("How well the people who decide are known and won."), "R25", unit=PERCENT, high=100),
    Policy("grade_weight_urgency", Group.GRADING, 25, _l("Weight of the urgency"),
           _l("How pressing the customer's own date is."), "R25", unit=PERCENT, high=100),
    Policy("grade_weight_amount", Group.GRADING, 15, _l("Weight of the amount"),
           _l("The expected amount, scored by the steps below."), "R25", unit=PERCENT, high=100),
    Policy("grade_amount_steps", Group.GRADING, (Decimal(5), Decimal(20), Decimal(50), Decimal(100)),
           _l("Steps of the amount score"),
           _l("Four amounts in units of 10,000 yuan: below the first scores 1, from the last on scores 5."), "R25", Kind.STEPS,
           unit=TEN_THOUSAND),
    Policy("grade_high_score", Group.GRADING, 70, _l("High intent from"),
           _l("A weighted score, out of 100, from which the intent counts as high."),
           "R25", unit=_l("points"), low=1, high=100),
    Policy("grade_medium_score", Group.GRADING, 40, _l("Medium intent from"),
           _l("A weighted score, out of 100, from which the intent counts as medium."),
           "R25", unit=_l("points"), low=1, high=100),
    Policy("followup_s_count", Group.CADENCE, 2, _l("Grade S: follow-ups in a period"),
           _l("Two on the same day count as one."), "R30", unit=TIMES, low=1, high=7),
    Policy("followup_s_days", Group.CADENCE, 7, _l("Grade S: period"),
           _l("7 is the natural week from Monday to Sunday; any other number runs from the last follow-up."),
           "R30", unit=DAYS, low=1, high=90),
    Policy("followup_a_count", Group.CADENCE, 1, _l("Grade A: follow-ups in a period"),
           _l("Two on the same day count as one."), "R31", unit=TIMES, low=1, high=7),
    Policy("followup_a_days", Group.CADENCE, 7, _l("Grade A: period"),
           _l("7 is the natural week from Monday to Sunday; any other number runs from the last follow-up."),
           "R31", unit=DAYS, low=1, high=90),
    Policy("followup_b_count", Group.CADENCE, 1, _l("Grade B: follow-ups in a period"),
           _l("Two on the same day count as one."), "R32", unit=TIMES, low=1, high=7),
    Policy("followup_b_days", Group.CADENCE, 14, _l("Grade B: period"),
           _l("7 is the natural week from Monday to Sunday; any other number runs from the last follow-up."),
           "R32", unit=DAYS, low=1, high=90),
    Policy("followup_holiday_days", Group.CADENCE, 2, _l("A holiday week has at most"),
           _l("A week with so few working days counts as a holiday week."),
           "R33", unit=WORKING_DAYS, high=4),
    Policy("followup_holiday_rule", Group.CADENCE, "waive", _l("In a holiday week"),
           _l("Whether the week's follow-ups are waived or halved, rounded up."), "R33", Kind.CHOICE,
           choices={"waive": _l("none is due"), "halve": _l("half are due")}),
    Policy("digest", Group.CADENCE, True, _l("Mail of the day's work"),
           _l("One mail each working day to everybody with work due; supervisors also read the team's delays."),
           "R33", Kind.FLAG),
    Policy("digest_hour", Group.CADENCE, 8, _l("The mail of the day leaves at"),
           _l("The hour where the team works, from 0 to 23."), "R33", unit=_l("o'clock"), low=0, high=23),
    Policy("board_stuck_days", Group.CADENCE, 10, _l("Too long in one stage after"),
           _l("The board has a filter for the opportunities that stand still."), "R24", unit=DAYS, low=1, high=365),
    ),
    totals=(Total(("grade_weight_budget", "grade_weight_decision", "grade_weight_urgency", "grade_weight_amount"), 100),),
    orders=(Order("grade_s_max_days", "grade_a_max_days"), Order("grade_medium_score", "grade_high_score")),
)  # fmt: skip

RIGHTS = {
    "opportunities.index": BUSINESS,
    "opportunities.export_list": SELLING,
    "opportunities.breaches": BUSINESS,
    "opportunities.pick": BUSINESS,
    "opportunities.pick_contact": SELLING,
    "opportunities.suggestion": SELLING,
    "opportunities.new": SELLING,
    "opportunities.create": SELLING,
    "opportunities.edit": SELLING,
    "opportunities.update": SELLING,
    "opportunities.board": BUSINESS,
    "opportunities.column": BUSINESS,
    "opportunities.changes": BUSINESS,
    "opportunities.new_stage_change": SELLING,
    "opportunities.create_stage_change": SELLING,
    "opportunities.create_reversal": SELLING,
    "opportunities.new_grade": SELLING,
    "opportunities.create_grade": SELLING,
    "opportunities.create_decision": LEADERS,
    "opportunities.new_closure": SELLING,
    "opportunities.create_closure": SELLING,
    "opportunities.new_reopening": SELLING,
    "opportunities.create_reopening": SELLING,
}

TRAIL = Vocabulary(
    records={
        "opportunity": lazy_pgettext("trail", "opportunity"),
        "grade_change": lazy_pgettext("trail", "change of grade"),
        "stage_change": lazy_pgettext("trail", "change of stage"),
        "follow_up": lazy_pgettext("trail", "follow-up"),
        "opportunity_collaborator": lazy_pgettext("trail", "collaborator on an opportunity"),
    },
    fields={
        "key_contact_id": lazy_pgettext("trail", "key contact"),
        "opportunity_id": lazy_pgettext("trail", "opportunity"),
        "amount": lazy_pgettext("trail", "amount"),
        "need": lazy_pgettext("trail", "need"),
        "expected_close_on": lazy_pgettext("trail", "expected close"),
        "suggested_grade": lazy_pgettext("trail", "suggested grade"),
        "grade_reason": lazy_pgettext("trail", "reason for the grade"),
        "stage": lazy_pgettext("trail", "stage"),
        "stage_since": lazy_pgettext("trail", "in this stage since"),
        "win_rate": lazy_pgettext("trail", "win rate"),
        "next_due_on": lazy_pgettext("trail", "next due"),
        "last_follow_up_at": lazy_pgettext("trail", "last follow-up"),
        "due_on": lazy_pgettext("trail", "due on"),
        "on_time": lazy_pgettext("trail", "in time"),
        "missed": lazy_pgettext("trail", "missed before it"),
        "product_type": lazy_pgettext("trail", "product type"),
        "budget_score": lazy_pgettext("trail", "budget score"),
        "chain_score": lazy_pgettext("trail", "decision chain score"),
        "urgency_score": lazy_pgettext("trail", "urgency score"),
        "amount_score": lazy_pgettext("trail", "amount score"),
        "total_score": lazy_pgettext("trail", "total score"),
        "win_rate_reason": lazy_pgettext("trail", "reason for the win rate"),
        "competitors": lazy_pgettext("trail", "competitors"),
        "support_needed": lazy_pgettext("trail", "support needed"),
        "decision": lazy_pgettext("trail", "decision"),
        "decision_by_id": lazy_pgettext("trail", "decision by"),
        "decision_at": lazy_pgettext("trail", "decision at"),
        "approval_with": lazy_pgettext("trail", "approval waits for"),
        "closed_on": lazy_pgettext("trail", "closed on"),
        "close_reason": lazy_pgettext("trail", "reason for closing"),
        "close_note": lazy_pgettext("trail", "note on closing"),
        "recontact_on": lazy_pgettext("trail", "contact again on"),
        "week_quota": lazy_pgettext("trail", "follow-ups due in the week"),
        "lapsed": lazy_pgettext("trail", "missed follow-ups not yet counted"),
    },
    codes={
        "list": {"opportunities": lazy_pgettext("trail", "opportunities")},
        "grade": dict(f06.GRADES),
        "suggested_grade": dict(f06.GRADES),
        "stage": opportunities.STAGE_LABELS,
        "stage_change.before": {**opportunities.STAGE_LABELS, **opportunities.STATUS_LABELS},
        "stage_change.after": {**opportunities.STAGE_LABELS, **opportunities.STATUS_LABELS},
        "stage_change.reason": _word("close_reason"),
        "opportunity.status": opportunities.STATUS_LABELS,
        "decision": dict(spec("F06.decision").choices),
        "close_reason": _word("close_reason"),
        "product_type": _word("product_type"),
        "approval_with": ROLE_LABELS,
    },
)

ROWS = "opportunities/_mini.html"

CAPABILITY = Capability(
    name="opportunities",
    blueprints=(routes.bp,),
    rights=RIGHTS,
    menu=(Place(30, "opportunities", _l("Opportunities"), "opportunities.board", "g o"),),
    policies=POLICIES,
    numbers=(NumberKind("opportunity", "SJ", 4),),
    jobs=(Job("opportunities.resuggest", Every.NIGHT, jobs.resuggest),),
    calendar=(actions.follow_calendar,),
    sheets={"F06": sheets.file_sheet},
    selections=dict.fromkeys(("F06", "F07"), selection.SELECTION),
    template_globals=words.GLOBALS,
    work=Work(
        roles=SELLING,
        todo=todos.todo,
        rest=todos.rest,
        kinds={"follow-ups": Kinds(_l("Follow-ups due"), frozenset({todos.FOLLOW_UP}))},
        overdue=(
            Overdue(
                10,
                _l("Overdue follow-ups"),
                todos.overdue,
                lambda person_id: address("opportunities.breaches", owner=person_id),
            ),
        ),
    ),
    figures=(Figures(10, SELLING, todos.figures),),
    blocks=(Block("opportunities", "customer", "business", _l("Opportunities"), queries.of_customer, ROWS),),
    first_day=(
        FirstStep(
            30,
            _l("Open an opportunity"),
            _l("It appears on the board and asks for its follow-ups."),
            "opportunities.new",
            lambda user: select(Opportunity.id).where(Opportunity.owner_id == user.id).exists(),
            needed=True,
        ),
    ),
    history=History(frozenset({"change"}), changes.tell),
    shows={"customer": dict.fromkeys(sight.COLLABORATORS, sight.customers_behind)},
    trail=TRAIL,
    nouns=(GUIDE, SEARCH),
)
