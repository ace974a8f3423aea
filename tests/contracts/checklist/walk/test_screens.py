"""The checklist as a walk: one group a screen, the way to what is open."""

import pytest
from selectolax.lexbor import LexborHTMLParser

from salesapp.contracts.checklist import rules as checklist
from tests.contracts.factories import approve, check, make_contract, submit


def walk(client, contract, group=""):
    """The page of the checklist at one group."""
    at = f"/contracts/{contract.id}/checklist" + (f"?group={group}" if group else "")
    return LexborHTMLParser(client.get(at).text)


def shown(page) -> str:
    """The letters of the groups on a page."""
    return "".join(
        one.attributes["id"].removeprefix("group-") for one in page.css("section.sheet[id^=group-]")
    )


def onward(page):
    """The words of the bar's way on, its address, and the next group's."""
    link = page.css_first("#check-gate [data-next-open]")
    if link is None:
        return None
    return link.text().strip(), link.attributes["href"], link.attributes["data-next-open"]


def test_the_address_alone_opens_the_first_group_that_has_something_open(cast, sign_in):
    contract = make_contract(cast.lin)
    assert shown(walk(sign_in("lin"), contract)) == "A"
    check(contract, range(1, 11))
    page = walk(sign_in("lin"), contract)
    assert shown(page) == "C"
    assert page.css_first("#check-tabs [aria-current=page]").text().split() == ["C", "逐条解释", "1/11"]


@pytest.mark.parametrize(
    ("asked", "there"), [("B", "B"), ("F", "F"), ("all", "ABCDEF"), ("Z", "A"), ("", "A")]
)
def test_a_group_is_asked_for_by_its_letter_and_all_by_a_word(cast, sign_in, asked, there):
    assert shown(walk(sign_in("lin"), make_contract(cast.lin), asked)) == there


def test_the_bar_leads_to_the_next_open_item_and_then_to_the_next_group_round_to_the_first(cast, sign_in):
    contract = check(make_contract(cast.lin), checklist.BEFORE_APPROVAL - {3, 12, 22})
    lin, at = sign_in("lin"), f"/contracts/{contract.id}/checklist?group="
    assert onward(walk(lin, contract, "C")) == ("下一处", f"{at}C#check-12", f"{at}D#check-22")
    assert onward(walk(lin, contract, "B")) == ("下一组：C 逐条解释", f"{at}C#check-12", f"{at}C#check-12")
    assert onward(walk(lin, contract, "F")) == ("下一组：A 主体", f"{at}A#check-3", f"{at}A#check-3")
    assert onward(walk(lin, contract, "all")) == ("下一处", f"{at}all#check-3", "")
    check(contract, {3, 12, 22})
    assert onward(walk(lin, contract, "C")) is None


def test_a_group_that_nobody_began_is_walked_from_its_top(cast, sign_in):
    contract = check(make_contract(cast.lin), {1, 2, 3, 4, 5})
    at = f"/contracts/{contract.id}/checklist?group=B"
    assert onward(walk(sign_in("lin"), contract, "A"))[1] == at


def test_what_is_missing_links_to_each_open_item(cast, sign_in):
    contract = check(make_contract(cast.lin), checklist.BEFORE_APPROVAL - {7, 31})
    bar = walk(sign_in("lin"), contract).css_first("#check-gate .open-items")
    assert bar.css_first("summary").text() == "还差 2 项"
    at = f"/contracts/{contract.id}/checklist?group="
    assert [link.attributes["href"] for link in bar.css("a")] == [f"{at}B#check-7", f"{at}F#check-31"]


def test_who_only_reads_sees_all_groups_and_no_press(cast, sign_in):
    contract = submit(make_contract(cast.lin))
    for reader in ("lin", "lu"):
        page = walk(sign_in(reader), contract)
        assert shown(page) == "ABCDEF" and onward(page) is None
        assert page.css_first("[name=clauses], .group-foot [name=seen]") is None


def test_an_approved_contract_is_walked_through_what_only_the_paper_shows(cast, sign_in):
    contract = approve(make_contract(cast.lin), cast)
    page = walk(sign_in("lin"), contract)
    assert shown(page) == "D"
    assert onward(page)[2] == f"/contracts/{contract.id}/checklist?group=E"
    assert page.css_first("#group-D-foot [name=seen]").attributes["value"] == "25-0.26-0"
    assert "还差 6 项" in page.css_first("#check-gate").text()


def test_a_form_refused_or_cut_off_returns_to_its_own_group(cast, sign_in):
    contract = make_contract(cast.lin)
    page = walk(sign_in("lin"), contract, "all")
    for no in (1, 12, 31):
        kept = page.css_first(f"#check-{no}-form [name=page]").attributes["value"]
        assert kept == f"/contracts/{contract.id}/checklist?group={checklist.ITEMS[no].group}"
    asked = page.css_first("#confirmation-form [name=page]").attributes["value"]
    assert asked == f"/contracts/{contract.id}/checklist?group=C"


def test_a_mark_made_among_all_groups_leaves_one_there(cast, sign_in):
    contract = make_contract(cast.lin)
    at = f"/contracts/{contract.id}"
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://localhost{at}/checklist?group=all"}
    answer = sign_in("lin").post(f"{at}/checks/1", data={"seen": "0", "result": "ok"}, headers=headers).text
    tabs = LexborHTMLParser(answer.replace("hx-partial", "div"))
    assert tabs.css_first("#check-tabs [aria-current=page]").attributes["href"] == f"{at}/checklist?group=all"
