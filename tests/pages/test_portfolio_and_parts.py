"""The portfolio page, and on a customer's page people, openings and the monthly sales report."""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest

from api.http.security.token import LocalToken
from projections.policy_file import default_text
from tests.http.conftest import TOKEN, Clock, Served, served
from tests.pages.books import ordered, record, registered


def told(type_: str, day: str = "2025-02-03", **data: Any) -> dict[str, Any]:
    return {"customer": "C-1", "type": type_, "occurred_at": f"{day}T09:00:00+08:00", "data": data}


def reported(month: str, opening: str, closing: str) -> dict[str, Any]:
    figures = {"month": month, "product": "Pump", "opening": opening, "purchased": "5", "sold": "8", "closing": closing}
    return told("StockReported", "2025-03-05", **figures)


def contact(contact_id: str, **more: str) -> dict[str, Any]:
    return told("ContactAdded", contact_id=contact_id, name="Anna Berg", department="Purchasing", **more)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with served(tmp_path_factory.mktemp("parts"), Clock(), LocalToken(TOKEN)) as one:
        record(
            one.ledger,
            registered("C-1", "Nordwind"),
            ordered("C-1", "O-1", "2025-02-03"),
            contact("K-1", level="executive", role="decider", influence="0.8"),
            contact("K-2", level="operational", reports_to="K-1"),
            told("AttitudeObserved", contact_id="K-1", attitude="opponent"),
            told("VisitMade", contact_ids=["K-2"], our_people=["Wei"]),
            told("OpeningObserved", opening_id="P-1", kind="new_need", origin="created", due_on="2025-04-01"),
            reported("2025-01", "10", "7"),
            reported("2025-02", "9", "7"),
            told("ComplaintRaised", "2025-03-01", complaint_id="M-1", severity="major", category="delivery"),
            registered("C-2", "Suedwind"),
            told("RepurchaseIntentStated", "2024-08-01", score=9) | {"customer": "C-2"},
            told("RepurchaseIntentStated", "2025-02-01", score=3) | {"customer": "C-2"},
        )
        yield one


def page(site: Served, path: str) -> str:
    answer = site.visit.get(path)
    assert answer.status_code == 200
    return answer.text


def test_people_stand_on_the_map_and_in_the_table(site: Served) -> None:
    text = page(site, "/customers/C-1")
    assert text.count("<circle") >= 2
    assert 'class="opponent"' in text
    assert '<line class="reports"' in text
    assert "<td>Wei</td>" in text
    assert '<th scope="row">K-1 <span class="dim">Anna Berg</span></th>' in text
    assert "the decider K-1 was never met" in text


def test_openings_are_shown_with_their_due_dates(site: Served) -> None:
    assert "New need, created, due on 2025-04-01." in page(site, "/customers/C-1")


def test_the_sales_report_says_what_does_not_add_up(site: Served) -> None:
    text = page(site, "/customers/C-1")
    assert "closing should be 6" in text
    assert "opening is not the last closing" in text
    assert "adds up" in text


def test_what_fell_stands_at_the_top_with_the_part_that_did_it(site: Served) -> None:
    text = page(site, "/customers/C-2")
    assert 'Attitudinal <b>90 → 30</b> <span class="dim">(intent 90 → 30)' in text
    assert "▼ down from 90" in text
    assert re.search('latest event behind it: <a href="#event-[0-9]+">Will buy again: 3 of 10.</a>', text)
    assert 'id="fell"' not in page(site, "/customers/C-1")


def test_drawings_and_table_mark_the_review_from_which_on_another_policy_judges(site: Served) -> None:
    easier = default_text().replace("enter_stable_share = 0.50", "enter_stable_share = 0.41")
    body = {"toml": easier, "in_force_from": "2025-04-01"}
    first, second = (sha256(text.encode()).hexdigest() for text in (default_text(), easier))
    assert site.visit.post("/api/v1/policies", json=body).status_code == 201
    text = page(site, "/customers/C-2?as_of=2025-05-15")
    assert text.count(f"2025-04-30: policy version 2 (sha256:{second[:12]}) judges from here on") == 2
    assert text.count(f"from here on policy 2 (sha256:{second[:12]})") == 1
    assert f"by policy 2 (sha256:{second[:12]})" in text
    before = page(site, "/customers/C-2?as_of=2025-04-01&policy=1")
    assert "policy version 2" not in before
    assert f"by policy 1 (sha256:{first[:12]})" in before
    history = site.visit.get("/api/v1/customers/C-2/history?as_of=2025-05-15").json()
    earlier = [{"version": 1, "sha256": first, "until": "2025-03-31"}]
    assert history["policy"] == {"version": 2, "sha256": second, "earlier": earlier}


def test_the_portfolio_counts_and_values(site: Served) -> None:
    text = page(site, "/portfolio?from=2024-12-31")
    assert "1,200.00 CNY" in text
    assert '<h2 id="moves-head">How customers moved since 2024-12-31</h2>' in text
    assert "Nobody stands still." in text


def test_the_reader_chooses_chinese(site: Served) -> None:
    text = page(site, "/customers/C-1?lang=zh")
    assert '<html lang="zh">' in text
    for words in ("订单节奏", "月销售报表", "机会", "投诉 M-1", "应做之事", "投诉未解决"):
        assert words in text
    fell = page(site, "/customers/C-2?lang=zh")
    assert "意识忠诚 <b>90 → 30</b>" in fell
    assert "▼ 由 90 下降" in fell
    assert 'href="/portfolio?lang=zh"' in text
    assert "客户组合" in page(site, "/portfolio?lang=zh")
