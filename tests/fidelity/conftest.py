"""What the tests of the verifier share."""

from __future__ import annotations

import pytest

from plainspeak.rewriter import Rewriter
from plainspeak.settings import Settings


@pytest.fixture(scope="session")
def verifier() -> Rewriter:
    """Verify for an executive, with nothing but the built-in pack."""
    return Rewriter("exec", packs=[], settings=Settings())
