"""What `guanxi show` draws."""

from typing import Any

from rich.cells import cell_len

from api.cli.tables.heading import asked_of
from api.cli.tables.standing import standing_page
from tests.cli.drawing import drawn
from tests.cli.rows import CLOCKS, signal, stage, standing


def page(width: int = 100, **given: object) -> str:
    document = standing(**given)
    return drawn(standing_page(document, asked_of(document, CLOCKS.zone)), width=width)


def test_the_first_lines_say_where_the_relationship_stands_and_why() -> None:
    first = page().splitlines()[:7]
    assert first[0] == "Nordwind Antriebstechnik GmbH  C-1002"
    assert "development ━━ initial ━━ STABLE ── strategic" in first[3]
    assert "↗ advancing" in first[4]
    assert "in this stage since 2026-05-31 (5 months)" in first[4]
    assert "risk prevention" in first[4]
    assert first[6].strip() == "Share 61.84 % with 2 departments met. [events 12, 14]"


def test_the_next_step_lists_each_condition_met_or_missing_with_its_numbers() -> None:
    lines = page().splitlines()
    at = lines.index("Next step: strategic  1 of 2 conditions met")
    assert lines[at + 2].split() == ["✗", "missing", "executive", "meeting", "in", "12", "months", "1", "0"]
    assert lines[at + 3].split() == ["✓", "met", "share", "of", "wallet", "50.00", "%", "61.84", "%"]


def test_a_strategic_customer_has_no_next_step() -> None:
    assert "Next step" not in page(stage=stage(name="strategic", next=[]))


def test_absences_stand_under_the_reason() -> None:
    assert "– no executive meeting ever recorded" in page()


def test_a_signal_says_severity_cause_since_sentence_and_evidence() -> None:
    risk = {"status": "control", "reason": "One alert.", "signals": [signal("order_overdue", "alert")]}
    text = page(risk=risk)
    assert "Risk  ! control" in text
    assert "!  alert  order overdue  since 2026-09-20 · trade · cause: customer" in text
    assert "Silent for 144 days. [event 15]" in text


def test_long_evidence_shows_the_latest_and_counts_the_earlier() -> None:
    long = signal("order_overdue", "alert", evidence=list(range(1, 51)), evidence_count=60)
    text = page(risk={"status": "control", "reason": "", "signals": [long]})
    assert "[events 54 earlier, 45, 46, 47, 48, 49, 50]" in text


def test_a_peak_above_the_present_stage_is_marked() -> None:
    assert "INITIAL ── stable (peak) ── strategic" in page(stage=stage(name="initial", peak="stable"))


def test_what_is_not_judged_is_said_and_not_called_safe() -> None:
    assert "Risk  not judged yet" in page(risk={"status": None, "reason": "Only its file is recorded.", "signals": []})


def test_a_provisional_step_is_called_so() -> None:
    assert "(5 months), provisional until the" in page(width=100, stage=stage(provisional=True))


def test_an_interruption_says_since_when() -> None:
    text = page(stage=stage(momentum="interrupted", interrupted_since="2026-07-14"))
    assert "× interrupted since 2026-07-14" in text


def test_a_sentence_the_rhythm_has_said_is_not_said_again() -> None:
    said = standing()["rhythm"]["reason"]
    risk = {"status": "control", "reason": "One alert.", "signals": [signal("order_overdue", "alert", reason=said)]}
    text = page(risk=risk)
    assert text.count(said) == 1
    assert "As the order rhythm above says. [event 15]" in text


def test_the_tier_says_where_it_comes_from() -> None:
    assigned = {"value": "B", "assigned": "B", "assigned_on": "2025-01-30", "basis": "strategic_fit", "evidence": [41]}
    assert "Tier  B  assigned on 2025-01-30 for strategic fit [event 41]" in page(tier=assigned)
    assert "Tier  C  derived from the book" in page(tier={"value": "C", "assigned": None, "derived": "C"})


