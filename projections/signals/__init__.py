"""The signals of domain model section 9: one file each, named as the signal, which holds all there is to it."""

from functools import cache
from importlib import import_module
from pkgutil import iter_modules

from projections.signals.definition import Signal


@cache
def all_signals() -> tuple[Signal, ...]:
    """Every signal, by name: the SIGNAL of each module of this package that has one."""
    modules = [import_module(f"{__name__}.{found.name}") for found in iter_modules(__path__)]
    return tuple(sorted((module.SIGNAL for module in modules if hasattr(module, "SIGNAL")), key=lambda s: s.name))
