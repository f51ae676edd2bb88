"""A process that was begun to work for another one: it minds that one, not the terminal, and ends with it."""

import os
import signal
import threading
from multiprocessing import parent_process
from multiprocessing.connection import wait


def mind_the_asker() -> None:
    """Called once in such a process. Ctrl+C is for the process that asked, which ends the others."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_it, daemon=True).start()


def _end_with_it() -> None:
    """Where the process that asked was killed, nobody would ever send more, or an end."""
    asker = parent_process()
    if asker is not None:
        wait([asker.sentinel])
        os._exit(1)
