"""What the standing says of loyalty."""

from projections.facts import Facts
from projections.loyalty import attitude, attitudinal, behavioural, emotional, switching_cost
from projections.loyalty.attitude import TYPES
from projections.loyalty.judged import columns_of_trend, loyalty_at, trend
from projections.loyalty.retention import RETENTIONS, retention
from projections.loyalty.satisfaction import satisfaction_documents
from projections.loyalty.score import Row, shown
from projections.windows import Ints

WHY = {
    "behavioural": behavioural.why,
    "attitudinal": attitudinal.why,
    "emotional": emotional.why,
    "attitude": attitude.why,
}


def loyalty_documents(facts: Facts, customers: Ints) -> list[Row]:
    """In the order of `customers`, at the asked-for date. Parts that later projections fill are null."""
    columns = columns_of_trend(facts)
    found, cost = loyalty_at(facts, columns), switching_cost.switching_cost(facts, columns)
    ours = switching_cost.switching_cost(facts, columns[-1:], "us")
    bound_by, satisfied = switching_cost.why(facts, cost, customers), satisfaction_documents(facts, customers)
    stays = retention(facts, found.scores["attitude"].value[:, -1], cost.value[:, -1])
    said = {name: why(facts, found.scores[name], customers) for name, why in WHY.items()}
    return [
        {
            **{
                name: shown(score, c, said[name][place], trend(facts, score.value, c))
                for name, score in found.scores.items()
            },
            "type": TYPES[found.type[c, -1]],
            "satisfaction": satisfied[place],
            "switching_cost": {
                **shown(cost, c, bound_by[place], trend(facts, cost.value, c)),
                **switching_cost.locks(facts, c, cost.value, ours.value),
            },
            "retention": RETENTIONS[stays[c]],
            "communication": None,
            "trade": None,
        }
        for place, c in enumerate(customers.tolist())
    ]
