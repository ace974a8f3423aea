"""The definitions of the standard forms."""

from __future__ import annotations

import pytest

from salesapp.documents.forms import registry
from salesapp.documents.forms.f10 import CHECKLIST, GROUPS
from salesapp.documents.forms.shape import FieldSpec


def test_a_field_is_looked_up_by_form_and_key(words):
    spec = registry.spec("F01.full_name")
    assert (str(spec.label), spec.required) == ("客户公司名称", True)
    assert str(registry.spec("F01.contact.mobile").label) == "手机"
    assert registry.spec("F06.stage").codes[0] == "first_contact"


def test_a_wrong_key_names_the_close_ones():
    with pytest.raises(KeyError, match=r"F01\.full_name"):
        registry.spec("F01.fullname")


def test_a_wrong_form_names_the_forms_there_are():
    with pytest.raises(KeyError, match="F01, F02, F03, F04"):
        registry.spec("F99.full_name")


def test_no_form_has_two_fields_of_one_key():
    for code, form in registry.forms().items():
        names = [name for name, _field in form.named_fields()]
        assert len(names) == len(set(names)), code


def test_numbers_of_forms_follow_their_codes():
    for code, form in registry.forms().items():
        assert (form.code, form.number) == (code, f"XS-BD-{code[1:]}")


def test_every_field_that_a_person_fills_in_is_explained_or_exemplified():
    bare = [
        f"{code}.{name}"
        for code, form in registry.forms().items()
        for name, field in form.named_fields()
        if not field.auto and not field.hint and not field.example and not field.choices
    ]
    assert bare == []


def test_labels_read_as_the_guide_names_them(words):
    wanted = {
        "F01": "客户公司名称 统一社会信用代码 客户类型 所属行业 企业规模 所在地区 来源渠道 决策链 主要痛点 责任人 备注",
        "F03": "客户 联系人 触达方式 客户近况一句话 开场白 价值点与佐证 准备问的3个问题 可能的拒绝与应对 结果 下一步行动",
        "F04": "拜访单号 拜访人 陪同人 客户 拜访对象及职务 拜访类型 预约时间 客户是否确认 准备清单 SPIN问题提纲 风险与应对",
        "F05": "客户 商机 方式 对方参加人 承诺事项 竞争情况 主管点评 感谢邮件发送时间",
        "F06": "需求描述 预计成交金额 预计成交日期 综合分 建议级别 确认级别 当前阶段 赢率 跟进计划 所需支持 立项意见",
        "F07": "序号 跟进日期 对象 跟进内容 客户反馈/异议 阶段变化 下一步行动 完成时限 完成情况",
        "F10": "序号 检查项 要求 结果 说明 检查人/日期",
        "F11": "合同编号 签订方式 份数 交付日期 付款方式与节点 售后保障 是否标准文本 偏离说明 附件清单 归档号",
        "F12": "交接单号 签订日期 应交接日 关键需求 承诺事项 客户注意事项 移交资料清单 未尽事项/责任人/时限 财务接收 售后接收",
    }
    for code, labels in wanted.items():
        have = {str(field.label) for _name, field in registry.form(code).named_fields()}
        assert set(labels.split()) <= have, set(labels.split()) - have


def test_the_checklist_has_31_items_in_six_groups_and_eleven_clauses():
    assert [item.no for item in CHECKLIST] == list(range(1, 32))
    assert list(GROUPS) == sorted({item.group for item in CHECKLIST})
    assert [item.no for item in CHECKLIST if item.clause] == list(range(10, 21))


def test_a_field_of_no_known_type_or_mask_is_refused():
    with pytest.raises(ValueError, match="float"):
        FieldSpec("amount", "Amount", "float")
    with pytest.raises(ValueError, match="face"):
        FieldSpec("photo", "Photo", mask="face")
