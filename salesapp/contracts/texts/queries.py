"""Templates of contracts, read."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select

from salesapp.accounts.models import User
from salesapp.chinese.capitals import in_capitals
from salesapp.contracts.models import Contract
from salesapp.contracts.payments.rules import Node, NodeKind
from salesapp.contracts.sheets import as_signed, party_of
from salesapp.contracts.texts.clauses import rules as clauses
from salesapp.contracts.texts.clauses.rules import Filled
from salesapp.contracts.texts.models import ContractTemplate
from salesapp.contracts.texts.rules import Status
from salesapp.db import db
from salesapp.documents.attachments import queries as attachments
from salesapp.documents.attachments.models import Attachment
from salesapp.documents.forms.registry import spec
from salesapp.rights.rules import BUSINESS
from salesapp.web.formats import iso, yuan
from salesapp.words import gettext as _

TABLE = "contract_template"


def templates() -> Sequence[ContractTemplate]:
    """Return every version, the latest first."""
    return db.session.scalars(select(ContractTemplate).order_by(ContractTemplate.id.desc())).all()


def find(template_id: int) -> ContractTemplate | None:
    """Return one version."""
    return db.session.get(ContractTemplate, template_id)


def in_force(kind: str) -> Sequence[ContractTemplate]:
    """Return the versions that contracts of this kind are made from now; where there are none, those of any kind."""
    query = select(ContractTemplate).where(ContractTemplate.status == Status.IN_FORCE)
    found = db.session.scalars(query.order_by(ContractTemplate.id.desc())).all()
    return [one for one in found if one.kind == kind] or found


def taken(version_no: str, *, but: int | None) -> bool:
    """Tell whether another template has this version."""
    query = select(ContractTemplate.id).where(ContractTemplate.version_no == version_no)
    found = db.session.scalar(query)
    return found is not None and found != but


def same_name(template: ContractTemplate) -> Sequence[ContractTemplate]:
    """Return the other versions of this template that are in force."""
    query = select(ContractTemplate).where(
        ContractTemplate.name == template.name, ContractTemplate.kind == template.kind,
        ContractTemplate.id != template.id, ContractTemplate.status == Status.IN_FORCE,
    )  # fmt: skip
    return db.session.scalars(query).all()


def word_file(template: ContractTemplate) -> Attachment | None:
    """Return the Word file of a version: the one that came last."""
    found = attachments.of(TABLE, template.id)
    return found[-1] if found else None


def word_files(contract: Contract) -> list[Attachment]:
    """Return the Word files of a contract, the latest first: what can be compared with our text."""
    return [
        one for one in reversed(attachments.of("contract", contract.id)) if one.name.lower().endswith(".docx")
    ]


def sees(template_id: int, user: User) -> bool:
    """Tell whether a person opens the Word file of a template."""
    return user.role in BUSINESS


def values_of(contract: Contract) -> dict[str, str]:
    """Return what a contract says, by the names that stand in templates; of a signed one what was signed.

    A supplement has a text of its own: the contract is printed, and issued again, as it was before.
    """
    customer, signed, party = contract.customer, as_signed(contract), party_of(contract)
    amount, ends_on = (signed or contract).amount, (signed or contract).ends_on
    plan = (
        list(enumerate(signed.plan, 1))
        if signed
        else [(node.seq, node.as_plan()) for node in contract.payment_nodes]
    )
    nodes = [_instalment(seq, node) for seq, node in plan]
    said = {
        "合同编号": contract.number, "合同名称": contract.name, "类型": str(spec("F11.kind").label_of(contract.kind)),
        "我方": contract.our_entity, "客户": party.name, "客户信用代码": party.code,
        "客户地址": customer.address, "合同金额": yuan(amount), "金额大写": in_capitals(amount),
        "税率": contract.tax_words, "含税": contract.taxed_words, "币种": _("Yuan"),
        "签订方式": str(spec("F11.sign_method").label_of(contract.sign_method)), "份数": str(contract.copies),
        "开始日期": iso(contract.starts_on), "结束日期": iso(ends_on),
        "交付日期": iso((signed or contract).delivery_on),
        "交付周期": contract.delivery_cycle, "交付内容": contract.delivery_content, "付款节点": "\n".join(nodes),
        "付款补充": contract.payment_terms, "售后保障": contract.after_sales, "验收标准": contract.acceptance,
    }  # fmt: skip
    return {name: said.get(name) or "" for name in clauses.FIELDS}


def _instalment(seq: int, node: Node) -> str:
    share = f"（{node.percent.normalize():f}%）" if node.percent else ""
    day = f"，{iso(node.planned_on)}" if node.planned_on else ""
    condition = f"{node.condition}，" if node.condition else ""
    return f"{seq}. {NodeKind(node.kind).label}：{condition}{yuan(node.amount)} 元{share}{day}"


def clauses_of(contract: Contract) -> list[Filled]:
    """Return the clauses of a contract, filled; none where it has no template."""
    if contract.template is None:
        return []
    return clauses.filled(contract.template.clauses(), values_of(contract), contract.own())
