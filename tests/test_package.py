"""What `import plainspeak` offers."""

from __future__ import annotations

import importlib.metadata
from types import ModuleType

import plainspeak


def offered() -> set[str]:
    """Return the public names that the package really has; neither its modules nor `annotations` are among them."""
    names = {name for name in dir(plainspeak) if not name.startswith("_")} - {"annotations"}
    return {name for name in names if not isinstance(getattr(plainspeak, name), ModuleType)}


def test_all_lists_exactly_the_public_names() -> None:
    assert len(plainspeak.__all__) == len(set(plainspeak.__all__))
    assert {name for name in plainspeak.__all__ if not name.startswith("_")} == offered()


def test_every_listed_name_can_be_imported() -> None:
    for name in plainspeak.__all__:
        assert getattr(plainspeak, name) is not None


def test_the_three_functions_are_offered() -> None:
    for name in ("rewrite", "verify", "check"):
        assert callable(getattr(plainspeak, name))


def test_an_unknown_name_is_an_attribute_error() -> None:
    assert not hasattr(plainspeak, "no_such_name")


def test_version_is_that_of_the_installed_package() -> None:
    installed = importlib.metadata.version("plainspeak-business")
    assert installed == plainspeak.__version__, "installed from an older source: `make test` installs it anew"
