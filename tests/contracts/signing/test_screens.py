"""Signature, archive and end of a contract on the screen."""

import pytest

from salesapp.calendar.queries import work_calendar
from salesapp.contracts import actions
from salesapp.contracts.checklist import rules as checklist
from salesapp.contracts.signing import actions as signing
from tests.contracts.factories import (
    NOW,
    approve,
    check,
    make_contract,
    sign,
)
from tests.contracts.sent import HX, signature


def test_a_signature_before_the_papers_are_checked_says_which(cast, sign_in):
    contract = approve(make_contract(cast.lin), cast)
    lin = sign_in("lin")
    page = lin.get(f"/contracts/{contract.id}").text
    assert "还差 6 项" in page
    answer = lin.post(f"/contracts/{contract.id}/signatures", data=signature())
    assert answer.status_code == 422 and "27 印章未检查" in answer.text
    check(contract, checklist.BEFORE_SIGNING)
    future = lin.post(f"/contracts/{contract.id}/signatures", data=signature(signed_on="2026-11-24"))
    assert future.status_code == 422 and "签订日期还没到" in future.text


def test_the_paper_is_filed_and_the_contract_voided_with_its_reason(cast, sign_in):
    contract = sign(make_contract(cast.lin), cast)
    at = f"/contracts/{contract.id}"
    filed = {
        "archive_no": "DA-2026-107",
        "archived_by": "陆*",
        "archived_on": "2026-11-23",
        "version": contract.version,
    }
    for day in ("2026-11-24", "9999-12-31", "2026-01-01"):
        assert sign_in("lu").post(f"{at}/archivings", data=filed | {"archived_on": day}).status_code == 422
    assert sign_in("lu").post(f"{at}/archivings", data=filed).status_code == 303
    assert sign_in("zheng").post(f"{at}/archivings", data=filed | {"archive_no": "DA-9"}).status_code == 409
    assert "DA-2026-107" in sign_in("lin").get(at).text
    assert sign_in("xu").post(f"{at}/voidings", data={"reason": ""}).status_code == 422
    assert sign_in("lin").post(f"{at}/voidings", data={"reason": "客户付不出预付款"}).status_code == 422
    assert sign_in("xu").post(f"{at}/voidings", data={"reason": "客户付不出预付款"}).status_code == 303
    assert "客户付不出预付款" in sign_in("lin").get(at).text


def test_another_signed_contract_keeps_the_opportunity_won(cast, db_session, sign_in):
    first = sign(make_contract(cast.lin), cast)
    first.opportunity.take_back_win(by=cast.xu, at=NOW, reason="x", calendar=work_calendar())
    second = sign(make_contract(cast.lin, opportunity=first.opportunity), cast)
    assert sign_in("xu").post(f"/contracts/{second.id}/voidings", data={"reason": "重复"}).status_code == 303
    assert first.opportunity.status == "won"


@pytest.mark.parametrize(
    ("path", "sent", "part"),
    [
        ("/signatures", {}, "signing"),
        ("/archivings", {}, "archive"),
        ("/voidings", {"reason": ""}, "voiding"),
        ("/attachments", {}, "files"),
    ],
)
def test_a_refused_small_form_answers_with_its_own_part_or_with_the_page(cast, sign_in, path, sent, part):
    contract = make_contract(cast.lin)
    contract = sign(contract, cast) if part == "archive" else approve(contract, cast)
    browser, url = sign_in("xu"), f"/contracts/{contract.id}{path}"
    answer = browser.post(url, data=sent, headers=HX)
    assert answer.status_code == 422 and f'id="{part}"' in answer.text
    assert "<html" not in answer.text and 'id="error-summary"' in answer.text
    page = browser.post(url, data=sent)
    assert page.status_code == 422 and "<html" in page.text and 'id="error-summary"' in page.text


def test_who_signed_filed_and_voided_it_and_when_is_kept(cast, db_session):
    contract = sign(make_contract(cast.lin), cast)
    filed = {"archive_no": "DA-1", "archived_by": "陆*", "archived_on": NOW.date()}
    signing.archive(contract, filed, by=cast.lu, at=NOW)
    actions.void(contract, "客户付不出预付款", by=cast.xu, at=NOW)
    db_session.commit()
    noted = (contract.signature, contract.sealing, contract.archiving, contract.voiding)
    assert [row.by.username for row in noted] == ["lin", "lin", "lu", "xu"]
    assert {row.at for row in noted} == {NOW}
