"""What the table `standing` says of loyalty, drivers and needs, in columns to filter and to sort by."""

from typing import Any

from projections.drivers.document import SCORES as DRIVERS
from projections.views.columns import INTEGER, REAL, TEXT, Column

Row = dict[str, Any]

TOO_LITTLE = "not enough to judge: the table indicators says what is missing"
POINTS = "points of 100"
SAFEGUARDS = ("counterpart_named", "rhythm_kept", "executive_channel")
NEEDS = ("customer_level", "served_level", "need_gap", "tier_gap")
LEVELS = "survival, safety, social, esteem or self_actualisation"
NOBODY_SAID = "nobody noted whether their needs are met"


def _score(name: str, meaning: str) -> Column:
    return Column(name=name, type=INTEGER, meaning=meaning, unit=POINTS, null=TOO_LITTLE)


LOYALTY_COLUMNS = (
    _score("behavioural", "loyalty by what they do"),
    _score("attitudinal", "loyalty by what they intend"),
    _score("emotional", "loyalty by what they feel"),
    _score("attitude", "mean of the last two"),
    Column(
        name="loyalty_type",
        type=TEXT,
        meaning="true, latent, spurious or none",
        null="behavioural or attitude is unknown",
    ),
    Column(
        name="satisfaction_measure",
        type=TEXT,
        meaning="surveyed or modelled: where satisfaction_gap comes from",
        null="neither asked nor to be modelled",
    ),
    Column(name="satisfaction_index", type=INTEGER, meaning="as surveyed", unit=POINTS, null="no valid survey"),
    Column(
        name="satisfaction_gap",
        type=REAL,
        meaning="perceived - expected, 2 decimals",
        unit="points of 10",
        null="neither asked nor to be modelled",
    ),
    Column(
        name="against_rival",
        type=REAL,
        meaning="perceived - best rival, 2 decimals",
        unit="points of 10",
        null="nobody was asked",
    ),
    Column(name="switching_cost", type=INTEGER, meaning="what leaving would cost the customer", unit=POINTS),
    Column(name="our_lock_in", type=INTEGER, meaning="what leaving would cost us", unit=POINTS),
    Column(name="mutual_lock", type=INTEGER, meaning="the smaller of the two", unit=POINTS),
    Column(
        name="one_sided", type=TEXT, meaning="customer or us: who is bound much more", null="neither side much more"
    ),
    Column(
        name="retention",
        type=TEXT,
        meaning="anchored, free, captive or leaving",
        null="whether they are happy is unknown",
    ),
    _score("communication", "breadth, height, spread and recency of contact"),
    Column(name="counterpart_named", type=INTEGER, meaning="1: an owner, and two of ours in contact, else 0"),
    Column(name="rhythm_kept", type=INTEGER, meaning="1: a rhythm of contact is agreed and kept, else 0"),
    Column(name="executive_channel", type=INTEGER, meaning="1: executives met within their rhythm, else 0"),
    *(_score(name, f"driver: {name.replace('_', ' ')}") for name in DRIVERS),
    Column(name="weakest_driver", type=TEXT, meaning="name of the lowest known one", null="no driver is known"),
    Column(
        name="won_by",
        type=TEXT,
        meaning="price or brand: won by it alone, so its persons are to be served",
        null="not by one alone, or they are served",
    ),
    Column(name="customer_level", type=TEXT, meaning=f"highest need observed: {LEVELS}", null="none was observed"),
    Column(name="served_level", type=TEXT, meaning=f"highest need we meet: {LEVELS}", null="none, or nobody said"),
    Column(
        name="need_gap", type=INTEGER, meaning="so much below their level we serve", unit="levels", null=NOBODY_SAID
    ),
    Column(
        name="tier_gap",
        type=INTEGER,
        meaning="so much below what the tier deserves we serve",
        unit="levels",
        null=f"{NOBODY_SAID}, or no tier is known",
    ),
)


def loyalty_columns(standing: Row) -> Row:
    """Their values, from the standing of one customer."""
    loyalty, drivers, needs = standing["loyalty"], standing["drivers"], standing["needs"]
    satisfaction, cost = loyalty["satisfaction"], loyalty["switching_cost"]
    gap, rival = satisfaction["gap"], satisfaction["against_rival"]
    scores = ("behavioural", "attitudinal", "emotional", "attitude", "switching_cost", "communication")
    guarded = loyalty["communication"]["safeguards"]
    return {
        **{name: loyalty[name]["value"] for name in scores},
        "loyalty_type": loyalty["type"],
        "satisfaction_measure": satisfaction["measure"],
        "satisfaction_index": satisfaction["index"],
        "satisfaction_gap": None if gap is None else float(gap),
        "against_rival": None if rival is None else float(rival),
        **{name: cost[name] for name in ("our_lock_in", "mutual_lock", "one_sided")},
        "retention": loyalty["retention"],
        **{name: int(guarded[name]["met"]) for name in SAFEGUARDS},
        **{name: drivers[name]["value"] for name in DRIVERS},
        "weakest_driver": drivers["weakest"],
        "won_by": drivers["won_by"],
        **{name: needs[name] for name in NEEDS},
    }
