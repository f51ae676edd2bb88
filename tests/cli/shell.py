"""Commands on one ledger, and what they answer."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from api.cli.main import outcome


class Shell:
    """directory: where the ledger lives, in `ledger`, and files for it are written."""

    def __init__(self, directory: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.directory, self._capsys = directory, capsys

    def __call__(self, *words: str, code: int = 0, data: str = "ledger") -> str:
        """What stands on stdout, or on stderr where the command must fail."""
        assert outcome(["--data", str(self.directory / data), *words]) == code
        said = self._capsys.readouterr()
        return said.err if code else said.out

    def asked(self, *words: str, data: str = "ledger") -> Any:
        """The document answered."""
        return json.loads(self(*words, "--format", "json", data=data))

    def lines(self, *documents: Mapping[str, Any]) -> str:
        """A file of event documents."""
        path = self.directory / "lines.jsonl"
        path.write_text("\n".join(map(json.dumps, documents)), encoding="utf-8")
        return str(path)
