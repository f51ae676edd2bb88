"""Imports point one way: api may use projections and ledger, projections may use ledger, ledger neither."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MAY_IMPORT = {
    "ledger": {"ledger"},
    "projections": {"projections", "ledger"},
    "api": {"api", "projections", "ledger"},
}
LAYERS = set(MAY_IMPORT)


def imported_packages(source: str) -> set[str]:
    """Top-level names a module imports, wherever in the file the import stands."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module and node.level == 0:
            names.add(node.module.partition(".")[0])
    return names


def violations(layer: str, source: str) -> set[str]:
    """The layers this source imports although its own layer may not."""
    return (imported_packages(source) & (LAYERS | {"tests", "bench", "examples"})) - MAY_IMPORT[layer]


@pytest.mark.parametrize("layer", sorted(LAYERS))
def test_a_layer_imports_only_itself_and_what_lies_below(layer: str) -> None:
    files = sorted((ROOT / layer).rglob("*.py"))
    assert files, f"no source found for layer {layer}: the check looks in the wrong place"
    broken = {str(f.relative_to(ROOT)): bad for f in files if (bad := violations(layer, f.read_text(encoding="utf-8")))}
    assert broken == {}


def test_a_planted_violation_is_caught() -> None:
    assert violations("ledger", "def f():\n    from projections.stage import x\n") == {"projections"}
    assert violations("projections", "import api.cli.main as m\n") == {"api"}
    assert violations("api", "import ledger, projections\n") == set()
