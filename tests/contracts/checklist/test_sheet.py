from salesapp.contracts.checklist import rules as checklist
from salesapp.documents.forms.f10 import CHECKLIST, GROUPS


def test_there_are_31_items_in_six_groups_as_on_the_sheet():
    assert list(checklist.ITEMS) == list(range(1, 32))
    sizes = [sum(item.group == letter for item in CHECKLIST) for letter in GROUPS]
    assert list(GROUPS) == list("ABCDEF") and sizes == [5, 4, 11, 6, 4, 1]
