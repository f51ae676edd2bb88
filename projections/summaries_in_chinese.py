"""The sentence of each event in Chinese; those in English stand in summaries.py."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from projections.words import field_name, label, money, term

Data = Mapping[str, Any]
Names = Mapping[str, str]
Tell = Callable[[Data, Names], str]


def _said(value: object) -> str:
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Mapping):
        return "，".join(f"{key}：{one}" for key, one in value.items())
    return term(str(value), "zh")


def _with(data: Data, *fields: str) -> str:
    """The fields that are there, in brackets."""
    said = [_said(data[field]) for field in fields if data.get(field) not in (None, "")]
    return f"（{'，'.join(said)}）" if said else ""


def _colon(data: Data, field: str) -> str:
    return f"：{data[field]}" if data.get(field) else ""


def _money(data: Data) -> str:
    return money(data["amount"], data["currency"]) if data.get("amount") is not None else "未写金额"


def _called(contact: str, names: Names) -> str:
    return names.get(contact, contact)


def _person(data: Data, names: Names) -> str:
    return _called(str(data["contact_id"]), names)


def _people(data: Data, names: Names) -> str:
    return _listed([_called(one, names) for one in data.get("contact_ids", ())]) or _said(
        data.get("department", "未具名者")
    )


def _listed(words: Sequence[str]) -> str:
    return "、".join(words)


def _by(data: Data, names: Names) -> str:
    return f"（{_person(data, names)}）" if data.get("contact_id") else ""


def _about(what: str, field: str, done: str, *more: str) -> Tell:
    """ "订单 SO-1 已取消（原因）": what, the id in `field`, what happened, and further fields in brackets."""
    return lambda data, _: f"{what} {data[field]} {done}{_with(data, *more)}"


def _touch(what: str) -> Tell:
    return lambda data, names: (
        f"{what} {_people(data, names)}{_with(data, 'purpose', 'direction')}{_colon(data, 'outcome')}"
    )


def _registered(data: Data, _: Names) -> str:
    return f"{data['name']} 建档{_with(data, 'industry', 'country', 'owner')}"


def _changed(data: Data, _: Names) -> str:
    return "档案更改：" + "；".join(f"{field_name(name, 'zh')}为 {_said(value)}" for name, value in data.items())


def _estimated(data: Data, _: Names) -> str:
    category = f"（{data['category']}）" if data.get("category") else ""
    barred = f"，其中 {data['open_share']} 可由我方争取" if data.get("open_share") else ""
    return f"估计年采购额{category} {_money(data)}{barred}"


def _contact_added(data: Data, _: Names) -> str:
    return f"新增联系人 {data.get('name', data['contact_id'])}{_with(data, 'department', 'level', 'role')}"


def _contact_changed(data: Data, names: Names) -> str:
    changed = _listed([field_name(name, "zh") for name in data if name != "contact_id"])
    return f"{_person(data, names)} 的{changed}已更改{_with(data, 'department', 'level')}"


def _contact_left(data: Data, names: Names) -> str:
    successor = data.get("successor_id")
    return f"{_person(data, names)} 离开" + (f"，由 {_called(successor, names)} 接任" if successor else "")


def _order(data: Data, _: Names) -> str:
    lines = data.get("lines")
    return f"订单 {data['order_id']}：{_money(data)}" + (f"，{len(lines)} 行" if lines else "")


def _evaluated(data: Data, _: Names) -> str:
    of = f"（共 {data['suppliers']} 家）" if data.get("suppliers") else ""
    return f"供应商评估：第 {data['rank']} 名{of}" + ("，被除名" if data.get("delisted") else "")


def _decided(data: Data, _: Names) -> str:
    amount = f"：{_money(data)}" if data.get("amount") is not None else ""
    return f"报价单 {data['quotation_id']} {_said(data['result'])}{amount}{_with(data, 'rival', 'reason')}"


def _reporting_line(data: Data, names: Names) -> str:
    superior = data.get("reports_to")
    return (
        f"{_person(data, names)} 的上级是 {_called(superior, names)}"
        if superior
        else f"{_person(data, names)} 没有上级"
    )


def _surveyed(data: Data, names: Names) -> str:
    return f"满意度调查{_by(data, names)}：{_listed([_said(score['dimension']) for score in data['scores']])}"


def _stock(data: Data, _: Names) -> str:
    return f"{data['month']} {data['product']} 库存：售出 {data['sold']}，结余 {data['closing']}"


def _promised(data: Data, _: Names) -> str:
    return f"{_said(data['by'])}承诺于 {data['due_on']} 前完成{_colon(data, 'text')}"


def _part(data: Data) -> str:
    """What of the standing somebody says otherwise."""
    return label(str(data["field"]).capitalize(), "zh")


TELL: Mapping[str, Tell] = {
    "CustomerRegistered": _registered,
    "ProfileChanged": _changed,
    "AnnualSpendEstimated": _estimated,
    "TierAssigned": lambda data, _: f"定为 {data['tier']} 级{_with(data, 'basis')}",
    "ContactAdded": _contact_added,
    "ContactChanged": _contact_changed,
    "ContactLeft": _contact_left,
    "ValueDemonstrated": lambda data, names: f"向 {_people(data, names)} 展示价值{_with(data, 'kind')}",
    "VisitMade": _touch("拜访"),
    "CallMade": _touch("通话"),
    "MessageExchanged": _touch("消息往来"),
    "ExecutiveMeetingHeld": lambda data, names: (
        f"高层会面：{data['our_executive']} 与 {_people(data, names)}{_with(data, 'where')}"
    ),
    "OrderPlaced": _order,
    "OrderCancelled": _about("订单", "order_id", "已取消", "reason"),
    "OrderDelivered": _about("订单", "order_id", "已交付"),
    "GoodsReturned": lambda data, _: f"退货：{_money(data)}{_with(data, 'order_id', 'reason')}",
    "ComplaintRaised": _about("投诉", "complaint_id", "提出", "severity", "category", "description"),
    "ComplaintAcknowledged": _about("投诉", "complaint_id", "已受理"),
    "ComplaintResolved": _about("投诉", "complaint_id", "已解决", "resolution"),
    "ComplaintReopened": _about("投诉", "complaint_id", "重新提出"),
    "SupplierEvaluationHeld": _evaluated,
    "SupplierEvaluationScheduled": lambda data, _: f"供应商评估定于 {data['on']}",
    "BindingFormed": _about("纽带", "binding_id", "建立", "kind", "ends_on"),
    "BindingEnded": _about("纽带", "binding_id", "结束"),
    "RelationshipEnded": lambda data, _: f"{_said(data['by'])}终止合作{_with(data, 'cause', 'reason')}",
    "RelationshipResumed": lambda data, _: f"恢复合作{_with(data, 'reason')}",
    "RecoveryActionTaken": lambda data, _: f"挽救措施：{_said(data['kind'])}{_with(data, 'owner', 'due_on')}",
    "RecoveryClosed": lambda data, _: f"挽救结束{_with(data, 'result', 'reason')}",
    "QuotationSubmitted": lambda data, _: f"提交报价单 {data['quotation_id']}：{_money(data)}",
    "QuotationDecided": _decided,
    "OpeningObserved": _about("机会", "opening_id", "出现", "kind", "origin", "due_on"),
    "OpeningClosed": _about("机会", "opening_id", "结束", "result"),
    "TenderAnnounced": _about("招标", "tender_id", "公布", "due_on", "scope"),
    "OwnerAssigned": lambda data, _: f"现由 {data['owner']} 负责",
    "CustomersMerged": lambda data, _: f"并入 {data['into']}{_with(data, 'reason')}",
    "CustomersUnmerged": lambda data, _: f"撤销合并{_with(data, 'reason')}",
    "AccountReviewed": lambda data, _: f"客户回顾{_with(data, 'period')}{_colon(data, 'next_steps')}",
    "NoteAdded": lambda data, _: f"备注{_colon(data, 'text')}",
    "ReportingLineSet": _reporting_line,
    "AttitudeObserved": lambda data, names: f"{_person(data, names)} 的态度：{_said(data['attitude'])}",
    "CommitmentMade": _promised,
    "CommitmentKept": _about("承诺", "commitment_id", "已兑现"),
    "ContactRhythmAgreed": lambda data, _: f"约定节奏：{_said(data['kind'])}，每 {data['every_days']} 天",
    "RequestRaised": _about("请求", "request_id", "提出", "text"),
    "RequestAnswered": _about("请求", "request_id", "已答复", "text"),
    "InvoiceIssued": lambda data, _: f"发票 {data['invoice_id']}：{_money(data)}，{data['due_on']} 到期",
    "CreditNoteIssued": lambda data, _: f"发票 {data['invoice_id']} 的贷项：{_money(data)}",
    "PaymentReceived": lambda data, _: f"发票 {data['invoice_id']} 的付款：{_money(data)}",
    "StockReported": _stock,
    "ConcessionGranted": _about("让步", "concession_id", "给予", "kind", "size", "until"),
    "ConcessionWithdrawn": _about("让步", "concession_id", "收回"),
    "SatisfactionSurveyed": _surveyed,
    "RecommendationScored": lambda data, names: f"推荐意愿{_by(data, names)}：{data['score']}（满分 10）",
    "RepurchaseIntentStated": lambda data, names: f"复购意愿{_by(data, names)}：{data['score']}（满分 10）",
    "ReferralMade": lambda data, names: f"转介绍{_with(data, 'to')}{_by(data, names)}",
    "CustomerGoalAgreed": _about("目标", "goal_id", "商定", "text", "due_on"),
    "CustomerGoalReached": _about("目标", "goal_id", "达成"),
    "NeedObserved": lambda data, _: (
        f"{_said(data['subject'])}需求：{_said(data['level'])}{_with(data, 'aspect', 'met')}"
    ),
    "CompetitorActivityObserved": lambda data, _: f"{data['rival']} 有动作{_with(data, 'kind', 'lever', 'scope')}",
    "RivalPositionObserved": lambda data, _: f"{data['rival']} 是{_said(data['role'])}供应商{_with(data, 'share')}",
    "ContractSigned": lambda data, _: f"合同 {data['contract_id']} 签订，{data['starts_on']} 至 {data['ends_on']}",
    "ContractRenewed": lambda data, _: f"合同 {data['contract_id']} 续签至 {data['ends_on']}",
    "ContractEnded": _about("合同", "contract_id", "终止"),
    "SignalAcknowledged": lambda data, _: f"已知悉预警“{_said(data['signal'])}”{_with(data, 'until', 'note')}",
    "OverrideSet": lambda data, _: (
        f"人工认定：{_part(data)}为 {label(str(data['value']), 'zh')}，至 {data['expires_on']}"
    ),
    "OverrideCleared": lambda data, _: f"人工认定已撤销：{_part(data)}",
    "ComplianceConcernRaised": _about("合规疑虑", "concern_id", "提出"),
    "ComplianceConcernClosed": _about("合规疑虑", "concern_id", "已了结"),
}
