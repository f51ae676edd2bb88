"""How far counted work has come, as stderr shows it."""

import io

from rich.console import Console

from api.cli.counting import counting


def test_without_a_terminal_a_line_comes_every_ten_seconds() -> None:
    screen = Console(file=io.StringIO(), width=100)
    times = iter([0.0, 1.0, 11.0, 12.0])
    with screen.capture() as captured, counting("customers", 5000, screen, clock=lambda: next(times)) as count:
        for more in (500, 1500, 1000):
            count(more)
    assert captured.get().splitlines() == ["2,000 of 5,000 customers, 182 a second, about 16 s left"]


def test_the_pace_is_that_of_the_last_minute() -> None:
    """Work may go on at another pace: a rebuild counts fast, and then writes."""
    screen = Console(file=io.StringIO(), width=100)
    times = iter(range(0, 1000, 10))
    with screen.capture() as captured, counting("events", 10_000, screen, clock=lambda: next(times)) as count:
        for more in [1000] * 3 + [100] * 12:
            count(more)
    lines = captured.get().splitlines()
    assert lines[2] == "3,000 of 10,000 events, 100 a second, about 70 s left"
    assert lines[-1] == "4,200 of 10,000 events, 10 a second, about 580 s left"


def test_on_a_terminal_a_bar_moves_and_goes() -> None:
    screen = Console(file=io.StringIO(), width=100, force_terminal=True)
    with counting("customers", 10, screen) as count:
        count(10)
    assert "customers" in screen.file.getvalue()  # type: ignore[attr-defined]
