"""docs/events.md says what the catalogue and the rules do, and nothing in it is stale."""

from functools import cache
from pathlib import Path

import pytest

from ledger.catalogue import CATALOGUE
from ledger.events_page import RULES, events_page
from ledger.rules.checks import CHECKS

PAGE = Path(__file__).resolve().parents[3] / "docs" / "events.md"


written = cache(events_page)


def section(name: str) -> str:
    return written().partition(f"\n### {name}\n")[2].partition("\n### ")[0]


def test_the_page_is_what_the_code_says() -> None:
    assert PAGE.read_text(encoding="utf-8") == written(), "stale: run `make events`"


def test_every_type_has_its_section() -> None:
    headings = [line.removeprefix("### ") for line in written().splitlines() if line.startswith("### ")]
    assert headings == list(CATALOGUE)


@pytest.mark.parametrize("name", CATALOGUE)
def test_a_section_names_every_field_and_what_is_sealed(name: str) -> None:
    rows = [line.split(" | ") for line in section(name).partition("\nIn `")[0].splitlines() if line.startswith("| ")]
    fields = {row[0].removeprefix("| ").strip("*"): row[2].removesuffix("|").strip() for row in rows[1:]}
    assert set(fields) == {field.alias or key for key, field in CATALOGUE[name].model.model_fields.items()}
    assert {field for field, sealed in fields.items() if sealed == "sealed"} == CATALOGUE[name].sealed


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_rule_of_a_type_is_put_in_words(name: str) -> None:
    for validator in CATALOGUE[name].model.__pydantic_decorators__.model_validators.values():
        assert validator.func.__doc__
    for rule in (CHECKS.get(name), RULES.get(name)):
        assert rule is None or rule.__doc__
    assert "None" not in section(name)


@pytest.mark.parametrize(
    ("name", "flag"),
    [
        ("OrderPlaced", "order_unusually_large"),
        ("PaymentReceived", "above_open"),
        ("StockReported", "stock_mismatch"),
        ("StockReported", "stock_gap"),
        ("ContractRenewed", "contract_shortened"),
        ("VisitMade", "contact_left"),
    ],
)
def test_a_section_names_the_flags_of_its_rules(name: str, flag: str) -> None:
    assert f"Flag `{flag}`" in section(name)


def test_a_section_says_what_must_be_recorded_what_is_refused_and_what_is_flagged() -> None:
    cancelled = section("OrderCancelled")
    for line in (
        "- `order_id` must be recorded (OrderPlaced).",
        "- Refused when it is cancelled already.",
        "- Flag `order_delivered`: the order is delivered already.",
        "- Flag `before_order`: it is dated before the order.",
        "| **order_id** | a code",
        "| reason | text | sealed |",
    ):
        assert line in cancelled
    assert "At least one of `amount`, `lines`." in section("OrderPlaced")
    assert "a list, each an object as ContactAdded" in section("VisitMade")
