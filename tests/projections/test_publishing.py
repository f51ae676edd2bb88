"""Publishing a policy: it begins today or later."""

from datetime import date

import pytest

from ledger.errors import Invalid
from projections.policy_file import default_policy, default_text
from projections.publishing import publication

TODAY = date(2025, 4, 1)


def test_a_policy_begins_today_or_later_and_never_on_a_day_whose_reviews_were_judged() -> None:
    def begins(on: date) -> str:
        return str(publication(default_policy(), default_text(), on, today=TODAY)["in_force_from"])

    assert [begins(TODAY), begins(date(2025, 4, 2))] == ["2025-04-01", "2025-04-02"]
    with pytest.raises(Invalid, match="does not rewrite the past"):
        begins(date(2025, 3, 31))
