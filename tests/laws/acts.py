"""What may happen to a customer, before anybody asks whether the rules allow it: strategies of single acts and runs."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import time, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.laws.instants import LONGEST_HISTORY_DAYS, Place, places

AMOUNTS = ("100", "50", "40", "30", "12.34", "300", "0")
WALLETS = ("1000", "600", "200", "0")
OPEN_SHARES = (None, None, "1", "0.5", "0.35", "0")
DEPARTMENTS = ("Purchasing", " purchasing", "Quality", "QUALITY ", "Logistics", "Straße", "STRASSE")
LEVELS = ("operational", "middle", "executive")
BINDINGS = (
    "strategic_agreement",
    "equity",
    "joint_project",
    "joint_development",
    "joint_quality",
    "staff_exchange",
    "training",
)
AFTERWARDS_DAYS = 400
LATENESS = (timedelta(seconds=1), timedelta(seconds=1), timedelta(days=2), timedelta(days=40), timedelta(days=400))


@dataclass(frozen=True, kw_only=True)
class Act:
    """kind: a name of tests.laws.rules; late: from occurring to recording; pick: chooses among what it can act on."""

    kind: str
    at: Place
    late: timedelta = LATENESS[0]
    pick: int = 0
    say: Mapping[str, Any]


def act(kind: str, /, **say: st.SearchStrategy[Any]) -> st.SearchStrategy[Act]:
    return st.builds(
        Act,
        kind=st.just(kind),
        at=places(),
        late=st.sampled_from(LATENESS),
        pick=st.integers(0, 11),
        say=st.fixed_dictionaries(say),
    )


@cache
def single_acts(theme: str = "all") -> st.SearchStrategy[Act]:
    """Any one act of a theme; those that decide a stage come more often. Few kinds at a time meet each other more."""
    amount, foreign = st.sampled_from(AMOUNTS), st.sampled_from((False, False, False, True))
    ends_on = st.none() | st.sampled_from((0, -1, 1, 30, -400, 400, -900))
    people = st.integers(1, 3)
    order = act("order", amount=amount, foreign=foreign, lines=st.booleans())
    trade = [
        order,
        order,
        act("cancel"),
        act("deliver"),
        act("give_back", amount=amount, foreign=foreign, named=st.booleans()),
    ]
    meet = act(
        "meet", kind=st.sampled_from(("VisitMade", "CallMade", "MessageExchanged", "ValueDemonstrated")), people=people
    )
    meet_executives = act(
        "meet_executives", people=st.integers(0, 2), department=st.sampled_from((None, None, "Board"))
    )
    contacts = [
        act("add_contact", department=st.sampled_from(DEPARTMENTS), level=st.sampled_from(LEVELS)),
        act("change_contact", department=st.sampled_from((None, *DEPARTMENTS)), level=st.sampled_from((None, *LEVELS))),
        act("leave"),
        meet,
        meet,
        meet,
        meet_executives,
    ]
    file = [
        act(
            "estimate",
            amount=st.sampled_from(WALLETS),
            foreign=foreign,
            category=st.sampled_from((None, "paint", "glue")),
            open_share=st.sampled_from(OPEN_SHARES),
        ),
        act("assign_tier", tier=st.sampled_from("ABC")),
        act("change_profile", owner_managed=st.booleans()),
        act("evaluate", rank=st.integers(1, 3)),
    ]
    ties = [
        act("bind", kind=st.sampled_from(BINDINGS), ends_on=ends_on),
        act("unbind"),
        act("observe_opening"),
        act("close_opening"),
        act("quote"),
        act("decide_quotation"),
        act("complain"),
        act("resolve_or_reopen"),
    ]
    rival = act(
        "see_rival",
        kind=st.sampled_from(("contact", "offer", "trial", "order_won", "order_won")),
        scope=st.sampled_from((None, "part", "main", "framework")),
    )
    warnings = [
        rival,
        rival,
        act("complain"),
        act("complain"),
        act("resolve_or_reopen"),
        act("agree_rhythm", kind=st.sampled_from(("contact", "contact", "executive")), every=st.sampled_from((7, 45))),
        act("quote"),
        act("decide_quotation"),
        meet,
    ]
    ends = [
        act("end", by=st.sampled_from(("us", "customer"))),
        act("resume"),
        act("close_recovery", result=st.sampled_from(("recovered", "given_up"))),
    ]
    keeping = [
        act("correct", amount=amount, move=st.none() | places(), other=st.integers(0, 5)),
        act("retract"),
        act("retract_keeping"),
        act("restore"),
    ]
    themes = {
        "all": [*trade, *contacts, *file, *ties, *ends, *keeping, *warnings],
        "warnings": [*trade, *warnings, *warnings, *contacts, *file],
        "orders": trade,
        "wallets": [*trade, *file],
        "people": [*contacts, *keeping],
        "top": [order, meet_executives, *file, *ties],
        "ends": [*trade, *ends],
        "keeping": [*trade, *ends, *keeping, *keeping],
    }
    return st.one_of(*themes[theme])


THEMES = ("all", "all", "orders", "warnings", "wallets", "people", "top", "ends", "keeping")


@cache
def order_runs() -> st.SearchStrategy[list[Act]]:
    """Regular or irregular orders: steps of some days, over and over, until some time after the anchor. monthly: moved
    to the end of their months."""

    def run(back: int, gaps: list[int], count: int, amount: str, monthly: bool) -> list[Act]:
        days, found = -back, []
        for n in range(count):
            if days <= AFTERWARDS_DAYS:
                placed = at_noon(days, "order", amount=amount, foreign=False, lines=False)
                found.append(replace(placed, at=Place(months=-days // 30, to_end=True)) if monthly else placed)
            days += gaps[n % len(gaps)]
        return found

    return st.builds(
        run,
        st.integers(0, LONGEST_HISTORY_DAYS),
        st.lists(st.sampled_from((7, 30, 31, 90, 182, 200, 365, 550)) | st.integers(0, 120), min_size=1, max_size=4),
        st.integers(2, 14),
        st.sampled_from(AMOUNTS[:4]),
        st.booleans(),
    )


@cache
def partnerships() -> st.SearchStrategy[list[Act]]:
    """A relationship that may climb to the top: two departments met, a wallet, orders, executives, a binding."""

    def build(back: int, months: int, wallet: str, kind: str) -> list[Act]:
        found = [
            at_noon(-back, "add_contact", department="Purchasing", level="executive"),
            at_noon(1 - back, "add_contact", department="Quality", level="middle"),
            at_noon(2 - back, "estimate", amount=wallet, foreign=False, category=None, open_share=None),
            at_noon(3 - back, "bind", kind=kind, ends_on=None),
        ]
        for month in range(months):
            days = 4 + 30 * month - back
            found.append(at_noon(days, "order", amount="50", foreign=False, lines=False))
            if month % 4 == 0:
                found.append(at_noon(days, "meet", kind="VisitMade", people=2))
            if month % 8 == 0:
                found.append(at_noon(days, "meet_executives", people=1, department=None))
        return found

    return st.builds(
        build, st.integers(90, 1500), st.integers(3, 20), st.sampled_from(WALLETS[:3]), st.sampled_from(BINDINGS[:2])
    )


def at_noon(days: int, kind: str, /, *, pick: int = 0, **say: Any) -> Act:
    """An act so many days after the anchor, recorded at once."""
    return Act(kind=kind, at=Place(days=days, wall=time(12)), pick=pick, say=say)
