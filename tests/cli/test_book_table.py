"""What `guanxi book` draws."""

from rich.cells import cell_len

from api.cli.tables.book import book_table
from tests.cli.drawing import drawn
from tests.cli.rows import CLOCKS, book_row


def test_a_line_says_stage_risk_share_silence_and_contact_in_words() -> None:
    text = drawn(book_table([book_row("C-1002")], CLOCKS), width=200)
    for part in ("C-1002", "Nordwind", "▰▰▰▱", "stable", "prevention", "61.8 %", "247,350.00 EUR", "18 d", "19 d", "A"):
        assert part in text
    assert "as of 2026-10-31 · known at 2026-10-29 08:15 UTC · policy 1" in text


def test_the_arrow_of_momentum_is_explained_below() -> None:
    text = drawn(book_table([book_row("C-1", momentum="regressing")], CLOCKS))
    assert "↘ regressing" in text
    assert "advancing" not in text


def test_what_is_unknown_is_a_dash_and_never_zero() -> None:
    row = book_row("C-1", share=None, silent_days=None, last_contact_on=None, purchases_12m=None, tier=None, risk=None)
    line = next(line for line in drawn(book_table([row], CLOCKS), width=200).splitlines() if "C-1" in line)
    assert line.count("–") == 6
    assert " 0" not in line


def test_the_worst_signal_stands_by_name_and_the_others_are_counted() -> None:
    signals = [{"name": "order_overdue", "severity": "crisis"}, {"name": "complaint_open", "severity": "watch"}]
    text = drawn(book_table([book_row("C-1", risk="rescue", signals=signals)], CLOCKS), width=200)
    assert "!! order overdue +1" in text
    assert "!! rescue" in text


def test_no_line_is_wider_than_the_terminal_down_to_80_columns() -> None:
    rows = [book_row("C-1", name="联华纺机 Lianhua Textile Machinery Group"), book_row("C-2", purchases_12m="1.00")]
    for width in (80, 81, 95, 100, 120, 160, 200):
        assert max(map(cell_len, drawn(book_table(rows, CLOCKS), width=width).splitlines())) <= width


def test_a_pipe_cuts_nothing() -> None:
    name = "A name of a company that is much longer than a terminal would ever like to show in one line of a table"
    assert name in drawn(book_table([book_row("C-1", name=name)], CLOCKS), width=100_000)


def test_amounts_of_currencies_with_and_without_decimals_align_on_the_point() -> None:
    rows = [book_row("C-1", purchases_12m="247350.00"), book_row("C-2", purchases_12m="12930000", currency="JPY")]
    euro, yen = (line for line in drawn(book_table(rows, CLOCKS), width=200).splitlines() if "C-" in line)
    assert euro.index(".00 EUR") == yen.index("    JPY")


def test_a_name_cannot_steer_the_terminal() -> None:
    text = drawn(book_table([book_row("C-1", name="Evil\x1b[2J\nname\u202e")], CLOCKS), width=200)
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "Evil\ufffd[2J name\ufffd" in text


def test_square_brackets_in_a_name_are_text() -> None:
    assert "[bold]Acme[/bold]" in drawn(book_table([book_row("C-1", name="[bold]Acme[/bold]")], CLOCKS), width=200)


def test_colours_come_only_where_the_terminal_has_them() -> None:
    table = book_table([book_row("C-1", risk="rescue")], CLOCKS)
    assert "\x1b[" in drawn(table, colour=True)
    assert "\x1b[" not in drawn(table)


def test_an_empty_book_says_so() -> None:
    assert "None stands in the book at these clocks, or none matches." in drawn(book_table([], CLOCKS))
