"""What a round froze is printed with its fingerprint (4.3)."""

from salesapp.approvals.content.rules import canonical, fingerprint
from salesapp.approvals.frozen import sheets
from salesapp.approvals.subjects.rules import subject_of
from salesapp.quotations.approval import actions as quoting
from salesapp.quotations.approval.queries import latest
from tests.contracts.factories import NOW, decide, make_contract, submit
from tests.quotations.factories import line, make_product, make_quotation


def test_what_was_frozen_is_printed_with_its_hash(cast, db_session, sign_in):
    contract = decide(submit(make_contract(cast.lin)), cast.xu)
    approval = contract.approvals[-1]
    shown = sheets.values(approval, subject_of("contract"), contract, cast.lin)
    assert shown["sha256"] == fingerprint(canonical(approval.frozen), approval.salt)
    assert (
        any("386000" in said for _label, said in shown["parts"]) and shown["decided"][0][3] == shown["sha256"]
    )
    hidden = sheets.values(approval, subject_of("contract"), contract, cast.lu)
    assert hidden["salt"] == "/" and len(hidden["parts"]) == len(shown["parts"]) - 1
    answer = sign_in("lin").get(f"/approvals/{approval.id}/content.pdf")
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF")
    assert sign_in("fang").get(f"/approvals/{approval.id}/content.pdf").status_code == 404
    assert sign_in("auditor").get(f"/approvals/{approval.id}/content.pdf").status_code == 403
    assert (
        f"/approvals/{approval.id}/content.pdf"
        in sign_in("lin").get(f"/contracts/{contract.id}/approvals").text
    )


def test_the_floor_of_a_frozen_line_is_for_finance_and_the_director(cast):
    product = make_product(cast.zheng, listed="1000.00", floor="731.00")
    made = make_quotation(cast.lin, line("850.00", product=product))
    quoting.submit(made, by=cast.lin, at=NOW)
    approval, subject = latest(made), subject_of("quotation")
    for person in (cast.lin, cast.xu):
        shown = sheets.values(approval, subject, made, person)
        assert "731" not in str(shown["parts"]) and "850" in str(shown["parts"])
        assert shown["salt"] == "/"  # with it the floor could be guessed from the fingerprint
    for person in (cast.zheng, cast.tang):
        shown = sheets.values(approval, subject, made, person)
        assert "731" in str(shown["parts"]) and shown["salt"] == approval.salt


def test_the_lines_that_were_frozen_are_read_in_words(cast):
    made = make_quotation(cast.lin, line("850.00", product=make_product(cast.zheng)))
    quoting.submit(made, by=cast.lin, at=NOW)
    said = str(sheets.values(latest(made), subject_of("quotation"), made, cast.tang)["parts"])
    assert made.customer.number in said
    assert "数量" in said and "单价" in said
    assert '"quantity"' not in said and "list_price" not in said and "list price" not in said
