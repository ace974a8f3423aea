"""What grading tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.documents.forms.f06 import GRADES
from salesapp.opportunities.grading import jobs, routes
from salesapp.opportunities.grading.rules import Grading
from salesapp.policies.rules import DAYS, PERCENT, TEN_THOUSAND, Group, Kind, Order, Policies, Policy, Total
from salesapp.rights.rules import SELLING
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

GUIDE = Grading()  # the limits of the guide, until a team sets its own
POLICIES = Policies(
    (
    Policy("grade_s_max_days", Group.GRADING, GUIDE.s_max_days, _l("Grade S up to"),
           _l("The guide counts the last day twice; here it belongs to S."), "R26", unit=DAYS, low=1, high=365),
    Policy("grade_a_max_days", Group.GRADING, GUIDE.a_max_days, _l("Grade A up to"),
           _l("The guide counts the last day twice; here it belongs to A, later deals are B."),
           "R27", unit=DAYS, low=2, high=730),
    Policy("grade_weight_budget", Group.GRADING, GUIDE.weight_budget, _l("Weight of the budget"),
           _l("Share of the budget score in the suggested grade. The four weights make 100."),
           "R25", unit=PERCENT, high=100),
    Policy("grade_weight_decision", Group.GRADING, GUIDE.weight_chain, _l("Weight of the decision chain"),
           _l("How well the people who decide are known and won."), "R25", unit=PERCENT, high=100),
    Policy("grade_weight_urgency", Group.GRADING, GUIDE.weight_urgency, _l("Weight of the urgency"),
           _l("How pressing the customer's own date is."), "R25", unit=PERCENT, high=100),
    Policy("grade_weight_amount", Group.GRADING, GUIDE.weight_amount, _l("Weight of the amount"),
           _l("The expected amount, scored by the steps below."), "R25", unit=PERCENT, high=100),
    Policy("grade_amount_steps", Group.GRADING, GUIDE.amount_steps,
           _l("Steps of the amount score"),
           _l("Four amounts in units of 10,000 yuan: below the first scores 1, from the last on scores 5."), "R25", Kind.STEPS,
           unit=TEN_THOUSAND),
    Policy("grade_high_score", Group.GRADING, GUIDE.high_score, _l("High intent from"),
           _l("A weighted score, out of 100, from which the intent counts as high."),
           "R25", unit=_l("points"), low=1, high=100),
    Policy("grade_medium_score", Group.GRADING, GUIDE.medium_score, _l("Medium intent from"),
           _l("A weighted score, out of 100, from which the intent counts as medium."),
           "R25", unit=_l("points"), low=1, high=100),
    ),
    totals=(Total(("grade_weight_budget", "grade_weight_decision", "grade_weight_urgency", "grade_weight_amount"), 100),),
    orders=(Order("grade_s_max_days", "grade_a_max_days"), Order("grade_medium_score", "grade_high_score")),
)  # fmt: skip

CAPABILITY = Capability(
    name="opportunities.grading",
    blueprints=(routes.bp,),
    rights={
        "grading.suggestion": SELLING,
        "grading.new_grade": SELLING,
        "grading.create_grade": SELLING,
    },
    policies=POLICIES,
    jobs=(Job("opportunities.resuggest", Every.NIGHT, jobs.resuggest),),
    trail=Vocabulary(
        records={
            "grade_change": lazy_pgettext("trail", "change of grade"),
        },
        fields={
            "budget_score": lazy_pgettext("trail", "budget score"),
            "chain_score": lazy_pgettext("trail", "decision chain score"),
            "urgency_score": lazy_pgettext("trail", "urgency score"),
            "amount_score": lazy_pgettext("trail", "amount score"),
            "total_score": lazy_pgettext("trail", "total score"),
            "suggested_grade": lazy_pgettext("trail", "suggested grade"),
            "grade_reason": lazy_pgettext("trail", "reason for the grade"),
        },
        codes={"grade": dict(GRADES), "suggested_grade": dict(GRADES)},
    ),
)
