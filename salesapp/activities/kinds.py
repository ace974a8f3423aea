"""The words that a contact record and a task choose from, with their labels (F05, R20, R45)."""

from __future__ import annotations

from enum import StrEnum

from salesapp.documents.forms import f05
from salesapp.words import lazy_gettext as _l


class Channel(StrEnum):
    """How people met (F05 方式), in the order of the sheet."""

    PHONE = "phone"
    VISIT = "visit"
    MEETING = "meeting"
    MAIL = "mail"
    WECHAT = "wechat"
    VIDEO = "video"


CHANNEL_LABELS = dict(f05.CHANNELS)


class RecordKind(StrEnum):
    """What the contact was mainly about (R45)."""

    GENERAL = "general"
    NEED_CHANGE = "need_change"
    OBJECTION = "objection"


RECORD_KIND_LABELS = {
    RecordKind.GENERAL: _l("General"),
    RecordKind.NEED_CHANGE: _l("Change of need"),
    RecordKind.OBJECTION: _l("Objection raised"),
}


class NeedCategory(StrEnum):
    """What a key need is about (R20)."""

    TIME = "time"
    BUDGET = "budget"
    FUNCTION = "function"
    QUALITY = "quality"
    SERVICE = "service"
    OTHER = "other"


NEED_CATEGORY_LABELS = {
    NeedCategory.TIME: _l("Time"),
    NeedCategory.BUDGET: _l("Budget"),
    NeedCategory.FUNCTION: _l("Function"),
    NeedCategory.QUALITY: _l("Quality"),
    NeedCategory.SERVICE: _l("Service"),
    NeedCategory.OTHER: _l("Other"),
}


class NeedSource(StrEnum):
    """Who says so: the customer's own words, or what we made of them (R20)."""

    QUOTE = "quote"
    JUDGEMENT = "judgement"


NEED_SOURCE_LABELS = {
    NeedSource.QUOTE: _l("Customer's own words"),
    NeedSource.JUDGEMENT: _l("Our judgement"),
}


class Side(StrEnum):
    """Who promised (F05 承诺事项)."""

    OURS = "ours"
    THEIRS = "theirs"


SIDE_LABELS = {Side.OURS: _l("We"), Side.THEIRS: _l("The customer")}


class Conclusion(StrEnum):
    """How the customer's intent moved (F05 本次结论)."""

    UP = "up"
    LEVEL = "level"
    DOWN = "down"


CONCLUSION_LABELS = dict(f05.CONCLUSIONS)


class TaskKind(StrEnum):
    """What a task asks for. Higher floors open the later kinds through the same table."""

    THANK_YOU = "thank_you"
    NEXT_CONTACT = "next_contact"
    GENERAL = "general"
    CHECKLIST = "checklist"
    APPROVAL = "approval"
    HANDOFF = "handoff"


TASK_KIND_LABELS = {
    TaskKind.THANK_YOU: _l("Thank-you letter"),
    TaskKind.NEXT_CONTACT: _l("Next contact"),
    TaskKind.GENERAL: _l("To do"),
    TaskKind.CHECKLIST: _l("Contract checklist"),
    TaskKind.APPROVAL: _l("Approval"),
    TaskKind.HANDOFF: _l("Hand-off"),
}


class Entry(StrEnum):
    """When a record was written, against the two-hour rule (F05, 2.3)."""

    PROMPT = "prompt"
    LATE = "late"
    NEXT_DAY = "next_day"


ENTRY_LABELS = {
    Entry.PROMPT: _l("Written in time"),
    Entry.LATE: _l("Late entry"),
    Entry.NEXT_DAY: _l("Late entry, another day"),
}


class TaskOutcome(StrEnum):
    """How a task ended; an open one has none."""

    DONE = "done"
    CANCELLED = "cancelled"


TASK_OUTCOME_LABELS = {TaskOutcome.DONE: _l("Done"), TaskOutcome.CANCELLED: _l("Cancelled")}
