"""Who begins other processes and is killed leaves none of them behind."""

import subprocess
import sys

import pytest

BEGIN = """
import signal

def wait():
    print("ready", flush=True)
    signal.pause()

if __name__ == "__main__":
"""
IMPORT = """
    from api.importing.reading_ahead import second_process
    with second_process(bytes) as pool:
        pool.submit(int).result()
        wait()
"""
REPLAY = """
    from projections.replay.workers import Workers
    Workers(str, 2).started()
    wait()
"""
SIMULATE = """
    from api.simulation.book import workers
    with workers(2) as each:
        list(each(int, [0, 0]))
        wait()
"""


@pytest.mark.parametrize("work", [IMPORT, REPLAY, SIMULATE], ids=["import", "replay", "simulate"])
def test_the_processes_of_one_that_is_killed_end(work: str) -> None:
    with subprocess.Popen([sys.executable, "-c", BEGIN + work], stdout=subprocess.PIPE, text=True) as asker:
        assert asker.stdout is not None
        assert asker.stdout.readline() == "ready\n"
        asker.kill()
        rest, _ = asker.communicate(timeout=60)  # all that was begun writes to the same pipe, which ends with the last
    assert rest == ""
