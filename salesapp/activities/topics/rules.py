"""What a follow-up of each grade is mostly about: offered to be ticked, never asked for (R30–R32). Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from enum import StrEnum

from salesapp.opportunities.grading.rules import GRADES
from salesapp.words import gettext as _
from salesapp.words import lazy_gettext as _l


class Topic(StrEnum):
    """What a follow-up was about."""

    PROGRESS = "progress"
    DOUBTS = "doubts"
    COMPARISON = "comparison"
    MEETING = "meeting"
    INDUSTRY = "industry"
    PRODUCT = "product"


TOPIC_LABELS = {
    Topic.PROGRESS: _l("Progress of the solution"),
    Topic.DOUBTS: _l("Doubts answered"),
    Topic.COMPARISON: _l("Comparison with others in the industry"),
    Topic.MEETING: _l("Invited to an online meeting"),
    Topic.INDUSTRY: _l("News of the industry"),
    Topic.PRODUCT: _l("News of the product"),
}
OF_GRADE = {
    "S": (Topic.PROGRESS, Topic.DOUBTS),
    "A": (Topic.COMPARISON, Topic.MEETING),
    "B": (Topic.INDUSTRY, Topic.PRODUCT),
}


#: The grade whose follow-ups each topic is of.
GRADE_OF = {topic: grade for grade, topics in OF_GRADE.items() for topic in topics}


def offered(grades: Collection[str]) -> list[Topic]:
    """Return what follow-ups of these grades are about, those of the highest grade first."""
    return [topic for grade in GRADES if grade in grades for topic in OF_GRADE[grade]]


def summary(topics: Iterable[str], words: str | None) -> str | None:
    """Put what was ticked before what was written."""
    said = _(", ").join(str(TOPIC_LABELS[Topic(topic)]) for topic in topics)
    if said and words:
        return _("%(topics)s: %(words)s", topics=said, words=words)
    return said or words