def test_sections_without_content_are_left_out() -> None:
    text = page()
    for name in ("Loyalty", "People", "Drivers", "Needs", "Tier", "Openings", "What to do"):
        assert name not in text


def people() -> dict[str, Any]:
    met = {
        "contact_id": "K-1", "department": "purchasing", "level": "middle", "role": "buyer", "influence": "0.5",
        "attitude": "supporter", "last_met_on": "2026-05-02", "left_on": None, "known_by": ["Li Wei"],
    }  # fmt: skip
    gone = met | dict.fromkeys(("role", "influence", "attitude", "last_met_on")) | {"contact_id": "K-2"}
    return {
        "contacts": [met, gone | {"left_on": "2026-01-10", "known_by": []}],
        "single_thread": {"theirs": {"person": "K-1", "share": 1.0, "contact_days": 6, "single": True}, "ours": None},
        "reason": "1 of 2 contacts met in 12 months.",
        "evidence": [12],
        "evidence_count": 1,
        "absences": ["no decider is known"],
    }


def test_sections_with_content_stand() -> None:
    scores = {"behavioural": {"value": 78, "trend": "up", "reason": "steady rhythm"}, "attitudinal": {"value": None}}
    text = page(
        loyalty={**scores, "emotional": None, "type": "spurious", "retention": None},
        people=people(),
        needs={
            "reason": "They are at the level of safety needs.",
            "evidence": [9],
            "evidence_count": 1,
            "absences": [],
        },
        openings=[{"type": "opening", "reason": "Cost pressure, awaited, due on 2026-09-01.", "evidence": [41]}],
        advice=[
            {
                "id": "call",
                "action": "Call without asking for anything.",
                "because": "contact_silence",
                "why": "contact silence",
            }
        ],
    )
    assert "Loyalty  spurious" in text
    assert "behavioural  ████████░░   78  ↗\n    steady rhythm\n" in text
    assert "People  100.00 % of contact through K-1 (theirs)\n  1 of 2 contacts met in 12 months. [event 12]" in text
    assert "– no decider is known" in text
    assert "K-1      purchasing  middle  buyer        0.5  supporter  2026-05-02       Li Wei\n" in text
    assert "left 2026-01-10" in text
    assert "Needs\n  They are at the level of safety needs. [event 9]" in text
    assert "◇ Cost pressure, awaited, due on 2026-09-01. [event 41]" in text
    assert "1. Call without asking for anything.  (contact silence)" in text


def test_needs_of_which_nothing_is_known_take_no_room() -> None:
    nothing = {"reason": "No need was observed.", "evidence": [], "evidence_count": 0, "absences": ["nobody noted"]}
    assert "Needs" not in page(needs=nothing)


def test_no_order_yet_is_said_in_the_rhythm_sentence() -> None:
    empty = dict.fromkeys(standing()["rhythm"]) | {"orders": 0, "reason": "No order yet.", "evidence": []}
    text = page(rhythm=empty)
    assert "Order rhythm\n  No order yet." in text


def test_no_line_is_wider_than_80_columns() -> None:
    risk = {"status": "control", "reason": "An alert " * 30, "signals": [signal("order_overdue", "alert")]}
    assert max(map(cell_len, page(80, risk=risk).splitlines())) <= 80


def test_the_sentence_of_a_score_wraps_below_its_bar_however_narrow_the_terminal() -> None:
    reason = "orders at even gaps, " * 8 + "and the last one early"
    scores = {name: {"value": 5, "trend": "flat", "reason": reason} for name in ("behavioural", "attitudinal")}
    for width in (44, 100, 200):
        lines = page(width=width, loyalty={**scores, "type": None, "retention": None}).splitlines()
        bars = [line for line in lines if "░" in line]
        assert [line.index("░") for line in bars] == [15, 15]
        assert max(map(cell_len, lines[lines.index(bars[0]) :])) <= min(width, 100)
        assert " ".join(" ".join(lines).split()).count(reason) == 2
