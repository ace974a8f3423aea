"""What approvals tell the house."""

from __future__ import annotations

from salesapp.approvals import routes
from salesapp.approvals.coming.capability import CAPABILITY as COMING
from salesapp.approvals.deputies import routes as deputies
from salesapp.approvals.frozen.capability import CAPABILITY as FROZEN
from salesapp.approvals.mails import rules_changed
from salesapp.approvals.reminders import actions as reminding
from salesapp.approvals.reminders import jobs
from salesapp.approvals.resets import routes as resets
from salesapp.approvals.resets.actions import follow_reset
from salesapp.approvals.route.rules import DEFAULT_BANDS
from salesapp.approvals.rules import OUTCOME_LABELS, SEAT_LABELS, When
from salesapp.approvals.signers import routes as signers
from salesapp.approvals.subjects.rules import declared
from salesapp.approvals.successors.capability import CAPABILITY as SUCCESSORS
from salesapp.approvals.times.capability import CAPABILITY as TIMES
from salesapp.approvals.tryouts.capability import CAPABILITY as TRYOUTS
from salesapp.approvals.work.capability import CAPABILITY as WORK
from salesapp.capability import Capability
from salesapp.policies.dates.rules import Dates
from salesapp.policies.rules import (
    APPROVERS,
    HOURS,
    TEN_THOUSAND,
    WORKING_DAYS,
    Group,
    Kind,
    Policies,
    Policy,
)
from salesapp.rights.rules import BUSINESS, KEEPER, Role
from salesapp.schedule.rules import Every, Job
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.menu import Tab
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("approval_bands", Group.APPROVALS,
           DEFAULT_BANDS,
           _l("Who approves up to which amount"),
           _l("Each line up to its amount, exclusive; the supervisor first, legal and finance side by side, the director last."),
           "3.6b", Kind.BANDS, unit=TEN_THOUSAND, choices=APPROVERS),
    Policy("approval_nonstandard_director", Group.APPROVALS, True, _l("Non-standard clauses go to the director"),
           _l("A contract with an exception needs the director's approval whatever its amount."), "3.6b", Kind.FLAG),
    Policy("approval_workdays", Group.APPROVALS, 1, _l("An approval is late after"),
           _l("Counted for each approver from the moment the contract waits for them."),
           "3.6b", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_legal_workdays", Group.APPROVALS, 2, _l("Legal's review is late after"),
           _l("Reading a text takes longer than a yes: legal gets its own time."),
           "F11", unit=WORKING_DAYS, low=1, high=30),
    Policy("approval_reminder_hours", Group.APPROVALS, 4, _l("Remind an approver at most every"),
           _l("The submitter may press for an answer once in this time."), "3.6b", unit=HOURS, low=1, high=168),
    Policy("approval_withdraw_always", Group.APPROVALS, False, _l("A submission can be taken back until the last decision"),
           _l("Otherwise only until the first; afterwards one asks for a return."), "3.6b", Kind.FLAG),
    Policy("approval_merge_steps", Group.APPROVALS, False, _l("Steps next to each other of one person count as one"),
           _l("The second is booked as merged; never where it asks for another person, nor the last one that asks for "
              "the password."),
           "3.6b", Kind.FLAG),
    Policy("deputy_passes_on", Group.APPROVALS, False, _l("A deputy who is away is stood in for too"),
           _l("At most twice from person to person; otherwise what a deputy was given waits for the deputy."), "3.6b", Kind.FLAG),
    ),
    told=rules_changed,
    dates=(Dates(frozenset({"approval_workdays", "approval_legal_workdays"}), reminding.follow_rules),),
)  # fmt: skip

RIGHTS = {
    "approvals.index": BUSINESS,
    "approvals.show": BUSINESS,
    "approvals.create_decision": BUSINESS,
    "approvals.create_agreements": BUSINESS,
    "approvals.create_withdrawal": BUSINESS,
    "approvals.create_reminder": BUSINESS,
    "signers.new_signer": BUSINESS,
    "signers.create_signer": BUSINESS,
    "signers.new_handing": BUSINESS,
    "signers.create_handing": BUSINESS,
    "deputies.index": BUSINESS | KEEPER,
    "deputies.create": KEEPER | {Role.DIRECTOR},
    "deputies.create_ending": BUSINESS | KEEPER,
    "resets.index": KEEPER | {Role.DIRECTOR},
    "resets.create_confirmation": KEEPER | {Role.DIRECTOR},
}


def _subject_words(code: str) -> str:
    return str(declared()[code].label) if code in declared() else code


