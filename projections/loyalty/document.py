"""What the standing says of loyalty."""

from projections.facts import Facts
from projections.loyalty import attitude, attitudinal, behavioural, emotional
from projections.loyalty.attitude import TYPES
from projections.loyalty.judged import columns_of_trend, loyalty_at, trend
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
    found = loyalty_at(facts, columns_of_trend(facts))
    said = {name: why(facts, found.scores[name], customers) for name, why in WHY.items()}
    return [
        {
            **{
                name: shown(score, c, said[name][place], trend(facts, score.value, c))
                for name, score in found.scores.items()
            },
            "type": TYPES[found.type[c, -1]],
            "satisfaction": None,
            "switching_cost": None,
            "retention": None,
            "communication": None,
            "trade": None,
        }
        for place, c in enumerate(customers.tolist())
    ]
