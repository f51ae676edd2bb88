"""What `guanxi timeline`, `history` and `events` draw."""

from api.cli.tables.events import events_table
from api.cli.tables.history import history_table
from api.cli.tables.sparkline import sparkline
from api.cli.tables.timeline import timeline_table
from tests.cli.drawing import drawn
from tests.cli.rows import CLOCKS, event_row, history_row, timeline_row


def test_late_and_corrected_facts_are_marked_and_explained() -> None:
    rows = [
        timeline_row(9, "VisitMade", late_days=43),
        timeline_row(7, "OrderPlaced", status="corrected", corrected_by=[8]),
        timeline_row(5, "CallMade", status="retracted"),
    ]
    text = drawn(timeline_table("C-1002", rows, CLOCKS), width=120)
    assert "late 43 d" in text
    assert "corrected by 8" in text
    assert "retracted" in text
    assert "late: recorded so many days after it happened" in text


def test_a_timeline_without_marks_explains_none() -> None:
    text = drawn(timeline_table("C-1", [timeline_row(1, "CallMade")], CLOCKS))
    assert "late" not in text
    assert "2026-05-20" in text


def test_a_long_sentence_goes_on_below_instead_of_being_cut() -> None:
    rows = [timeline_row(1, "VisitMade", summary="Visit with somebody about very many things " * 3 + "and lunch.")]
    lines = drawn(timeline_table("C-1", rows, CLOCKS), width=80).splitlines()
    assert "and lunch." in lines[-1]
    assert max(map(len, lines)) <= 80


def test_history_shows_the_curve_of_share_and_each_step_with_its_reason() -> None:
    rows = [
        history_row("2026-03-31", share=0.25),
        history_row("2026-04-30", share=0.5, step="up", stage="stable", reason="Share 50.00 % and 2 departments met."),
        history_row("2026-05-15", share=0.6, stage="stable", final=False),
    ]
    text = drawn(history_table("C-1", rows, CLOCKS), width=140)
    assert "share  25.0 % ▄▇█ 60.0 %" in text
    assert "▲ 2026-04-30  Share 50.00 % and 2 departments met." in text
    assert "2026-05-15*" in text
    assert "not a month end" in text


def test_history_without_any_share_draws_purchases() -> None:
    rows = [history_row("2026-03-31", share=None), history_row("2026-04-30", share=None, purchases_12m="200000.00")]
    assert "purchases, 12 months  100,000.00 EUR ▅█ 200,000.00 EUR" in drawn(history_table("C-1", rows, CLOCKS))


def test_events_show_both_times_and_the_fields() -> None:
    text = drawn(events_table([event_row(12, "VisitMade")], CLOCKS), width=160)
    for part in ("12", "2026-07-02 15:30", "2026-05-20", "VisitMade", "crm V-12", "contact_ids=K1, topics=new line"):
        assert part in text


def test_a_withheld_event_keeps_its_place() -> None:
    text = drawn(events_table([{"position": 3, "type": "Withheld"}, event_row(4, "CallMade")], CLOCKS), width=160)
    assert "3" in text
    assert "Withheld" in text


def test_a_sparkline_starts_at_zero_and_shows_unknown_as_a_dot() -> None:
    assert sparkline([0.0, 50.0, None, 100.0]) == "▁▅·█"
    assert sparkline([]) == ""
    assert sparkline([0.0, 0.0]) == "▁▁"
    assert sparkline([float(n) for n in range(200)], width=10)[-1] == "█"
    assert len(sparkline([float(n) for n in range(200)], width=10)) == 10
