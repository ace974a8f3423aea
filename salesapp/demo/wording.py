"""The demo company's contract template, and the clauses in which a customer wanted other words."""

from __future__ import annotations

from datetime import datetime

from salesapp.accounts.models import User
from salesapp.contracts.models import Contract
from salesapp.contracts.texts import actions, queries

SOURCE = """# 标的与交付内容
乙方向甲方提供：{{交付内容}}。规格、数量以附件一报价清单为准。
# 价款与税率
合同总额为 {{合同金额}} 元（大写：{{金额大写}}），币种{{币种}}，{{含税}}。
# 付款方式
甲方按下列节点付款：
{{付款节点}}
{{付款补充}}
# 质保金
质保金为合同总额的 10%，质保期满且无未决质量问题后支付，不计利息。
# 交付周期与地点
交付周期：{{交付周期}}；交付日期：{{交付日期}}；交付地点：{{客户地址}}。
# 验收
{{验收标准}}。甲方逾期未提出书面异议的，视为验收合格。
# 售后保障 [当 类型=销售]
质保与响应：{{售后保障}}。质保期自验收合格之日起算。
# 售后保障 [当 类型=服务]
服务期内响应：{{售后保障}}。
# 违约责任
任何一方违约的，违约金按日万分之五计算，以合同总额的 5% 为限；另有损失的，据实赔偿。
# 保密与数据
双方对履行中知悉的商业秘密与数据负保密义务，合同终止后三年内有效；甲方数据在终止后三十日内返还或销毁。
# 知识产权
软件著作权归乙方，甲方在约定范围内享有使用权；甲方业务数据归甲方。
# 不可抗力
遇不可抗力的一方应在三日内通知对方并在十五日内提供证明，据影响部分或全部免责。
# 通知与送达
双方以首部地址及约定邮箱送达，变更应提前五日书面通知。
# 争议解决
协商不成的，提交甲方所在地人民法院诉讼解决。
# 履约担保 [当 合同金额>=1000000]
乙方向甲方提供合同总额 5% 的履约保函，验收合格后退还。
# 份数与生效
本合同一式 {{份数}} 份，双方各执半数，自双方盖章之日起生效，期限自 {{开始日期}} 至 {{结束日期}}。
"""
#: What a customer wanted otherwise: the clause, our words, theirs.
WISHES = {
    "director": ("质保金", "10%", "5%"),
    "returned": ("违约责任", "5% 为限", "10% 为限"),
}


def lay_template(by: User, at: datetime) -> None:
    """Put the template in force that every contract is made from."""
    values = {
        "name": "软件销售合同",
        "version_no": "XS-HT-V3.2",
        "kind": "sale",
        "source": SOURCE,
        "note": "增加数据返还条款",
    }
    actions.put_in_force(actions.draft(values, (), by=by, at=at), at=at)


def word(contract: Contract, state: str, why: str, *, by: User, at: datetime) -> None:
    """Make a contract's text from the template, with what the customer wanted otherwise."""
    actions.choose(contract, queries.in_force(contract.kind)[0], by=by, at=at)
    if state in WISHES:
        title, ours, theirs = WISHES[state]
        clauses = queries.clauses_of(contract)
        typed = {one.no: one.text.replace(ours, theirs) for one in clauses if one.title == title}
        actions.write(contract, typed, why, by=by, at=at)
