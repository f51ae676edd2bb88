"""Mapping files for tests."""

from pathlib import Path

from api.importing.mapping_file import MappingFile, read_mapping

HEAD = 'source = "erp"\ntime_zone = "Europe/London"\ncurrency = "GBP"\n'
ORDERS = """
[[event]]
type = "OrderPlaced"
select = '''
select customer, day as occurred_at, number as external_id, number as "data.order_id",
  amount as "data.amount", [row] as rows
from input
'''
"""


def mapping_of(folder: Path, text: str) -> MappingFile:
    return read_mapping(mapping_path(folder, text))


def mapping_path(folder: Path, text: str) -> Path:
    path = folder / "mapping.toml"
    path.write_text(text, encoding="utf-8")
    return path


def event(select: str, kind: str = "OrderPlaced", more: str = "") -> str:
    return f'\n[[event]]\ntype = "{kind}"{more}\nselect = """\n{select}\n"""\n'
