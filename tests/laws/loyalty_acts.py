"""What loyalty, drivers, needs and trade are read from, as single acts, and the rules that make documents of them."""

from functools import cache
from typing import Any

from hypothesis import strategies as st

from tests.laws.acts import AMOUNTS, BINDINGS, Act, act, at_noon
from tests.laws.rules import Draft, Rule, Situation, picked
from tests.laws.signal_acts import near, optional, signal_acts
from tests.laws.signal_dealings import said

LOYALTY_THEMES = ("loyalty", "dealings")
SCORES = ("0", "4.5", "6", "6.5", "8", "9.5", "10")
NEED_LEVELS = ("survival", "safety", "social", "esteem", "self_actualisation")
MORE_BINDINGS = (*BINDINGS, "integration", "tooling", "custom_product")


@cache
def loyalty_acts(theme: str) -> st.SearchStrategy[Act]:
    """Any one act of a theme."""
    amount = st.sampled_from(AMOUNTS[:5])
    order = act("order_promised", amount=amount, products=st.just([]), promised=near())
    scored = act(
        "score",
        kind=st.sampled_from(("RecommendationScored", "RepurchaseIntentStated")),
        score=st.sampled_from(SCORES),
    )
    need = act(
        "need",
        level=st.sampled_from(NEED_LEVELS),
        subject=st.sampled_from(("organisation", "organisation", "person")),
        aspect=optional("price", "quality"),
        met=optional("no", "partly", "yes", "yes"),
        named=st.booleans(),
    )
    loyalty = [
        *[scored] * 3,
        *[need] * 3,
        act("refer"),
        act("bind_side", kind=st.sampled_from(MORE_BINDINGS), invested_by=optional("us", "customer", "both")),
        act("bind_side", kind=st.sampled_from(("equity", "tooling")), invested_by=optional("us", "customer")),
        act("unbind"),
        act("sign", starts=near(), length=st.sampled_from((0, 30, 365, 730))),
        act("rank", rank=st.integers(1, 4), suppliers=optional(1, 2, 4)),
        act("meet", kind=st.just("ValueDemonstrated"), people=st.just(1)),
        act("promise", by=st.sampled_from(("us", "us", "customer")), due=near(), again=st.booleans()),
        act("keep_promise"),
        *[signal_acts("persons")] * 4,
        signal_acts("voices"),
        order,
    ]
    dealings = [
        *[order] * 4,
        *[act("deliver_promised", promised=optional(None))] * 4,
        act("cancel"),
        act("give_back", amount=amount, foreign=st.booleans(), named=st.booleans()),
        *[act("invoice", amount=amount, foreign=st.just(False), due=near())] * 3,
        *[act("pay", amount=amount, full=st.just(True), kind=st.just("PaymentReceived"))] * 3,
        *[act("quote"), act("decide_quotation")] * 3,
        *[act("complain_of", severity=st.just("minor"), category=st.just("paint"))] * 3,
        *[act("settle", satisfied=optional(True, False)), act("resolve_or_reopen")] * 2,
        act(
            "grant",
            kind=st.just("discount"),
            size=optional("5", "12.5"),
            one_off=optional(True),
            until=optional(0, 60),
            for_order=st.booleans(),
        ),
        act("withdraw"),
        act(
            "talk",
            kind=st.just("VisitMade"),
            people=st.integers(1, 2),
            our_people=optional(["Ana"]),
            direction=st.none(),
            purpose=st.none(),
        ),
    ]
    return st.one_of(*{"loyalty": loyalty, "dealings": dealings}[theme])


@cache
def years_of_trade() -> st.SearchStrategy[list[Act]]:
    """Orders, each with what follows: delivered, invoiced, paid, quoted for, complained of, most of it or all."""

    def build(back: int, gap: int, count: int, days: list[int], odd: list[bool]) -> list[Act]:
        found = [at_noon(-back - 1, "grant", kind="discount", size="12.5", one_off=None, until=None, for_order=False)]
        for n in range(count):
            day, wait, rest = n * gap - back, days[n % len(days)], odd[n % len(odd)]
            promised = day + 10
            found += [
                at_noon(day, "order_promised", amount="50", products=[], promised=promised),
                at_noon(day, "invoice", amount="50", foreign=False, due=promised),
                at_noon(day, "quote"),
                at_noon(day, "complain_of", severity="minor", category="paint"),
                at_noon(day + wait, "deliver_promised", promised=None),
                at_noon(day + wait, "decide_quotation", pick=2 * n),
                at_noon(day + wait, "settle", satisfied=rest),
            ]
            if rest:
                found.append(at_noon(day + wait, "pay", pick=n, amount="50", full=True, kind="PaymentReceived"))
                found.append(at_noon(day + wait + 1, "resolve_or_reopen"))
        return found

    return st.builds(
        build,
        st.sampled_from((90, 200, 364, 366, 500)),
        st.sampled_from((3, 20, 45)),
        st.integers(4, 9),
        st.lists(st.sampled_from((1, 2, 10, 11, 12, 30)), min_size=1, max_size=4),
        st.lists(st.booleans(), min_size=1, max_size=3),
    )