TRAIL = Vocabulary(
    records={
        "approval": lazy_pgettext("trail", "approval"),
        "approval_seat": lazy_pgettext("trail", "approval step"),
        "approval_decision": lazy_pgettext("trail", "decision"),
        "approval_handing": lazy_pgettext("trail", "handing on"),
        "approval_reference": lazy_pgettext("trail", "what an approval rests on"),
        "approval_deputy": lazy_pgettext("trail", "deputy"),
        "password_reset": lazy_pgettext("trail", "password given"),
    },
    events={
        "approval": lazy_pgettext("trail", "decided on approval"),
        "signer": lazy_pgettext("trail", "added a signer"),
        "handed_on": lazy_pgettext("trail", "handed on an approval"),
    },
    fields={
        "approval_id": lazy_pgettext("trail", "approval"),
        "outcome": lazy_pgettext("trail", "outcome"),
        "submitted_by_id": lazy_pgettext("trail", "submitted by"),
        "sent_by_id": lazy_pgettext("trail", "sent for the submitter by"),
        "settings": lazy_pgettext("trail", "rules in force"),
        "submitted_at": lazy_pgettext("trail", "submitted at"),
        "mark": lazy_pgettext("trail", "mark"),
        "frozen": lazy_pgettext("trail", "what is approved"),
        "salt": lazy_pgettext("trail", "salt"),
        "sha256": lazy_pgettext("trail", "fingerprint"),
        "settings_version": lazy_pgettext("trail", "version of the rules"),
        "approval.answer": lazy_pgettext("trail", "answer to the last round"),
        "ended_at": lazy_pgettext("trail", "ended at"),
        "ended_by_id": lazy_pgettext("trail", "ended by"),
        "ended_because": lazy_pgettext("trail", "ended because"),
        "customer": lazy_pgettext("trail", "customer"),
        "seq": lazy_pgettext("trail", "place"),
        "mode": lazy_pgettext("trail", "how the place decides"),
        "four_eyes": lazy_pgettext("trail", "another person's"),
        "superseded": lazy_pgettext("trail", "asked anew"),
        "opened_at": lazy_pgettext("trail", "opened at"),
        "escalated_at": lazy_pgettext("trail", "escalated at"),
        "reminded_at": lazy_pgettext("trail", "reminded at"),
        "added_because": lazy_pgettext("trail", "added because"),
        "before_id": lazy_pgettext("trail", "before the step"),
        "after_id": lazy_pgettext("trail", "after the step"),
        "seat_id": lazy_pgettext("trail", "step"),
        "for_id": lazy_pgettext("trail", "in the name of"),
        "verdict": lazy_pgettext("trail", "verdict"),
        "comment": lazy_pgettext("trail", "opinion"),
        "ip": lazy_pgettext("trail", "IP address"),
        "because": lazy_pgettext("trail", "reason"),
        "record_type": lazy_pgettext("trail", "kind of record"),
        "confirmed_by_id": lazy_pgettext("trail", "confirmed by"),
        "confirmed_at": lazy_pgettext("trail", "confirmed at"),
        "principal_id": lazy_pgettext("trail", "who is away"),
        "deputy_id": lazy_pgettext("trail", "deputy"),
        "starts_on": lazy_pgettext("trail", "from"),
        "ends_on": lazy_pgettext("trail", "until"),
        "when": lazy_pgettext("trail", "when"),
        "round": lazy_pgettext("trail", "round"),
        "merged": lazy_pgettext("trail", "merged with the step before"),
        "step": lazy_pgettext("trail", "approval step"),
    },
    codes={
        "outcome": OUTCOME_LABELS,
        "approval_seat.status": SEAT_LABELS,
        "verdict": SEAT_LABELS,
        "mode": {"all": lazy_pgettext("trail", "all agree"), "any": lazy_pgettext("trail", "any decides")},
        "when": {When.BEFORE: lazy_pgettext("trail", "before"), When.AFTER: lazy_pgettext("trail", "after")},
        "record_type": _subject_words,
    },
)

CAPABILITY = Capability(
    name="approvals",
    blueprints=(routes.bp, signers.bp, deputies.bp, resets.bp),
    rights=RIGHTS,
    policies=POLICIES,
    calendar=(reminding.recalculate,),
    jobs=(Job("approvals.chase", Every.HOUR, jobs.chase),),
    follows={"user": follow_reset},
    proved=frozenset({"deputies.create", "resets.create_confirmation"}),
    settings=(
        Tab(
            43,
            "deputies.index",
            _l("Deputies"),
            kept_by="deputies.create",
            says=_l("Who decides for whom while somebody is away, and until when."),
        ),
        Tab(
            45,
            "resets.index",
            _l("Passwords given"),
            says=_l("Passwords that administrators drew for others, and who vouches for them."),
        ),
    ),
    trail=TRAIL,
    nouns=(SUCCESSORS, WORK, COMING, FROZEN, TRYOUTS, TIMES),
)
