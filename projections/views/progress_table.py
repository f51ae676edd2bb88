"""The table `progress`: one row, the clocks at which all other rows were made."""

from projections.views.columns import INTEGER, TEXT, Column, Table

NOTHING_YET = "the ledger is empty"

PROGRESS = Table(
    name="progress",
    grain="the views as a whole: always one row",
    key=("generation",),
    whose=None,
    columns=(
        Column(name="position", type=INTEGER, meaning="position of the last event taken in, 0 on an empty ledger"),
        Column(name="event_id", type=TEXT, meaning="id of that event", null=NOTHING_YET),
        Column(name="known_at", type=TEXT, meaning="moment it was recorded, UTC", null=NOTHING_YET),
        Column(name="as_of", type=TEXT, meaning="end of the day for which the rows stand, UTC"),
        Column(name="policy_version", type=INTEGER, meaning="version of the policy that judged"),
        Column(
            name="policy_sha256",
            type=TEXT,
            meaning="its SHA-256; where others judge earlier reviews, a hash of all together",
        ),
        Column(name="generation", type=INTEGER, meaning="number of the rebuild that made the tables"),
        Column(name="made_by", type=TEXT, meaning="program and layout that made the rows"),
    ),
)
