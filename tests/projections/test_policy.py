"""The policy file: nothing unknown, thresholds that make sense, a table for every signal."""

import pytest

from ledger.errors import Invalid
from projections.policy_file import default_policy, default_text, read_policy
from projections.signals import all_signals

DEFAULT = default_text()


def test_the_default_is_version_one_and_cites_the_hash_of_its_text() -> None:
    import hashlib

    assert default_policy().cited() == {"version": 1, "sha256": hashlib.sha256(DEFAULT.encode()).hexdigest()}


@pytest.mark.parametrize(
    ("before", "after", "place"),
    [
        ("leave_stable_share = 0.40", "leave_stable_share = 0.60", "/stage"),
        ("enter_stable_share = 0.50", "enter_stable_share = 1.50", "/stage/enter_stable_share"),
        ("lapse_days = 180", "lapse_day = 180", "/rhythm/lapse_day"),
        ('time_zone = "UTC"', 'time_zone = "Mars/Olympus"', "/time_zone"),
        ("crisis = 0.01", "crisis = 0.5", "/signals/order_overdue"),
        ("half_life_days = 182", 'half_life_days = "long"', "/rhythm/half_life_days"),
        ("enter_stable_share = 0.50", "enter_stable_share = true", "/stage/enter_stable_share"),
        ("purchases_months = 12", 'purchases_months = "12"', "/stage/purchases_months"),
        ("every_days = { A = 90", "every_days = { A = true", "/signals/review_due/every_days"),
        ("rates = {}", 'rates = { EURO = "1" }', "/currency/rates"),
        ("rates = {}", 'rates = { EUR = "1e400" }', "/currency/rates/EUR"),
        ('reporting = "CNY"', 'reporting = "cny"', "/currency/reporting"),
        ('["strategic_agreement", "equity"]', '["equitty"]', "/stage/lock_in_by_one/0"),
        ('stagnant_stable_tiers = ["A", "B"]', 'stagnant_stable_tiers = ["Z"]', "/momentum/stagnant_stable_tiers/0"),
        ("happy_gap = -0.5", "happy_gap = inf", "/scores/retention/happy_gap"),
        ("watch_hours = 24", "watch_hours = 72", "/signals/complaint_unacknowledged"),
    ],
)
def test_a_mistake_is_named_by_its_place(before: str, after: str, place: str) -> None:
    assert before in DEFAULT
    with pytest.raises(Invalid) as caught:
        read_policy(DEFAULT.replace(before, after), version=2)
    assert place in {problem.pointer for problem in caught.value.problems}


def test_broken_toml_is_refused() -> None:
    for broken in ("[stage", f"number = {'9' * 5000}"):
        with pytest.raises(Invalid, match="TOML"):
            read_policy(broken, version=2)


def test_a_policy_written_before_a_signal_existed_judges_it_by_the_default() -> None:
    before, _, after = DEFAULT.partition("[signals.contact_silence]")
    older = read_policy(before + after[after.index("[signals.") :], version=2)
    assert older.policy.signals == default_policy().policy.signals


def test_every_signal_has_its_table_with_every_number_in_the_default_file() -> None:
    for signal in all_signals():
        table = DEFAULT.partition(f"[signals.{signal.name}]")[2].partition("[signals.")[0]
        assert all(f"{key} = " in table for key in signal.limits.model_fields)
