"""The rows of the domain model: what each says can be the case, and the file that holds it.

Written from the model and not from the code, so that a row that the code lacks is missed. Every outcome of a row must
be shown by a test, and that it stays silent as well.
"""

from projections.momentum import MOMENTA
from projections.risk import STATUSES
from tests.model.advice_rows import advice
from tests.model.score_rows import LOCKS, ROW_RULE, SAFEGUARDS, TRADE, TREND
from tests.model.section import Row, Section


def _step(item: str, word: str) -> Row:
    return Row(item=item, file="projections/stage.py", word=word, outcomes=("taken",))


STEPS = Section(
    title="Stage steps",
    heads=("step", "is"),
    rows=(
        _step("development -> initial", "enter_initial"),
        _step("initial -> stable", "enter_stable"),
        _step("stable -> strategic", "enter_strategic"),
        _step("strategic -> stable", "leave_strategic"),
        _step("stable -> initial", "leave_stable"),
        _step("initial -> development", "leave_initial"),
    ),
)

MOMENTUM = Section(
    title="Momentum",
    heads=("momentum", "holds"),
    rows=tuple(Row(item=name, file="projections/momentum.py", word=f'"{name}"', outcomes=("yes",)) for name in MOMENTA),
)

STATUS = Section(
    title="Status",
    heads=("status", "holds"),
    rows=tuple(
        Row(item=name or "no status", file="projections/risk.py", word=repr(name).replace("'", '"'), outcomes=("yes",))
        for name in STATUSES
    ),
)

ALL, UP_TO_ALERT, WATCH = ("watch", "alert", "crisis"), ("watch", "alert"), ("watch",)

SIGNALS: dict[str, dict[str, tuple[str, ...]]] = {
    "trade": {
        "order_overdue": ALL,
        "volume_falling": ALL,
        "share_falling": ALL,
        "order_anomaly": WATCH,
        "line_lost": UP_TO_ALERT,
        "stock_building": UP_TO_ALERT,
        "sell_out_falling": UP_TO_ALERT,
    },
    "quality": {
        "complaint_unacknowledged": UP_TO_ALERT,
        "complaint_open": ALL,
        "complaint_repeated": ALL,
        "complaint_unsatisfied": ("alert", "crisis"),
        "late_deliveries": ALL,
        "returns_high": ALL,
        "promise_broken": ALL,
        "satisfaction_gap": ALL,
        "request_open": UP_TO_ALERT,
    },
    "people": {
        "key_contact_left": ALL,
        "our_contact_left": UP_TO_ALERT,
        "single_threaded": UP_TO_ALERT,
        "opponent_gaining": ALL,
    },
    "contact": {
        "contact_silence": ALL,
        "executive_silence": UP_TO_ALERT,
        "contact_only_to_collect": UP_TO_ALERT,
    },
    "rivalry": {
        "competitor_active": ALL,
        "rival_preferred": ALL,
        "evaluation_dropped": ALL,
        "tender_open": ("alert",),
        "exposed": WATCH,
    },
    "money": {"payment_overdue": ALL},
    "contract": {"contract_expiring": ALL},
    "reminders": {"evaluation_due": WATCH, "review_due": WATCH},
    "data": dict.fromkeys(
        (
            "wallet_unknown",
            "wallet_outdated",
            "currency_mixed",
            "profile_stale",
            "tier_outdated",
            "contacts_not_recorded",
            "stock_mismatch",
            "stock_report_missing",
        ),
        WATCH,
    ),
}


def _signals(group: str, severities: dict[str, tuple[str, ...]]) -> Section:
    return Section(
        title=f"Signals: {group}",
        heads=("signal", "severity"),
        rows=tuple(
            Row(item=name, file=f"projections/signals/{name}.py", word=f'name="{name}"', outcomes=outcomes)
            for name, outcomes in severities.items()
        ),
    )


COMPLIANCE = Section(
    title="Signals: compliance",
    heads=("signal", "severity"),
    rows=(
        Row(
            item="compliance_concern",
            file="projections/compliance_concern.py",
            word='"compliance_concern"',
            outcomes=("crisis",),
        ),
    ),
)


def _scored(folder: str, name: str, outcome: str = "known") -> Row:
    return Row(item=name, file=f"projections/{folder}/{name}.py", word=f"def {name}(", outcomes=(outcome,))


DRIVERS = Section(
    title="Interest and trust",
    heads=("driver", "is"),
    rows=tuple(
        _scored("drivers", name)
        for name in ("organisational_interest", "organisational_trust", "personal_interest", "personal_trust")
    ),
)

NEEDS = Section(
    title="Needs",
    heads=("part", "is"),
    rows=tuple(
        Row(item=name, file="projections/needs.py", word=f'"{name}"', outcomes=("known",))
        for name in ("customer_level", "served_level", "need_gap", "tier_gap")
    ),
)

LOYALTY = Section(
    title="Loyalty",
    heads=("score", "is"),
    rows=(
        _scored("loyalty", "behavioural"),
        _scored("loyalty", "attitudinal"),
        _scored("loyalty", "emotional"),
        _scored("loyalty", "attitude"),
        Row(
            item="type",
            file="projections/loyalty/attitude.py",
            word='"spurious"',
            outcomes=("true", "latent", "spurious", "none"),
        ),
        _scored("loyalty", "switching_cost", "bound"),
        Row(
            item="retention",
            file="projections/loyalty/retention.py",
            word='"anchored"',
            outcomes=("anchored", "free", "captive", "leaving"),
        ),
        _scored("loyalty", "communication"),
    ),
)

SECTIONS: tuple[Section, ...] = (
    STEPS,
    MOMENTUM,
    STATUS,
    *(_signals(*pair) for pair in SIGNALS.items()),
    COMPLIANCE,
    DRIVERS,
    NEEDS,
    LOYALTY,
    TREND,
    LOCKS,
    SAFEGUARDS,
    TRADE,
    ROW_RULE,
    advice(SIGNALS),
)
