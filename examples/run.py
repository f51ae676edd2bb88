"""Restore the example book into a fresh directory and show it: what `make example` does."""

import shutil
import sys
import tempfile
from pathlib import Path

from api.cli.main import outcome
from api.cli.screen import console

BOOK = Path(__file__).with_name("book.jsonl")
LAST_DAY = "2026-10-31"
CUSTOMER = "C-1005"
MARK = "made-by-the-example"

NEXT = """
Try next:

  . .venv/bin/activate
  export GUANXI_DATA={directory}
  guanxi book                                                     # judged today: silence is news
  guanxi show C-1002 --as-of 2026-06-30                           # that day, with all we know now
  guanxi show C-1002 --as-of 2026-06-30 --known-at 2026-06-30     # what we would have said that day
  guanxi timeline C-1002                                          # the late visit and the corrected order
  guanxi history C-1005                                           # how a main supplier became a second one
  guanxi --help
"""


def main(arguments: list[str]) -> int:
    """arguments: at most the directory to use; without one, guanxi-demo in the system's temporary directory."""
    screen = console(sys.stdout)
    directory = Path(arguments[0]) if arguments else Path(tempfile.gettempdir()) / "guanxi-demo"
    if not cleared(directory):
        screen.print(f"{directory} holds other files than the example's. Name an empty or a new directory.")
        return 1
    data = ["--data", str(directory)]
    restored = outcome([*data, "import", "--restore", str(BOOK)])
    if restored:
        return restored
    screen.print()
    for command in (["book"], ["show", CUSTOMER]):
        code = outcome([*data, *command, "--as-of", LAST_DAY])
        if code:
            return code
        screen.print()
    screen.print(NEXT.format(directory=directory).strip("\n"), soft_wrap=True)
    return 0


def cleared(directory: Path) -> bool:
    """Make the directory anew; False, touching nothing, where it holds files this example did not make."""
    if directory.is_dir() and any(directory.iterdir()):
        if not (directory / MARK).is_file():
            return False
        shutil.rmtree(directory)
    directory.mkdir(parents=True, exist_ok=True)
    (directory / MARK).write_text("Made by `make example`, which empties this directory each time.\n", encoding="utf-8")
    return True


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
