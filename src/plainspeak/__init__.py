"""plainspeak says a technical sentence for a chosen reader, and checks that it still means the same.

>>> import plainspeak
>>> str(plainspeak.rewrite("We improved recall by 10%", audience="exec"))
'Our system now captures 10% more known cases.'
>>> plainspeak.verify("Recall fell by 3 points.", "We now catch 3% fewer cases.").outcome
'unfaithful'
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pathlib import Path

    from plainspeak.audiences import Audience
    from plainspeak.checks.report import CheckFinding, Report
    from plainspeak.errors import PackError, PlainspeakError, ProviderError, UsageError
    from plainspeak.fidelity.verdict import Fate, Verdict
    from plainspeak.findings import Finding
    from plainspeak.providers.base import Provider
    from plainspeak.rewriter import Change, Rewrite, Rewriter

__version__ = "0.1.0"
__all__ = [
    "Audience",
    "Change",
    "CheckFinding",
    "Fate",
    "Finding",
    "PackError",
    "PlainspeakError",
    "ProviderError",
    "Report",
    "Rewrite",
    "Rewriter",
    "UsageError",
    "Verdict",
    "__version__",
    "check",
    "rewrite",
    "verify",
]

_HOMES = {
    "Audience": "audiences",
    "Change": "rewriter",
    "CheckFinding": "checks.report",
    "Fate": "fidelity.verdict",
    "Finding": "findings",
    "PackError": "errors",
    "PlainspeakError": "errors",
    "ProviderError": "errors",
    "Report": "checks.report",
    "Rewrite": "rewriter",
    "Rewriter": "rewriter",
    "UsageError": "errors",
    "Verdict": "fidelity.verdict",
}


def __getattr__(name: str) -> Any:
    """Import a public name on its first use, so that importing plainspeak costs nothing."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__() -> list[str]:
    """Return the public names."""
    return __all__


def rewrite(
    text: str,
    *,
    audience: str | None = None,
    given: Sequence[str] = (),
    packs: Sequence[str | Path] | None = None,
    provider: str | Provider | None = None,
) -> Rewrite:
    """Say a technical text for a reader; with no key and no network, unless a provider is named or configured.

    Args:
        text: A sentence or a whole status, plain or Markdown.
        audience: The reader: "exec", "cto", "sales", "pm", "ds", an alias, or one of a pack; None takes the configured
            one, else "exec".
        given: Facts that the author adds; they may be told, and settle what is ambiguous.
        packs: Pack folders over ours; None takes the configured ones.
        provider: Who polishes the draft, such as "openai:MODEL"; "none" for the glossary alone; None takes the
            configured one, else none.

    Raises:
        UsageError: The text is empty, there is no such audience, or the provider can't be asked.
        PackError: A pack's files hold mistakes.

    >>> print(rewrite("High recall but low precision", audience="exec"))
    Our system finds almost all the cases, but generates some false alarms that we need to filter.
    """
    from plainspeak.rewriter import Rewriter

    return Rewriter(audience, packs=packs, provider=provider).rewrite(text, given=given)


def verify(
    source: str,
    rewrite: str,
    *,
    audience: str | None = None,
    given: Sequence[str] = (),
    packs: Sequence[str | Path] | None = None,
) -> Verdict:
    """Check whether a rewrite says what its source says.

    Args:
        source: The technical text.
        rewrite: What is said instead, by a person or a program.
        audience: The reader whose wording of the terms is meant.
        given: Facts that the author adds; the rewrite may say them.
        packs: Pack folders over ours; None takes the configured ones.

    Raises:
        UsageError: There is no such audience.
        PackError: A pack's files hold mistakes.

    >>> verdict = verify("The rollout may slip to June.", "The rollout slips to June.")
    >>> verdict.outcome, verdict.findings[0].rule
    ('unfaithful', 'certainty-raised')
    """
    from plainspeak.rewriter import Rewriter

    return Rewriter(audience, packs=packs).verify(source, rewrite, given=given)


def check(text: str | bytes, *, audience: str | None = None, packs: Sequence[str | Path] | None = None) -> Report:
    """Say what a reader of a text will not understand or will miss, before it is sent.

    Args:
        text: A status, plain or Markdown; or the bytes of a file, which may be a mail or a web page.
        audience: The reader: "exec", "cto", "sales", "pm", "ds", an alias, or one of a pack; None takes the configured
            one, else "exec".
        packs: Pack folders over ours; None takes the configured ones.

    Raises:
        UsageError: There is no such audience.
        PackError: A pack's files hold mistakes.

    >>> report = check("Recall is 81%, up from 74% in May: we stop 30 more fraudulent orders a day.", audience="exec")
    >>> [(finding.rule, finding.text, finding.column) for finding in report.findings]
    [('jargon', 'Recall', 1)]
    """
    from plainspeak import documents
    from plainspeak.checks.engine import configured

    document = documents.of_text(text) if isinstance(text, str) else documents.read(text)
    return configured(audience, packs=packs).check(document)
