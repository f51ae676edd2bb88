"""Signals of section 9 by name: the group, and how each is read."""

from collections.abc import Callable, Mapping

from tests.oracle.signals import care, contentment, persons, reminding, standing, trading
from tests.oracle.signals.case import Case, Fires

Reading = Callable[[Case], Fires | None]

READINGS: Mapping[str, tuple[str, Reading]] = {
    "share_falling": ("trade", trading.share_falling),
    "order_anomaly": ("trade", trading.order_anomaly),
    "line_lost": ("trade", trading.line_lost),
    "stock_building": ("trade", trading.stock_building),
    "sell_out_falling": ("trade", trading.sell_out_falling),
    "complaint_unacknowledged": ("quality", care.complaint_unacknowledged),
    "complaint_repeated": ("quality", care.complaint_repeated),
    "complaint_unsatisfied": ("quality", care.complaint_unsatisfied),
    "late_deliveries": ("quality", care.late_deliveries),
    "returns_high": ("quality", care.returns_high),
    "promise_broken": ("quality", care.promise_broken),
    "request_open": ("quality", care.request_open),
    "satisfaction_gap": ("quality", contentment.satisfaction_gap),
    "key_contact_left": ("people", persons.key_contact_left),
    "our_contact_left": ("people", persons.our_contact_left),
    "single_threaded": ("people", persons.single_threaded),
    "opponent_gaining": ("people", persons.opponent_gaining),
    "executive_silence": ("contact", persons.executive_silence),
    "contact_only_to_collect": ("contact", persons.contact_only_to_collect),
    "rival_preferred": ("rivalry", contentment.rival_preferred),
    "evaluation_dropped": ("rivalry", standing.evaluation_dropped),
    "tender_open": ("rivalry", standing.tender_open),
    "exposed": ("rivalry", standing.exposed),
    "payment_overdue": ("money", standing.payment_overdue),
    "contract_expiring": ("contract", standing.contract_expiring),
    "evaluation_due": ("reminders", reminding.evaluation_due),
    "review_due": ("reminders", reminding.review_due),
    "wallet_unknown": ("data", reminding.wallet_unknown),
    "wallet_outdated": ("data", reminding.wallet_outdated),
    "currency_mixed": ("data", reminding.currency_mixed),
    "profile_stale": ("data", reminding.profile_stale),
    "tier_outdated": ("data", reminding.tier_outdated),
    "contacts_not_recorded": ("data", reminding.contacts_not_recorded),
    "stock_mismatch": ("data", trading.stock_mismatch),
    "stock_report_missing": ("data", reminding.stock_report_missing),
}
UNCOUNTED = ("data", "reminders")  # groups that do not enter the status
