"""The table of all policies: every number of the guide that a team may set for itself (guide 1.7, 1.8).

Read one with `salesapp.accounts.settings.policy(key)`. A new one is one more line here."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from salesapp.accounts import rights, settings
from salesapp.playbook import rules
from salesapp.playbook.rules import Band, Group, Kind, Order, Policy, PolicyRefused, Total
from salesapp.words import lazy_gettext as _l

DAYS, HOURS, MINUTES = _l("days"), _l("hours"), _l("minutes")
WORKING_DAYS, MONTHS, YEARS, TIMES = _l("working days"), _l("months"), _l("years"), _l("times")
PERCENT = "%"
TEN_THOUSAND = _l("10,000 yuan")

GROUP_NAMES = {
    Group.FIRST_CONTACT: _l("First contact"),
    Group.GRADING: _l("Grading of opportunities"),
    Group.CADENCE: _l("Follow-up rhythm"),
    Group.CUSTOMERS: _l("Customer records"),
    Group.CONTRACTS: _l("Contracts, approval, hand-off"),
    Group.CARE: _l("Customer care"),
    Group.PERFORMANCE: _l("Targets and performance"),
    Group.SECURITY: _l("Sign-in and audit"),
}

_RULERS = frozenset({rights.SUPERVISOR, rights.DIRECTOR, rights.ADMIN})
#: Who may change the policies of a group. Security is the administrator's alone.
EDITORS: dict[Group, frozenset[str]] = {
    group: frozenset({rights.ADMIN}) if group is Group.SECURITY else _RULERS for group in Group
}

APPROVERS = {
    rights.SUPERVISOR: _l("Sales supervisor"),
    rights.FINANCE: _l("Finance"),
    rights.LEGAL: _l("Legal"),
    rights.DIRECTOR: _l("Director"),
}

FIRST_CONTACT = (
    Policy("thank_you_hours", Group.FIRST_CONTACT, 24, _l("Thank-you mail within"),
           _l("Counted by the clock from the end of the first contact, nights and weekends included."),
           "R21", unit=HOURS, low=1, high=168),
    Policy("thank_you_amber_hours", Group.FIRST_CONTACT, 16, _l("Turns amber after"),
           _l("From then on the thank-you mail stands near the top of the day's work."),
           "R21", unit=HOURS, low=1, high=168),
    Policy("thank_you_next_workday", Group.FIRST_CONTACT, False, _l("Roll to the next working day"),
           _l("A deadline on a day off moves to noon of the next working day."), "R21", Kind.FLAG),
    Policy("record_hours", Group.FIRST_CONTACT, 2, _l("Write a contact down within"),
           _l("Counted from its end; a later record is marked as a late entry."), "F05", unit=HOURS, low=1, high=72),
    Policy("record_edit_hours", Group.FIRST_CONTACT, 72, _l("Authors may change a contact record for"),
           _l("Afterwards only the supervisor may; every change is kept."), "F05", unit=HOURS, low=1, high=720),
    Policy("task_undo_hours", Group.FIRST_CONTACT, 24, _l("An ended task can be reopened for"),
           _l("A slip is taken back at once; later a new task is written."), "R45", unit=HOURS, low=1, high=168),
)  # fmt: skip

GRADING = (
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
)  # fmt: skip

CADENCE = (
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
)  # fmt: skip

CUSTOMERS = (
    Policy("duplicate_score", Group.CUSTOMERS, 80, _l("Warn of a similar name from"),
           _l("Likeness of the company names, out of 100. Equal names, credit codes and mobiles are always refused."),
           "3.2", unit=_l("points"), low=50, high=100),
)  # fmt: skip

CONTRACTS = (
    Policy("handoff_workdays", Group.CONTRACTS, 3, _l("Hand-off after signing within"),
           _l("Counted from the day after signing; make-up Saturdays and Sundays count."),
           "R41", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_bands", Group.CONTRACTS,
           (Band(Decimal(100_000), (rights.SUPERVISOR,)),
            Band(Decimal(500_000), (rights.SUPERVISOR, rights.FINANCE)),
            Band(Decimal(1_000_000), (rights.SUPERVISOR, rights.FINANCE, rights.LEGAL, rights.DIRECTOR)),
            Band(None, (rights.SUPERVISOR, rights.FINANCE, rights.LEGAL, rights.DIRECTOR))),
           _l("Who approves contracts"),
           _l("Each line up to its amount, exclusive; the roles approve from left to right."),
           "3.6b", Kind.BANDS, unit=TEN_THOUSAND, choices=APPROVERS),
    Policy("approval_nonstandard_director", Group.CONTRACTS, True, _l("Non-standard clauses go to the director"),
           _l("A contract with an exception needs the director's approval whatever its amount."), "3.6b", Kind.FLAG),
    Policy("approval_workdays", Group.CONTRACTS, 1, _l("An approval is late after"),
           _l("Counted for each approver from the moment the contract waits for them."),
           "3.6b", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_legal_workdays", Group.CONTRACTS, 2, _l("Legal's review is late after"),
           _l("Reading a text takes longer than a yes: legal gets its own time."),
           "F11", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_reminder_hours", Group.CONTRACTS, 4, _l("Remind an approver at most every"),
           _l("The submitter may press for an answer once in this time."), "3.6b", unit=HOURS, low=1, high=168),
)  # fmt: skip

CARE = (
    Policy("tidy_up_workdays", Group.CARE, 3, _l("Monthly tidy-up until working day"),
           _l("Everybody goes through their customers in the first working days of the next month."),
           "R48", unit=WORKING_DAYS, low=1, high=20, awaited=True),
    Policy("contact_confirm_months", Group.CARE, 3, _l("Confirm the data every"),
           _l("With the key contact, so that names and numbers stay right."),
           "R49", unit=MONTHS, low=1, high=24, awaited=True),
    Policy("strategic_visit_months", Group.CARE, 3, _l("Visit strategic customers every"),
           _l("Shown as done by a visit record."), "R53", unit=MONTHS, low=1, high=24, awaited=True),
    Policy("executive_meeting_months", Group.CARE, 12, _l("Executive meeting every"),
           _l("With strategic customers."), "R53", unit=MONTHS, low=1, high=36, awaited=True),
    Policy("active_call_months", Group.CARE, 1, _l("Call active customers every"),
           _l("Beside the greetings on festivals."), "R54", unit=MONTHS, low=1, high=12, awaited=True),
    Policy("activity_high_days", Group.CARE, 30, _l("Highly active up to"),
           _l("Days since the last contact or order."), "R52", unit=DAYS, low=1, high=365, awaited=True),
    Policy("activity_medium_days", Group.CARE, 90, _l("Moderately active up to"),
           _l("Beyond, a customer counts as hardly active."), "R52", unit=DAYS, low=2, high=730, awaited=True),
)  # fmt: skip

PERFORMANCE = (
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
)  # fmt: skip

SECURITY = (
    Policy("idle_minutes", Group.SECURITY, 30, _l("Sign out when idle for"),
           _l("What was typed stays in the browser as a draft."), "4.2", unit=MINUTES, low=5, high=480),
    Policy("lock_failures", Group.SECURITY, 5, _l("Lock an account after"),
           _l("Wrong passwords one after the other."), "4.2", unit=TIMES, low=3, high=10),
    Policy("lock_minutes", Group.SECURITY, 15, _l("Stays locked for"),
           _l("An administrator can unlock at once by giving a new first password."),
           "4.2", unit=MINUTES, low=5, high=1440),
    Policy("password_days", Group.SECURITY, 0, _l("A password lasts"),
           _l("0 means that it need not be changed; some auditors ask for 90."),
           "4.2", unit=DAYS, high=365),
    Policy("audit_years", Group.SECURITY, 3, _l("Keep the audit trail for"),
           _l("The law asks for six months at least. Nothing is ever removed from this screen."),
           "4.2", unit=YEARS, low=1, high=30),
)  # fmt: skip

POLICIES = (*FIRST_CONTACT, *GRADING, *CADENCE, *CUSTOMERS, *CONTRACTS, *CARE, *PERFORMANCE, *SECURITY)
BY_KEY: Mapping[str, Policy] = {policy.key: policy for policy in POLICIES}

TOTALS = (
    Total(
        ("grade_weight_budget", "grade_weight_decision", "grade_weight_urgency", "grade_weight_amount"), 100
    ),
    Total(("weight_sales", "weight_new_customers", "weight_collection"), 100),
)
ORDERS = (
    Order("thank_you_amber_hours", "thank_you_hours"),
    Order("grade_s_max_days", "grade_a_max_days"),
    Order("grade_medium_score", "grade_high_score"),
    Order("activity_high_days", "activity_medium_days"),
)


def in_group(group: Group) -> tuple[Policy, ...]:
    """List the policies of a group, in the order of the page."""
    return tuple(policy for policy in POLICIES if policy.group is group)


def check(key: str, raw: Any) -> Any:
    """Return the JSON value for what was typed, or raise PolicyRefused with the reason."""
    if key not in BY_KEY:
        raise PolicyRefused(_l("There is no such rule."), field=key)
    return rules.check(BY_KEY[key], raw)


def check_group(group: Group, raw: Mapping[str, Any]) -> dict[str, Any]:
    """Check all policies of a group together; weights must total 100 (R60)."""
    values = {policy.key: rules.check(policy, raw.get(policy.key)) for policy in in_group(group)}
    rules.check_together(values, TOTALS, ORDERS, lambda key: BY_KEY[key].label)
    return values


for _policy in POLICIES:
    settings.register(
        _policy.key, _policy.default, lambda stored, _policy=_policy: rules.parse(_policy, stored)
    )