@cache
def years_of_care() -> st.SearchStrategy[list[Act]]:
    """People who say what they think, promises kept or not, needs met or not, a rhythm, an owner, two of ours."""

    def build(
        back: int,
        scores: list[str],
        mets: list[str | None],
        late: list[int],
        attitudes: list[str],
        bonds: tuple[str | None, list[str]],
    ) -> list[Act]:
        found = [
            at_noon(-back, "add_person", department="Quality", level="executive", role="decider", influence="0.6"),
            at_noon(-back, "add_person", department="Purchasing", level="middle", role=None, influence=None),
            at_noon(-back, "own", kind="OwnerAssigned", owner="Ana"),
            at_noon(-back, "agree_rhythm", kind="contact", every=45),
            at_noon(
                1 - back, "talk", kind="VisitMade", people=2, our_people=["Ana", "Bo"], direction=None, purpose=None
            ),
            *(at_noon(2 - back, "bind_side", kind=bond, invested_by=bonds[0]) for bond in bonds[1]),
        ]
        for n, score in enumerate(scores):
            day, kind = 20 * n - back, ("RepurchaseIntentStated", "RecommendationScored")[n % 2]
            found.append(at_noon(day, "score", pick=n % 3, kind=kind, score=score))
            found.append(at_noon(day, "observe_attitude", pick=n % 2, attitude=attitudes[n % len(attitudes)]))
        for n, met in enumerate(mets):
            subject = ("person", "organisation", "person")[n % 3]
            say = {"level": NEED_LEVELS[n % 5], "subject": subject, "aspect": None, "met": met, "named": n % 2 == 0}
            found.append(at_noon(15 * n - back, "need", pick=n, **say))
        for n, days in enumerate(late):
            found.append(at_noon(n - back, "promise", by="us", due=n + 9 - back, again=False))
            found.append(at_noon(n + days - back, "keep_promise"))
        return found

    return st.builds(
        build,
        st.sampled_from((1, 80, 200, 364, 366, 600)),
        st.lists(st.sampled_from(SCORES), max_size=6),
        st.lists(st.sampled_from((None, "no", "partly", "yes", "yes")), max_size=7),
        st.lists(st.sampled_from((2, 9, 10, 40)), max_size=5),
        st.lists(st.sampled_from(("supporter", "neutral", "opponent")), min_size=1, max_size=3),
        st.tuples(st.sampled_from((None, "us", "customer")), st.lists(st.sampled_from(MORE_BINDINGS), max_size=4)),
    )


def years() -> st.SearchStrategy[list[Act]]:
    """Either, both, or neither."""
    return st.lists(years_of_trade() | years_of_care(), max_size=2).map(
        lambda runs: [one for run in runs for one in run]
    )


def score(now: Situation, act: Act) -> Draft:
    """Of a contact, or of nobody named."""
    contact_id = picked([None, *now.ids("ContactAdded", "contact_id")], act)
    return _of(contact_id, Draft(type=act.say["kind"], data=said(act, "score")))


def need(now: Situation, act: Act) -> Draft:
    contact_id = picked(now.ids("ContactAdded", "contact_id"), act) if act.say["named"] else None
    return _of(contact_id, Draft(type="NeedObserved", data=said(act, "level", "subject", "aspect", "met")))


def _of(contact_id: str | None, draft: Draft) -> Draft:
    if contact_id is None:
        return draft
    data: dict[str, Any] = {**draft.data, "contact_id": contact_id}
    return Draft(type=draft.type, data=data, uses=(f"contact:{contact_id}",))


def refer(now: Situation, act: Act) -> Draft:
    return Draft(type="ReferralMade", data={})


def bind_side(now: Situation, act: Act) -> Draft:
    data = {"binding_id": f"B{now.fresh}", **said(act, "kind", "invested_by")}
    return Draft(type="BindingFormed", data=data, makes=f"binding:B{now.fresh}")


def rank(now: Situation, act: Act) -> Draft:
    """Not below the last of the suppliers, where their number is said."""
    suppliers = act.say["suppliers"]
    held = {"rank": act.say["rank"] if suppliers is None else min(act.say["rank"], suppliers)}
    return Draft(type="SupplierEvaluationHeld", data=held | said(act, "suppliers"))


LOYALTY_DEALINGS: dict[str, Rule] = {rule.__name__: rule for rule in (score, need, refer, bind_side, rank)}
