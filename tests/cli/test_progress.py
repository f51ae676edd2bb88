"""How far long work has come, as stderr shows it."""

import io

from rich.console import Console

from api.cli.progress import reporting


def test_without_a_terminal_a_line_comes_every_ten_seconds() -> None:
    screen = Console(file=io.StringIO(), width=100)
    times = iter([0.0, 1.0, 11.0, 11.0, 12.0, 30.0, 30.0])
    with screen.capture() as captured, reporting(screen, clock=lambda: next(times)) as report:
        for read in (100, 2000, 3000, 400_000):
            report("orders.csv", read)
    assert captured.get().splitlines() == ["importing orders.csv: 2,000 events", "importing orders.csv: 400,000 events"]
