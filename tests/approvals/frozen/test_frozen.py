"""What a round froze is printed with its fingerprint (4.3)."""

from salesapp.approvals.content.rules import canonical, fingerprint
from salesapp.approvals.frozen import sheets
from salesapp.approvals.subjects.rules import subject_of
from tests.contracts.factories import decide, make_contract, submit


def test_what_was_frozen_is_printed_with_its_hash(cast, db_session, sign_in):
    contract = decide(submit(make_contract(cast.lin)), cast.xu)
    approval = contract.approvals[-1]
    shown = sheets.values(approval, subject_of("contract"), cast.lin)
    assert shown["sha256"] == fingerprint(canonical(approval.frozen), approval.salt)
    assert (
        any("386000" in said for _label, said in shown["parts"]) and shown["decided"][0][3] == shown["sha256"]
    )
    hidden = sheets.values(approval, subject_of("contract"), cast.lu)
    assert hidden["salt"] == "/" and len(hidden["parts"]) == len(shown["parts"]) - 1
    answer = sign_in("lin").get(f"/approvals/{approval.id}/content.pdf")
    assert answer.status_code == 200 and answer.data.startswith(b"%PDF")
    assert sign_in("fang").get(f"/approvals/{approval.id}/content.pdf").status_code == 404
    assert sign_in("auditor").get(f"/approvals/{approval.id}/content.pdf").status_code == 403
    assert (
        f"/approvals/{approval.id}/content.pdf"
        in sign_in("lin").get(f"/contracts/{contract.id}/approvals").text
    )
