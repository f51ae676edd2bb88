"""A history that breaks a law, cut down to what is needed to break it."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.laws.documents import History

Check = Callable[[History], list[str]]


def must_hold(history: History, check: Check) -> None:
    """check: what is wrong with a history, in lines; it may raise too. Fails with the smallest history found."""
    if not complaints(history, check):
        return
    small = smallest(history, lambda candidate: bool(complaints(candidate, check)))
    pytest.fail("\n".join([*complaints(small, check), repr(small)]), pytrace=False)


def complaints(history: History, check: Check) -> list[str]:
    try:
        return check(history)
    except Exception as error:  # a crash breaks the law as well
        return [f"{type(error).__name__}: {error}"]


def smallest(history: History, fails: Callable[[History], bool]) -> History:
    """Leave out runs of documents, long ones first, with all that need them, as long as it still fails."""
    length = len(history.documents)
    while length:
        start = 0
        while start < len(history.documents):
            candidate = without(history, start, length)
            if candidate.documents and fails(candidate):
                history = candidate
            else:
                start += length
        length //= 2
    return history


def without(history: History, start: int, length: int) -> History:
    gone = {d.name for d in history.documents[start : start + length]}
    kept = []
    for document in history.documents:
        if document.name in gone or document.needs & gone:
            gone.add(document.name)
        else:
            kept.append(document)
    return replace(history, documents=tuple(kept))
