"""What the standing says of loyalty."""

from projections.facts import Facts
from projections.loyalty import attitude, attitudinal, behavioural, communication, emotional, switching_cost
from projections.loyalty.attitude import TYPES
from projections.loyalty.judged import columns_of_trend, loyalty_at, trends
from projections.loyalty.retention import RETENTIONS, retention
from projections.loyalty.safeguards import safeguard_documents
from projections.loyalty.satisfaction import satisfaction_documents
from projections.loyalty.score import Row, shown
from projections.loyalty.trade import trade_documents
from projections.windows import Ints
from projections.words import Language

WHY = {
    "behavioural": behavioural.why,
    "attitudinal": attitudinal.why,
    "emotional": emotional.why,
    "attitude": attitude.why,
}


def loyalty_documents(facts: Facts, customers: Ints, language: Language = "en") -> list[Row]:
    """In the order of `customers`, at the asked-for date."""
    columns = columns_of_trend(facts)
    found, cost = loyalty_at(facts, columns), switching_cost.switching_cost(facts, columns)
    ours = switching_cost.switching_cost(facts, columns[-1:], "us")
    bound_by, satisfied = switching_cost.why(facts, cost, customers), satisfaction_documents(facts, customers, language)
    stays = retention(facts, found.scores["attitude"].value[:, -1], cost.value[:, -1])
    in_touch, dealings = _communication(facts, customers, language), trade_documents(facts, customers, language)
    said = {name: why(facts, found.scores[name], customers) for name, why in WHY.items()}
    moves = {name: trends(facts, score.value) for name, score in found.scores.items()}
    cost_moves = trends(facts, cost.value)
    return [
        {
            **{
                name: shown(score, c, said[name][place], moves[name][c], language)
                for name, score in found.scores.items()
            },
            "type": TYPES[found.type[c, -1]],
            "satisfaction": satisfied[place],
            "switching_cost": {
                **shown(cost, c, bound_by[place], cost_moves[c], language),
                **switching_cost.locks(facts, c, cost.value, ours.value),
            },
            "retention": RETENTIONS[stays[c]],
            "communication": in_touch[place],
            "trade": dealings[place],
        }
        for place, c in enumerate(customers.tolist())
    ]


def _communication(facts: Facts, customers: Ints, language: Language) -> list[Row]:
    """The score, what its parts were made of, and the three safeguards."""
    score = communication.communication(facts, columns_of_trend(facts))
    numbers, guarded = communication.numbers_of(facts, customers), safeguard_documents(facts, customers, language)
    said, moves = communication.why(facts, score, customers, numbers), trends(facts, score.value)
    return [
        {
            **shown(score, c, said[place], moves[c], language),
            "facts": own,
            "safeguards": guarded[place],
        }
        for place, (c, own) in enumerate(zip(customers.tolist(), numbers, strict=True))
    ]
