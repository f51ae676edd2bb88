"""`python -m bench [NAME ...]`: all measurements but those that stand apart, or those named."""

import importlib
import pkgutil
import platform
import sys

import bench

NO_MEASUREMENTS = {"floor", "many_journal", "many_times", "memory", "rows", "simulated", "table"}
APART = {"large_rebuild"}  # takes long, and much of the disk, when it is to say anything


def names() -> list[str]:
    return sorted(
        {m.name for m in pkgutil.iter_modules(bench.__path__) if not m.name.startswith("_")} - NO_MEASUREMENTS
    )


def main(wanted: list[str]) -> None:
    unknown = set(wanted) - set(names())
    if unknown:
        sys.exit(f"error: no measurement named {', '.join(sorted(unknown))}. There are: {', '.join(names())}")
    print(f"{platform.platform()}, Python {platform.python_version()}")
    for name in wanted or [name for name in names() if name not in APART]:
        print(f"\n## {name}", flush=True)
        importlib.import_module(f"bench.{name}").run()


if __name__ == "__main__":
    main(sys.argv[1:])
