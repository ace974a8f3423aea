"""The words of customers: kinds, sizes, sources, tiers, activity, decision roles (F01; R13, R51, R52)."""

from __future__ import annotations

from enum import StrEnum

from salesapp.words import lazy_gettext as _l


class Kind(StrEnum):
    """客户类型: how far the relation has come."""

    POTENTIAL = "potential"
    INTENDING = "intending"
    WON = "won"
    LOST = "lost"


class Size(StrEnum):
    """企业规模."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"
    MICRO = "micro"


class Source(StrEnum):
    """来源渠道 (R13)."""

    DATABASE = "database"
    FAIR = "fair"
    REFERRAL = "referral"
    ONLINE = "online"
    COLD_VISIT = "cold_visit"
    TENDER = "tender"
    REPEAT = "repeat"
    OTHER = "other"


class Tier(StrEnum):
    """合作深度 (R51)."""

    STRATEGIC = "strategic"
    CORE = "core"
    ORDINARY = "ordinary"


class ActivityLevel(StrEnum):
    """活跃度 (R52)."""

    HIGH = "high"
    MEDIUM = "medium"
    LOW = "low"


class DecisionRole(StrEnum):
    """决策角色 of a contact."""

    DECIDER = "decider"
    INFLUENCER = "influencer"
    USER = "user"
    GATEKEEPER = "gatekeeper"
    COACH = "coach"


class CodeKind(StrEnum):
    """Which number identifies the company: a credit code, none yet, or another one (old 15 digits, abroad)."""

    CODE = "code"
    NONE = "none"
    OTHER = "other"


class Status(StrEnum):
    """Whether a contact still sits at this customer (R47)."""

    ACTIVE = "active"
    LEFT = "left"
    MOVED = "moved"


STATUS_WORDS = {
    Status.ACTIVE: _l("In office"),
    Status.LEFT: _l("Has left"),
    Status.MOVED: _l("Moved to another post"),
}
CODE_KIND_WORDS = {
    CodeKind.CODE: _l("Credit code"),
    CodeKind.NONE: _l("None yet"),
    CodeKind.OTHER: _l("Other number"),
}
