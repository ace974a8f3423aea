"""Who belongs to which group of roles; rights are given to groups."""

from salesapp.rights import rules
from salesapp.rights.rules import Role


def names(group):
    return sorted(map(str, group))


def test_every_role_has_one_label_of_its_own():
    assert list(rules.ROLE_LABELS) == list(Role)
    assert len({str(label) for label in rules.ROLE_LABELS.values()}) == len(Role)


def test_who_sells_leads_and_rules():
    assert names(rules.SALES) == ["rep", "supervisor"]
    assert names(rules.LEADERS) == ["director", "supervisor"]
    assert names(rules.SELLING) == ["director", "rep", "supervisor"]
    assert names(rules.RULERS) == ["admin", "director", "supervisor"]
    assert names(rules.KEEPER) == ["admin"]
    assert names(rules.READER) == ["auditor"]


def test_administrators_and_auditors_are_no_part_of_the_business():
    assert set(Role) == rules.EVERYBODY
    assert {Role.ADMIN, Role.AUDITOR} == rules.EVERYBODY - rules.BUSINESS
