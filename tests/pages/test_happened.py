"""The timeline on a page: never more than a page can hold, and every proof leads to its event."""

from typing import Any
from zoneinfo import ZoneInfo

import pytest

from api.pages.happened import BYTES, DETAILS, EVENTS, PROOF, PROOFS, SUMMARY, Happened
from tests.pages.rows import happening

UTC = ZoneInfo("UTC")


def timeline(count: int, **more: Any) -> list[dict[str, Any]]:
    """Newest first."""
    return [happening(n, **more) for n in range(count, 0, -1)]


def happened(rows: list[dict[str, Any]], *, skip: int = 0, zone: ZoneInfo = UTC) -> Happened:
    return Happened(rows, zone=zone, skip=skip, link=lambda start: f"?skip={start}")


def positions(page: Happened) -> list[int]:
    return [row["position"] for _, rows in page.months() for row in rows]


def test_a_short_timeline_stands_there_whole() -> None:
    page = happened(timeline(3))
    assert positions(page) == [3, 2, 1]
    assert (page.count, page.first, page.last, page.newest, page.older) == (3, 1, 3, None, None)


def test_pages_of_a_long_one_follow_without_gap_or_overlap() -> None:
    rows, skip, seen = timeline(2 * EVENTS + 50), 0, list[int]()
    while True:
        page = happened(rows, skip=skip)
        assert (page.newest is None) == (skip == 0)
        seen += positions(page)
        if page.older is None:
            break
        assert page.older == f"?skip={page.last}"
        skip = page.last
    assert seen == [row["position"] for row in rows]


def test_long_texts_leave_room_for_fewer() -> None:
    rows = timeline(EVENTS, summary="关系" * 5000, data={"text": "<&\"'>" * 5000})
    page = happened(rows)
    shown = [row for _, rows in page.months() for row in rows]
    assert 1 <= len(shown) < EVENTS
    assert all(len(row["text"]) <= SUMMARY and len(row["details"]) <= DETAILS for row in shown)
    assert sum(len(row["text"].encode()) for row in shown) < BYTES


def test_skipping_all_shows_the_last() -> None:
    assert positions(happened(timeline(3), skip=99)) == [1]
    assert positions(happened([], skip=99)) == []


def test_a_proof_on_the_page_is_an_anchor_and_another_is_an_address() -> None:
    rows = timeline(EVENTS + 10)
    newest, oldest = happened(rows).proofs([1, EVENTS + 10])
    assert newest["link"] == f"#event-{EVENTS + 10}"
    assert oldest["link"] == f"?skip={EVENTS + 9}#event-1"
    assert positions(happened(rows, skip=EVENTS + 9)) == [1]


def test_of_many_proofs_the_latest_stand_there_newest_first() -> None:
    proofs = happened(timeline(40, summary="x" * 1000)).proofs(range(1, 41))
    assert [proof["position"] for proof in proofs] == list(range(40, 40 - PROOFS, -1))
    assert all(len(proof["text"]) == PROOF for proof in proofs)


def test_a_proof_that_is_not_in_the_timeline_is_named_without_an_address() -> None:
    assert happened(timeline(1)).proofs([7]) == [{"position": 7, "text": "Event 7", "link": None}]


@pytest.mark.parametrize(
    ("zone", "on"), [("UTC", "2025-03-31"), ("Asia/Shanghai", "2025-04-01"), ("America/New_York", "2025-03-31")]
)
def test_days_and_months_are_those_of_the_ledgers_zone(zone: str, on: str) -> None:
    page = happened(timeline(1, occurred_at="2025-03-31T20:00:00.000000Z"), zone=ZoneInfo(zone))
    assert [(month, rows[0]["on"]) for month, rows in page.months()] == [(on[:7], on)]


def test_in_chinese_fields_and_chosen_words_are_chinese_and_what_people_wrote_is_not() -> None:
    data = {"purpose": "sales", "outcome": "sales", "kept": True, "lines": [{"product": "P", "quantity": "2"}]}
    rows = [
        happening(1, data=data, original={"occurred_at": "2025-03-14T02:00:00.000000Z", "data": {"level": "middle"}})
    ]
    page = Happened(rows, zone=UTC, skip=0, link=str, language="zh")
    ((_, (row,)),) = page.months()
    assert row["details"] == "目的：销售 · 结果：sales · kept：是 · 明细：产品 P, 数量 2"
    assert row["was"] == "2025-03-14, 层级：中层"
    assert page.proofs([7])[0]["text"] == "第 7 号事件"


def test_what_a_later_version_recorded_is_a_plain_entry() -> None:
    page = happened([happening(1, type="OrderSplit")])
    assert [row["kind"] for _, rows in page.months() for row in rows] == ["file"]
