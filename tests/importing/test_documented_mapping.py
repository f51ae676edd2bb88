"""The mapping in docs/importing.md works as it stands there."""

import re
from pathlib import Path

from tests.importing.conftest import Import
from tests.importing.given import mapping_path

GUIDE = Path(__file__).resolve().parents[2] / "docs" / "importing.md"
REGISTER = """
[[event]]
type = "CustomerRegistered"
once = true
select = "select customer, min(invoiced_at) as occurred_at, customer as 'data.name' from input group by customer"
"""


def test_the_mapping_of_the_guide_imports_a_file(run: Import, tmp_path: Path) -> None:
    (mapping,) = re.findall(r"```toml\n(.*?)```", GUIDE.read_text(encoding="utf-8"), flags=re.DOTALL)
    source = tmp_path / "orders.csv"
    source.write_text(
        "invoice;customer;article;quantity;price;invoiced_at\n"
        "A1;C-1;P-1;2;1.50;2025-07-01 10:00:00\n"
        "A1;C-1;P-2;1;10;2025-07-01 10:00:00\n"
        "A2;;P-1;-3;0;2025-07-01 10:00:00\n"
        "A3;;P-1;3;1.50;2025-07-01 10:00:00\n",
        encoding="utf-8",
    )
    summary = run(source, mapping=mapping_path(tmp_path, mapping + REGISTER))
    assert summary.failure is None
    assert summary.by_type == {"CustomerRegistered": 1, "OrderPlaced": 1}
    assert summary.reasons == {"stock write-off": 1, "no customer": 1}
