"""What may happen that the signals look at, by theme: strategies of single acts."""

from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.laws.acts import AMOUNTS, DEPARTMENTS, LEVELS, Act, act

NEAR = (
    -500,
    -200,
    -100,
    -91,
    -90,
    -61,
    -60,
    -46,
    -45,
    -31,
    -30,
    -16,
    -15,
    -8,
    -2,
    -1,
    0,
    1,
    29,
    30,
    31,
    60,
    61,
    90,
    91,
    400,
)
SIGNAL_THEMES = ("service", "voices", "money", "stock", "persons", "terms", "signals")
OWNERS = ("Ana", "Bo", "Chen")
FIELDS = ("country", "industry", "owner", "region", "address", "payment_terms")


def near() -> st.SearchStrategy[int]:
    """Days from the anchor: where the signals' windows begin and end."""
    return st.sampled_from(NEAR)


def optional(*values: Any) -> st.SearchStrategy[Any]:
    return st.sampled_from((None, *values))


@cache
def signal_acts(theme: str) -> st.SearchStrategy[Act]:
    """Any one act of a theme; those that make signals come more often."""
    amount = st.sampled_from(AMOUNTS[:6])
    products = st.sampled_from((["P"], ["P", "Q"], ["Q"], []))
    order = act("order_promised", amount=amount, products=products, promised=near())
    deliver = act("deliver_promised", promised=optional(*NEAR))
    service = [
        *[order] * 4,
        *[deliver] * 3,
        act("give_back", amount=amount, foreign=st.just(False), named=st.booleans()),
        act("promise", by=st.sampled_from(("us", "us", "customer")), due=near(), again=st.booleans()),
        act("promise", by=st.just("us"), due=near(), again=st.just(False)),
        act("keep_promise"),
        act("ask"),
        act("answer"),
        *[
            act(
                "complain_of",
                severity=st.sampled_from(("minor", "major", "critical")),
                category=st.sampled_from(("paint", "paint", "glue")),
            )
        ]
        * 3,
        act("acknowledge"),
        *[act("settle", satisfied=optional(True, False, False))] * 2,
        act("resolve_or_reopen"),
    ]
    score = st.sampled_from(("0", "2", "4.5", "5", "6", "8", "9.5", "10"))
    scores = st.lists(
        st.fixed_dictionaries(
            {
                "dimension": st.sampled_from(("price", "quality", "delivery", "service", "product", "relationship")),
                "perceived": score,
                "expected": score,
            },
            optional={"best_rival": score},
        ),
        min_size=1,
        max_size=3,
        unique_by=lambda one: one["dimension"],
    )
    voices = [
        *[act("voice", kind=st.just("SatisfactionSurveyed"), named=st.booleans(), scores=scores)] * 3,
        act(
            "voice",
            kind=st.sampled_from(("RecommendationScored", "RepurchaseIntentStated")),
            named=st.booleans(),
            scores=scores,
        ),
        act(
            "grant",
            kind=st.sampled_from(("discount", "service", "terms")),
            size=optional("5", "20", "30"),
            one_off=optional(True),
            until=optional(*NEAR),
            for_order=st.booleans(),
        ),
        act("withdraw"),
        order,
    ]
    money = [
        act("invoice", amount=amount, foreign=st.sampled_from((False, False, True)), due=near()),
        act("invoice", amount=amount, foreign=st.just(False), due=near()),
        act(
            "pay",
            amount=amount,
            full=st.booleans(),
            kind=st.sampled_from(("PaymentReceived", "PaymentReceived", "CreditNoteIssued")),
        ),
    ]
    quantity = st.sampled_from(("0", "1", "10", "25", "40", "60"))
    stock = [
        act(
            "report_stock",
            back=st.integers(-1, 17),
            product=st.sampled_from(("P", "P", "Q")),
            opening=quantity,
            purchased=quantity,
            sold=quantity,
            closing=quantity,
        ),
        order,
    ]
    person = act(
        "add_person",
        department=st.sampled_from(DEPARTMENTS),
        level=st.sampled_from(LEVELS),
        role=optional("decider", "coach", "buyer"),
        influence=optional("0.3", "0.29", "0.6", "1"),
    )
    talk = act(
        "talk",
        kind=st.sampled_from(("VisitMade", "CallMade", "MessageExchanged")),
        people=st.integers(1, 2),
        our_people=optional(["Ana"], ["Ana", "Bo"], ["Bo"]),
        direction=optional("inbound", "outbound", "outbound"),
        purpose=optional("sales", "collection", "collection"),
    )
    persons = [
        person,
        person,
        *[talk] * 5,
        act("describe_person", role=optional("decider", "user"), influence=optional("0.1", "0.5", "0.9")),
        *[act("observe_attitude", attitude=st.sampled_from(("supporter", "neutral", "opponent", "opponent")))] * 3,
        *[act("leave_to", successor=st.booleans())] * 2,
        act("own", kind=st.sampled_from(("OwnerAssigned", "ProfileChanged")), owner=st.sampled_from(OWNERS)),
        act("own", kind=st.just("OwnerAssigned"), owner=st.sampled_from(OWNERS)),
        act("meet_executives", people=st.integers(0, 2), department=optional("Board")),
        act("agree_rhythm", kind=st.sampled_from(("contact", "executive")), every=st.sampled_from((7, 45))),
    ]
    terms = [
        act("sign", starts=near(), length=st.sampled_from((0, 30, 90, 365, 730))),
        act("renew", days=near()),
        act("end_contract"),
        act("tender", due=near(), open=optional(True, False)),
        act("see_opening", due=near()),
        act("close_opening"),
        act("schedule_evaluation", days=near()),
        *[
            act(
                "evaluate_fully",
                rank=st.integers(1, 3),
                score=optional("100", "90", "89", "50"),
                delisted=optional(True, False),
            )
        ]
        * 2,
        act("review"),
        act("describe", fields=st.lists(st.sampled_from(FIELDS), min_size=1, max_size=6, unique=True)),
        act("assign_tier", tier=st.sampled_from("ABC")),
        act("see_rival", kind=st.sampled_from(("contact", "offer")), scope=st.none()),
        order,
    ]
    noted = act(
        "acknowledge_signal",
        signal=st.sampled_from(("order_overdue", "complaint_open", "contact_silence", "volume_falling")),
        until=optional(*NEAR),
    )
    themes = {
        "service": service,
        "voices": [*voices, *persons[:2], *service[4:8]],
        "money": money,
        "stock": stock,
        "persons": persons,
        "terms": terms,
        "signals": [*service, *voices, *money, *stock, *persons, *terms, noted],
    }
    return st.one_of(*themes[theme])
