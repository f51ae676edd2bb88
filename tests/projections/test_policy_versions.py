"""Versions of the policy: each review is judged by the one in force that day, among those known."""

import hashlib

import pytest

from ledger.errors import Invalid, RuleBroken
from ledger.ledger_stream import LEDGER_STREAM
from projections import answers
from projections.clocks import Clocks, resolve
from projections.policy_file import default_policy, default_text, read_policy
from projections.policy_lines import places
from projections.policy_versions import versions
from projections.publishing import publishable
from projections.replay.sending import received, sent
from tests.laws.clocks import micros
from tests.laws.documents import Document
from tests.laws.memory_log import MemoryLog
from tests.projections.loyalty.told import contact
from tests.projections.signals.one_customer import (
    CODE,
    RECORDED,
    Happened,
    documents_of,
    every,
    happened,
    ordered,
    registered,
)

EASIER = default_text().replace("enter_stable_share = 0.50", "enter_stable_share = 0.41")
GROWING = [
    registered("2024-01-02"),
    happened("2024-01-02", "AnnualSpendEstimated", amount="2600.00", currency="EUR"),
    contact("K-1", "2024-01-02"),
    contact("K-2", "2024-01-02", department="E"),
    *(ordered(on) for on in every(30, "2024-01-10", 20)),
    *(happened(on, "VisitMade", contact_ids=["K-1", "K-2"]) for on in every(60, "2024-01-10", 10)),
]


def published(toml: str, version: int, in_force_from: str) -> Document:
    at = RECORDED.replace(year=2024, month=9, day=version)
    data = {
        "version": version,
        "sha256": hashlib.sha256(toml.encode()).hexdigest(),
        "toml": toml,
        "in_force_from": in_force_from,
    }
    return Document(
        name=f"policy {version}",
        customer=LEDGER_STREAM,
        type="PolicyPublished",
        occurred_at=at,
        recorded_at=RECORDED.replace(year=2031, day=version),
        data=data,
    )


def log_with(*policies: Document, events: list[Happened] = GROWING) -> MemoryLog:
    return MemoryLog.of([*documents_of(events), *policies])


def asked(log: MemoryLog, as_of: str, **given: str) -> Clocks:
    return resolve(log, as_of=as_of, now=micros(RECORDED), **given)


def stages(log: MemoryLog, as_of: str, **given: str) -> dict[str, tuple[str, int]]:
    rows = answers.history(log, CODE, asked(log, as_of, **given))
    return {row["on"]: (row["stage"], row["policy"]) for row in rows}


def test_without_a_publication_version_one_judges_everything() -> None:
    log = log_with()
    assert asked(log, "2025-03-31").rules == default_policy()
    assert {policy for _, policy in stages(log, "2025-03-31").values()} == {1}


def test_a_review_is_judged_by_the_version_in_force_that_day() -> None:
    log = log_with(published(EASIER, 2, "2025-01-31"))
    before, after = stages(log_with(), "2025-03-31"), stages(log, "2025-03-31")
    assert [on for on in before if before[on] != after[on]] == ["2025-01-31", "2025-02-28", "2025-03-31"]
    assert after["2025-01-31"] == ("stable", 2)
    assert before["2025-01-31"] == ("initial", 1)


def test_publishing_never_changes_a_past_review_and_the_standing_agrees_with_the_history() -> None:
    log = log_with(published(EASIER, 2, "2025-01-31"))
    for on, (stage, version) in stages(log, "2025-03-31").items():
        document = answers.standing(log, CODE, asked(log, on))
        assert (document["stage"]["name"], document["policy"]["version"]) == (stage, version)


def test_every_version_that_judges_is_cited_with_its_hash_in_another_process_too() -> None:
    clocks = asked(log_with(published(EASIER, 2, "2025-01-31")), "2025-03-31")
    assert received(sent(clocks)) == clocks
    assert clocks.rules.cited_in_turn() == {
        "version": 2,
        "sha256": hashlib.sha256(EASIER.encode()).hexdigest(),
        "earlier": [{"version": 1, "sha256": default_policy().sha256, "until": "2025-01-30"}],
    }
    assert default_policy().cited_in_turn() == default_policy().cited()


def test_what_was_not_yet_recorded_does_not_judge() -> None:
    log = log_with(published(EASIER, 2, "2025-01-31"))
    assert stages(log, "2025-03-31", known_at="2030-06-01") == stages(log_with(), "2025-03-31")


def test_a_named_version_judges_every_review() -> None:
    log = log_with(published(EASIER, 2, "2025-01-31"))
    for name in ("2", f"sha256:{hashlib.sha256(EASIER.encode()).hexdigest()[:8]}"):
        found = stages(log, "2025-03-31", policy=name)
        assert {policy for _, policy in found.values()} == {2}
        assert found["2024-12-31"][0] == "stable"
    with pytest.raises(Invalid, match="no policy '3'"):
        asked(log, "2025-03-31", policy="3")


def test_of_two_that_begin_on_one_day_the_later_judges() -> None:
    log = log_with(published(EASIER, 2, "2025-01-31"), published(default_text() + "\n", 3, "2025-01-31"))
    assert stages(log, "2025-03-31")["2025-01-31"] == ("initial", 3)


def test_the_next_version_must_differ_and_may_not_divide_time_anew() -> None:
    known = versions(log_with(published(EASIER, 2, "2025-01-31")), 100)
    assert publishable(default_text(), known).version == 3
    with pytest.raises(RuleBroken, match="version 2 already"):
        publishable(EASIER, known)
    with pytest.raises(RuleBroken, match="time zone"):
        publishable(default_text().replace('time_zone = "UTC"', 'time_zone = "Asia/Shanghai"'), known)


@pytest.mark.parametrize(
    ("before", "after", "what", "remedy"),
    [
        ("lapse_days = 180", "lapse_day = 180", "knows no 'lapse_day'", "Write 'lapse_days'"),
        ("enter_stable_share = 0.50", "enter_stable_share = 1.50", "less than or equal to 1", "Mend that number"),
        ("leave_stable_share = 0.40", "leave_stable_share = 0.60", "exit thresholds lie below entry", "Mend"),
        ("least = 5 ", "least = 0 ", "greater than or equal to 1", "the default is 5"),
        ('because = "development"', 'because = "weather"', "nothing to give advice for", "Mend"),
        ('id = "find-opening"', 'id = "find-coach"', "two items of advice", "Mend"),
    ],
)
def test_a_mistake_has_its_line_and_its_remedy(before: str, after: str, what: str, remedy: str) -> None:
    wrong = default_text().replace(before, after, 1)
    with pytest.raises(Invalid) as caught:
        read_policy(wrong, version=2)
    problem = next(one for one in caught.value.problems if what in one.message)
    assert problem.remedy.startswith(remedy) or remedy in problem.remedy
    assert problem.line is not None
    line = wrong.splitlines()[problem.line - 1]
    assert after in line or line.startswith("[")


def test_lines_are_those_of_tables_and_keys() -> None:
    found = places("a = 1\n[t]\nb = 2\n[[many]]\nc = 3\n[[many]]\nc = 4\n")
    assert found[("a",)] == 1
    assert found[("t", "b")] == 3
    assert (found[("many", 0, "c")], found[("many", 1, "c")]) == (5, 7)
