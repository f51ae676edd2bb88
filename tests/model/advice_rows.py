"""What section 12 of the model gives advice for: stages, statuses, kinds of loyalty, gaps, and every signal."""

from collections.abc import Iterable, Mapping

from tests.model.section import Row, Section

STAGES = ("development", "initial", "stable", "strategic", "every", "next")
STATUSES = ("control", "rescue", "lost")
KINDS = ("captive", "free", "latent", "spurious")
GAPS = ("won_by_price", "won_by_brand", "need_gap", "tier_gap")
FOLDER = "projections/advice"
DEALINGS = ("trade", "quality")


def advice(signals: Mapping[str, Iterable[str]]) -> Section:
    """signals: names by group."""
    rows = [_row(name, "stages") for name in (*STAGES, *GAPS)] + [_row(name, "risk") for name in (*STATUSES, *KINDS)]
    for group, names in signals.items():
        file = "signals_of_trade_and_quality" if group in DEALINGS else "signals_of_others"
        rows += [_row(name, file) for name in names]
    return Section(title="Advice", heads=("because of", "is"), rows=tuple(rows))


def _row(name: str, file: str) -> Row:
    return Row(item=f"advice: {name}", file=f"{FOLDER}/{file}.toml", word=f'because = "{name}"', outcomes=("advised",))
