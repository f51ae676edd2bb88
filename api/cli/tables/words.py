"""Stages, momentum, risk and severity: their mark, their colour, and the word that makes both unnecessary."""

from api.cli.tables.amounts import UNKNOWN

Span = tuple[str, str]
Spans = tuple[Span, ...]

STAGES = ("development", "initial", "stable", "strategic")
STAGE_STYLE = {"development": "cyan", "initial": "bright_blue", "stable": "green", "strategic": "bold magenta"}
MOMENTUM = {
    "advancing": ("↗", "green"),
    "steady": ("→", ""),
    "stagnant": ("=", "yellow"),
    "regressing": ("↘", "red"),
    "interrupted": ("×", "bold red"),
}
RISK = {
    "prevention": ("", "green"),
    "control": ("! ", "bold yellow"),
    "rescue": ("!! ", "bold red"),
    "lost": ("× ", "dim"),
}
SEVERITY = {"crisis": ("!!", "bold red"), "alert": ("! ", "bold yellow"), "watch": ("· ", "cyan")}
STEP = {"up": ("▲", "green"), "down": ("▼", "red")}
DIM = "dim"


def stage_meter(stage: str) -> Spans:
    """Four blocks, filled up to the stage: readable without colour."""
    filled = STAGES.index(stage) + 1
    return (("▰" * filled, STAGE_STYLE[stage]), ("▱" * (len(STAGES) - filled), DIM))


def stage_name(stage: str) -> Spans:
    """The stage in its colour."""
    return ((stage, STAGE_STYLE[stage]),)


def momentum(name: str | None, *, word: bool = True) -> Spans:
    """The arrow, and its word unless a legend says it elsewhere."""
    if name is None:
        return ((UNKNOWN, DIM),)
    glyph, style = MOMENTUM.get(name, ("?", ""))
    return ((f"{glyph} {name}" if word else glyph, style),)


def risk(status: str | None) -> Spans:
    """The status as a word; control and rescue carry one and two exclamation marks."""
    if status is None:
        return ((UNKNOWN, DIM),)
    mark, style = RISK.get(status, ("", ""))
    return ((f"{mark}{status}", style),)


def severity(name: str) -> Spans:
    """The severity as a word after its mark."""
    mark, style = SEVERITY.get(name, ("  ", ""))
    return ((f"{mark} {name}", style),)


def signal_name(name: str) -> str:
    """order_overdue -> "order overdue"."""
    return name.replace("_", " ")
