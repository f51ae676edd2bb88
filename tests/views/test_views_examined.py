"""What is said of views that are missing, behind, of another program, policy or ledger."""

import pytest

from ledger.application import Ledger
from ledger.place import Place
from projections.follower.rebuild import rebuild
from projections.views.examining import FOLLOW, examine_views
from projections.views.store import views_of
from tests.views.conftest import Clock, Tell
from tests.views.stores import run


@pytest.fixture
def place(every_place: Place) -> Place:
    return every_place


def test_views_are_told_with_what_they_lack(ledger: Ledger, book: None, tell: Tell, clock: Clock) -> None:
    views = views_of(ledger)
    kept, found = examine_views(views, ledger, clock())
    assert (kept, found.ok, found.remedy) == (None, True, FOLLOW)
    views.make()
    assert examine_views(views, ledger, clock()) == (None, found)

    rebuild(ledger, views, clock=clock)
    kept, found = examine_views(views, ledger, clock())
    assert kept is not None
    assert (kept.generation, kept.position, kept.last) == (1, ledger.last()[0], ledger.last()[0])
    assert (found.ok, found.remedy) == (True, "")
    assert found.what.endswith("as of 2025-03-14, judged by policy 1")

    tell("C-1", "ProfileChanged", name="New name")
    found = examine_views(views, ledger, clock())[1]
    assert f"up to position {kept.position} of {kept.position + 1}" in found.what
    assert (found.ok, found.remedy) == (True, FOLLOW)

    for change, said, ok in (
        ("policy_sha256 = 'other'", "judged by policy 1, and policy 1 is in force", True),
        ("made_by = 'guanxi 0.0.1'", "another program made it (guanxi 0.0.1)", True),
        ("event_id = 'other'", "are of another ledger", False),
    ):
        run(ledger, f"UPDATE {{t}}generations SET {change}")
        found = examine_views(views, ledger, clock())[1]
        assert said in found.what
        assert (found.ok, bool(found.remedy)) == (ok, True)
