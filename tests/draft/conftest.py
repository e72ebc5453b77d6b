"""What the tests of the draft share: a rewriter with the glossary that a test module writes into its PACK."""

from __future__ import annotations

import pytest

from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings


@pytest.fixture(scope="module")
def rewriter(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Rewriter:
    pack = tmp_path_factory.mktemp("pack")
    (pack / "glossary").mkdir()
    (pack / "glossary" / "harbour.toml").write_text(request.module.PACK, encoding="utf-8")
    return Rewriter("exec", packs=[pack], settings=Settings())
