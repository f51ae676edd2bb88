"""What befalls relationships: each kind of cause tells its signs, and all tell what came of them."""

from collections.abc import Callable, Mapping

from api.simulation.harm import Harm
from api.simulation.telling import Telling
from api.simulation.troubles import endings, key_contact_left, our_silence, quality_failure, rival_wins
from api.simulation.troubles.outcome import tell_outcome

# Kinds that are not listed show in the orders alone: a customer that shrinks or fades gives no sign of its own.
SIGNS: Mapping[str, Callable[[Telling, Harm], None]] = {
    "rival_wins": rival_wins.tell,
    "quality_failure": quality_failure.tell,
    "key_contact_left": key_contact_left.tell,
    "our_silence": our_silence.tell,
}
ENDINGS: Mapping[str, Callable[[Telling, Harm], None]] = {
    "dormant": endings.tell_dormant,
    "ended_by_customer": endings.tell_ended_by_customer,
    "ended_by_us": endings.tell_ended_by_us,
}


def tell_troubles(telling: Telling) -> None:
    for harm in telling.life.harms:
        if harm.kind.name in ENDINGS:
            ENDINGS[harm.kind.name](telling, harm)
            continue
        if harm.kind.name in SIGNS:
            SIGNS[harm.kind.name](telling, harm)
        tell_outcome(telling, harm)
