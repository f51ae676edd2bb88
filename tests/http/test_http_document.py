"""docs/http.md shows what happens: its commands run against a server of the example book."""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.docs.snippets import ROOT, snippets
from tests.http.process import environment, guanxi, serving

TOKEN = "let-me-in"


@pytest.mark.skipif(shutil.which("curl") is None, reason="the document shows curl")
def test_the_commands_of_the_document_answer_as_it_shows(tmp_path: Path) -> None:
    shown = snippets((ROOT / "docs" / "http.md").read_text(encoding="utf-8"))
    assert len(shown) > 8
    book, example = tmp_path / "book", ROOT / "examples" / "book.jsonl"
    subprocess.run(
        guanxi("import", "--data", str(book), "--restore", str(example)),
        env=environment(),
        check=True,
        capture_output=True,
    )
    with serving(book, GUANXI_TOKEN=TOKEN) as server:
        for snippet in shown:
            command = snippet.command.replace("127.0.0.1:8000", server.client.base_url.netloc.decode())
            done = subprocess.run(
                ["bash", "-c", command],
                cwd=tmp_path,
                env={"PATH": os.environ["PATH"], "GUANXI_TOKEN": TOKEN, "LANG": "C.UTF-8"},
                capture_output=True,
                text=True,
                check=False,
            )
            output = done.stdout + done.stderr
            if snippet.answer:
                expected = "\n".join(snippet.answer)
                assert snippet.matches(output), f"$ {snippet.command}\nshown:\n{expected}\nis:\n{output}"
