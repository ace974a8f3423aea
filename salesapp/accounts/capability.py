"""What people and teams tell the house."""

from __future__ import annotations

from salesapp.accounts import queries, routes
from salesapp.accounts.factors import routes as factor_routes
from salesapp.accounts.factors import rules as factors
from salesapp.accounts.passwords import routes as passwords
from salesapp.accounts.people import queries as staff
from salesapp.accounts.people import routes as people
from salesapp.accounts.sessions import routes as sessions
from salesapp.accounts.teams import routes as teams
from salesapp.capability import Capability
from salesapp.policies.rules import (
    DAYS,
    HOURS,
    MINUTES,
    TIMES,
    YEARS,
    Group,
    Kind,
    Policies,
    Policy,
)
from salesapp.rights.rules import (
    BUSINESS,
    EVERYBODY,
    KEEPER,
    ROLE_LABELS,
)
from salesapp.trail.wording.rules import Vocabulary
from salesapp.web.figures import Figures
from salesapp.web.menu import Place, Tab
from salesapp.words import lazy_gettext as _l
from salesapp.words import lazy_pgettext

POLICIES = Policies(
    (
    Policy("idle_minutes", Group.SECURITY, 30, _l("Sign out when idle for"),
           _l("What was typed stays in the browser as a draft."), "4.2", unit=MINUTES, low=5, high=480),
    Policy("second_step", Group.SECURITY, factors.OWN, _l("A second step at sign-in shows"),
           _l("A code of the phone or a passkey after the password. Who must is led to setting it up at the next sign-in."),
           "4.2", Kind.CHOICE, choices=factors.WHO_LABELS),
    Policy("session_hours", Group.SECURITY, 12, _l("Sign out at the latest after"),
           _l("However busy one is: a device that was left behind does not stay open for days."),
           "4.2", unit=HOURS, low=1, high=24),
    Policy("lock_failures", Group.SECURITY, 5, _l("Make wait after"),
           _l("Wrong passwords for one name from one address, one after the other. Other addresses do not wait."),
           "4.2", unit=TIMES, low=3, high=10),
    Policy("lock_minutes", Group.SECURITY, 15, _l("Waits at most for"),
           _l("A minute at first, then twice as long each time. Drawing a one-time password ends it at once."),
           "4.2", unit=MINUTES, low=5, high=1440),
    Policy("first_password_hours", Group.SECURITY, 24, _l("A one-time password lasts"),
           _l("Drawn by an administrator for somebody who forgot theirs; whoever comes in with it chooses another."),
           "4.2", unit=HOURS, low=1, high=168),
    Policy("password_days", Group.SECURITY, 0, _l("A password lasts"),
           _l("0 means that it need not be changed; some auditors ask for 90."),
           "4.2", unit=DAYS, high=365),
    Policy("audit_years", Group.SECURITY, 3, _l("Keep the audit trail for"),
           _l("The law asks for six months at least. Nothing is ever removed from this screen."),
           "4.2", unit=YEARS, low=1, high=30),
    ),
)  # fmt: skip

#: One's own second step.
OWN_FACTORS = frozenset(
    {
        "factors.index", "factors.new", "factors.create", "factors.create_codes", "factors.new_passkey",
        "factors.create_passkey", "factors.remove", "factors.remove_passkey", "factors.confirm",
        "factors.create_confirmation",
    }
)  # fmt: skip
#: Who comes in, with which password and second step, is set by nobody who has not shown that it is they.
PROVED = frozenset(
    {
        "people.new", "people.create", "people.edit", "people.update", "people.new_closure", "people.create_closure",
        "people.create_opening", "people.new_password", "people.create_password", "people.create_second_step_removal",
        "teams.create", "teams.edit", "teams.update",
    }
) | OWN_FACTORS - {"factors.index", "factors.confirm", "factors.create_confirmation"}  # fmt: skip

RIGHTS = {
    "passwords.edit": EVERYBODY,
    "passwords.create": EVERYBODY,
    "sessions.leave": EVERYBODY,
    "sessions.stay": EVERYBODY,
    "sessions.end": EVERYBODY,
    "sessions.index": EVERYBODY,
    **dict.fromkeys(OWN_FACTORS, EVERYBODY),
    "people.create_second_step_removal": KEEPER,
    "sessions.end_one": EVERYBODY,
    "sessions.end_others": EVERYBODY,
    "accounts.profile": EVERYBODY,
    "accounts.update_profile": EVERYBODY,
    "accounts.settings": EVERYBODY,
    "accounts.pick": BUSINESS | KEEPER,
    "people.index": KEEPER,
    "people.new": KEEPER,
    "people.create": KEEPER,
    "people.edit": KEEPER,
    "people.update": KEEPER,
    "people.new_closure": KEEPER,
    "people.create_closure": KEEPER,
    "people.create_opening": KEEPER,
    "people.new_password": KEEPER,
    "people.create_password": KEEPER,
    "teams.index": KEEPER,
    "teams.create": KEEPER,
    "teams.edit": KEEPER,
    "teams.update": KEEPER,
}

