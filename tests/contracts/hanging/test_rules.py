"""What is asked of what hangs on a contract that is to end."""

import pytest

from salesapp.accounts.belongings.rules import Becomes, Belonging, Hanging, Heap, Held
from salesapp.contracts.hanging.rules import ENDS, Way, check_first, check_hanging, first, stays
from salesapp.contracts.rules import ContractRefused


def heap(label, count=1):
    kind = Belonging(name=label.lower(), label=label, record="contract", open=lambda now: None)
    return Heap(kind, [Held(nth, "", "", "", "") for nth in range(count)])


def test_what_hangs_on_it_is_named_and_asked_once():
    check_hanging(Hanging(), agreed=False)
    hanging = Hanging(
        ending=[(heap("Write-offs"), ""), (heap("Requests"), "")],
        going_on=[(heap("Invoices", 2), "they are red")],
    )
    check_hanging(hanging, agreed=True)
    with pytest.raises(ContractRefused) as refused:
        check_hanging(hanging, agreed=False)
    assert refused.value.field == "agreed"
    assert "with it end: Write-offs (1), Requests (1); Invoices (2) — they are red." in str(refused.value)
    with pytest.raises(ContractRefused, match="hangs on this contract. Invoices"):
        check_hanging(Hanging(going_on=hanging.going_on), agreed=False)


def test_what_is_to_be_done_first_is_not_ticked_away():
    hanging = Hanging(first=[(heap("Milestones", 3), "report them"), (heap("Requests"), "issue them")])
    for asked in (check_first, lambda each: check_hanging(each, agreed=True)):
        with pytest.raises(ContractRefused) as refused:
            asked(hanging)
        assert "first: Milestones (3) — report them; Requests (1) — issue them." in str(refused.value)
        assert refused.value.field is None


def test_what_becomes_of_a_kind_depends_on_the_way():
    kind = Belonging(
        name="x", label="X", record="contract", open=lambda now: None, survives="as before",
        fates={Way.COMPLETED: first("do it"), Way.RENEWED: None, Way.TERMINATED: ENDS},
    )  # fmt: skip
    assert kind.fate(Way.COMPLETED).becomes is Becomes.FIRST
    assert kind.fate(Way.RENEWED) is None
    assert kind.fate(Way.TERMINATED) is ENDS
    assert kind.fate(Way.VOID) == kind.fate(None) == stays("as before")
    ending = Belonging(name="y", label="Y", record="contract", open=lambda now: None, ends=lambda: True)
    assert ending.fate(None).becomes is Becomes.ENDS
    assert Belonging(name="z", label="Z", record="contract", open=lambda now: None).fate(Way.VOID) is None
