"""What the cadence of follow-ups tells the house."""

from __future__ import annotations

from salesapp.capability import Capability
from salesapp.opportunities.cadence.actions import follow_calendar, follow_rules
from salesapp.opportunities.cadence.rules import Cadence
from salesapp.policies.dates.rules import Dates
from salesapp.policies.rules import DAYS, TIMES, WORKING_DAYS, Group, Kind, Policies, Policy
from salesapp.trail.wording.rules import Vocabulary
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

GUIDE = Cadence()  # the rhythms of the guide, until a team sets its own
#: The rules that decide when a follow-up is due.
RHYTHM = frozenset(
    {f"followup_{grade}_{what}" for grade in "sab" for what in ("count", "days")}
    | {"followup_holiday_days", "followup_holiday_rule"}
)
POLICIES = Policies(
    (
    Policy("followup_s_count", Group.CADENCE, GUIDE.rhythms["S"].count, _l("Grade S: follow-ups in a period"),
           _l("Two on the same day count as one."), "R30", unit=TIMES, low=1, high=7),
    Policy("followup_s_days", Group.CADENCE, GUIDE.rhythms["S"].days, _l("Grade S: period"),
           _l("7 is the natural week from Monday to Sunday; any other number runs from the last follow-up."),
           "R30", unit=DAYS, low=1, high=90),
    Policy("followup_a_count", Group.CADENCE, GUIDE.rhythms["A"].count, _l("Grade A: follow-ups in a period"),
           _l("Two on the same day count as one."), "R31", unit=TIMES, low=1, high=7),
    Policy("followup_a_days", Group.CADENCE, GUIDE.rhythms["A"].days, _l("Grade A: period"),
           _l("7 is the natural week from Monday to Sunday; any other number runs from the last follow-up."),
           "R31", unit=DAYS, low=1, high=90),
    Policy("followup_b_count", Group.CADENCE, GUIDE.rhythms["B"].count, _l("Grade B: follow-ups in a period"),
           _l("Two on the same day count as one."), "R32", unit=TIMES, low=1, high=7),
    Policy("followup_b_days", Group.CADENCE, GUIDE.rhythms["B"].days, _l("Grade B: period"),
           _l("7 is the natural week from Monday to Sunday; any other number runs from the last follow-up."),
           "R32", unit=DAYS, low=1, high=90),
    Policy("followup_holiday_days", Group.CADENCE, GUIDE.holiday_days, _l("A holiday week has at most"),
           _l("A week with so few working days counts as a holiday week."),
           "R33", unit=WORKING_DAYS, high=4),
    Policy("followup_holiday_rule", Group.CADENCE, GUIDE.holiday_rule, _l("In a holiday week"),
           _l("Whether the week's follow-ups are waived or halved, rounded up."), "R33", Kind.CHOICE,
           choices={"waive": _l("none is due"), "halve": _l("half are due")}),
    Policy("digest", Group.CADENCE, True, _l("Mail of the day's work"),
           _l("One mail each working day to everybody with work due; supervisors also read the team's delays."),
           "R33", Kind.FLAG),
    Policy("digest_hour", Group.CADENCE, 8, _l("The mail of the day leaves at"),
           _l("The hour where the team works, from 0 to 23."), "R33", unit=_l("o'clock"), low=0, high=23),
    ),
    dates=(Dates(RHYTHM, follow_rules),),
)  # fmt: skip

CAPABILITY = Capability(
    name="opportunities.cadence",
    policies=POLICIES,
    calendar=(follow_calendar,),
    trail=Vocabulary(
        records={
            "follow_up": lazy_pgettext("trail", "follow-up"),
        },
        fields={
            "next_due_on": lazy_pgettext("trail", "next due"),
            "last_follow_up_at": lazy_pgettext("trail", "last follow-up"),
            "due_on": lazy_pgettext("trail", "due on"),
            "on_time": lazy_pgettext("trail", "in time"),
            "missed": lazy_pgettext("trail", "missed before it"),
            "week_quota": lazy_pgettext("trail", "follow-ups due in the week"),
            "lapsed": lazy_pgettext("trail", "missed follow-ups not yet counted"),
        },
    ),
)