TRAIL = Vocabulary(
    records={
        "user": lazy_pgettext("trail", "person"),
        "team": lazy_pgettext("trail", "team"),
        "setting": lazy_pgettext("trail", "rule"),
        "signed_in": lazy_pgettext("trail", "session"),
        "authenticator": lazy_pgettext("trail", "authenticator"),
        "passkey": lazy_pgettext("trail", "passkey"),
        "recovery_code": lazy_pgettext("trail", "recovery code"),
        "sign_in_delay": lazy_pgettext("trail", "wrong passwords"),
    },
    events={
        "sign_in": lazy_pgettext("trail", "signed in"),
        "sign_out": lazy_pgettext("trail", "signed out"),
        "sign_in_failed": lazy_pgettext("trail", "sign-in failed"),
        "lock": lazy_pgettext("trail", "account locked"),
        "sign_in_delay": lazy_pgettext("trail", "has to wait after wrong passwords"),
        "session_end": lazy_pgettext("trail", "sessions ended"),
        "password_change": lazy_pgettext("trail", "password changed"),
        "password_reset": lazy_pgettext("trail", "one-time password drawn"),
        "second_step_added": lazy_pgettext("trail", "second step set up"),
        "second_step_removed": lazy_pgettext("trail", "second step taken away"),
        "recovery_codes": lazy_pgettext("trail", "recovery codes drawn"),
        "recovery_code_used": lazy_pgettext("trail", "signed in with a recovery code"),
    },
    fields={
        "username": lazy_pgettext("trail", "sign-in name"),
        "role": lazy_pgettext("trail", "role"),
        "team_id": lazy_pgettext("trail", "team"),
        "email": lazy_pgettext("trail", "mail"),
        "phone": lazy_pgettext("trail", "phone"),
        "theme": lazy_pgettext("trail", "appearance"),
        "active": lazy_pgettext("trail", "in use"),
        "password_hash": lazy_pgettext("trail", "password"),
        "must_change_password": lazy_pgettext("trail", "must change password"),
        "first_password_until": lazy_pgettext("trail", "one-time password until"),
        "password_changed_at": lazy_pgettext("trail", "password changed at"),
        "value": lazy_pgettext("trail", "value"),
        "position": lazy_pgettext("trail", "position"),
        "changed_by_id": lazy_pgettext("trail", "changed by"),
        "changed_at": lazy_pgettext("trail", "changed at"),
        "why": lazy_pgettext("trail", "why"),
        "sessions": lazy_pgettext("trail", "sessions"),
        "left": lazy_pgettext("trail", "recovery codes left"),
        "failures": lazy_pgettext("trail", "failures"),
        "failed_count": lazy_pgettext("trail", "failed sign-ins"),
        "last_sign_in_at": lazy_pgettext("trail", "last sign-in"),
        "last_sign_in_ip": lazy_pgettext("trail", "last sign-in from"),
        "previous_sign_in_at": lazy_pgettext("trail", "sign-in before the last"),
        "previous_sign_in_ip": lazy_pgettext("trail", "sign-in before the last from"),
        "length": lazy_pgettext("trail", "length of the name typed"),
        "off": lazy_pgettext("trail", "days off"),
        "q": lazy_pgettext("trail", "searched for"),
    },
    codes={
        "role": ROLE_LABELS,
        "step": ROLE_LABELS,
        "locale": {"zh_Hans_CN": "中文", "en": "English"},
        "theme": {"light": lazy_pgettext("trail", "light"), "dark": lazy_pgettext("trail", "dark")},
        "why": {
            "locked": lazy_pgettext("trail", "the account is locked"),
            "waiting": lazy_pgettext("trail", "has to wait after wrong passwords"),
            "closed": lazy_pgettext("trail", "the account is closed"),
            "unknown name": lazy_pgettext("trail", "no such sign-in name"),
            "ended": lazy_pgettext("trail", "the one-time password has ended"),
            "wrong password": lazy_pgettext("trail", "wrong password"),
        },
    },
    names={"user": queries.names},
)

CAPABILITY = Capability(
    name="accounts",
    blueprints=(
        factor_routes.bp,
        routes.bp,
        sessions.bp,
        passwords.bp,
        people.bp,
        teams.bp,
    ),
    rights=RIGHTS,
    policies=POLICIES,
    public=frozenset(
        {
            "sessions.new",
            "sessions.create",
            "sessions.second",
            "sessions.create_second",
            "sessions.choose_language",
        }
    ),
    proved=PROVED,
    first_steps=frozenset(
        {"passwords.edit", "passwords.create", "sessions.leave", "sessions.end", "sessions.stay"}
    ),
    menu=(Place(80, "settings", _l("Settings"), "accounts.settings", "g s", shelf=True),),
    settings=(
        Tab(
            30,
            "people.index",
            _l("Staff"),
            says=_l("Who works here, with which role, in which team; accounts are opened and closed."),
        ),
        Tab(40, "teams.index", _l("Teams"), says=_l("The teams that sales people belong to.")),
    ),
    figures=(Figures(10, KEEPER, staff.figures),),
    trail=TRAIL,
)
