"""The flow from a text to its rewrite and receipt: facts, draft, a model's answer where there is one, verification."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from plainspeak import fidelity, knowledge
from plainspeak.errors import InputError, SetupError
from plainspeak.fidelity import Verdict
from plainspeak.passages import Manner, Passages
from plainspeak.providers.base import Usage
from plainspeak.receipts import Change, Rewrite
from plainspeak.settings import Settings
from plainspeak.settings import load as load_settings

if TYPE_CHECKING:
    from plainspeak.models.conversation import Outcome
    from plainspeak.providers.base import Provider, Request
    from plainspeak.providers.retry import Line

__all__ = ["Change", "Rewrite", "Rewriter"]
DEFAULT_AUDIENCE = "exec"


class Rewriter:
    """Rewrites texts for one audience.

    Args:
        audience: The reader: a name or alias ("exec", "ceo"); None takes the configured one, else "exec".
        packs: Pack folders laid over ours, the last one on top; None takes the configured ones.
        slots: Words for the open slots ({"cases": "claims"}), over those of packs and configuration.
        settings: The configuration; None reads it from plainspeak.toml, pyproject.toml and the environment.
        provider: Who polishes the draft: "openai:MODEL", "anthropic:MODEL", "compatible:MODEL", "local:FILE", another
            package's, or a ``Provider``; "none" for the glossary alone; None takes the configured one, else none.
        base_url: The server to ask, instead of the provider's own.
        strict: Whether to raise an error where a model gave no answer; else the draft is taken and says why.
        accept_unsure: Whether an answer of which the verifier is unsure may be taken.

    Raises:
        UnknownAudienceError: There is no such audience.
        PackError: A pack's files hold mistakes.
        ConfigError: The configuration holds mistakes.
        SetupError: There is no such provider, or models are switched off.

    >>> rewriter = Rewriter(audience="sales", slots={"cases": "defects"})
    >>> print(rewriter.rewrite("Recall is 89%."))
    Our system catches 89% of known defects.
    """

    def __init__(
        self,
        audience: str | None = None,
        *,
        packs: Sequence[str | Path] | None = None,
        slots: Mapping[str, str] | None = None,
        settings: Settings | None = None,
        provider: str | Provider | None = None,
        base_url: str | None = None,
        strict: bool = False,
        accept_unsure: bool = False,
    ) -> None:
        config = load_settings() if settings is None else settings
        self.knowledge = knowledge.load([Path(p) for p in packs] if packs is not None else config.packs)
        self.audience = self.knowledge.audiences.get(audience or config.audience or DEFAULT_AUDIENCE)
        self.slots = {**config.slots, **(slots or {})}
        self.strict, self.accept_unsure = strict, accept_unsure
        self._models = config.models
        self._named, self._base_url = provider, base_url
        self._provider: Provider | None = None
        if provider is not None:
            _ = self.provider  # a mistake in the call is told at once, one in the configuration when it matters

    @property
    def provider(self) -> Provider | None:
        """Who polishes the draft, if anybody does.

        Raises:
            SetupError: There is no such provider, or models are switched off.
        """
        named = self._named if self._named is not None else self._models.provider
        if self._provider is not None or named is None or named == "none":
            return self._provider
        if self._models.offline:
            raise SetupError(
                "Models are switched off (offline = true in the configuration, or PLAINSPEAK_OFFLINE). Switch them on "
                "there, or leave the provider out: the glossary works without a model."
            )
        if isinstance(named, str):
            from plainspeak.providers import find

            address = self._base_url
            if address is None and named.partition(":")[0] == "compatible":
                address = self._models.base_url
            self._provider = find(named, base_url=address)
        else:
            self._provider = named
        return self._provider

    def rewrite(self, text: str, *, given: Sequence[str] = ()) -> Rewrite:
        """Say a text for the audience; what can't be said safely stays as it was, with the reasons.

        Args:
            text: A sentence or a whole status, plain or Markdown.
            given: Facts that the author adds ("Recall was 60% before."); they may be told.

        Raises:
            InputError: The text is empty.
            SetupError: The provider can't be asked: its extra or key is missing.
            ProviderError: With ``strict``: there was no answer.
        """
        return self.rewrite_on(self.line(), text, given=given)

    async def arewrite(self, text: str, *, given: Sequence[str] = ()) -> Rewrite:
        """Do the same as ``rewrite`` without blocking.

        Args:
            text: A sentence or a whole status, plain or Markdown.
            given: Facts that the author adds; they may be told.
        """
        return await self.arewrite_on(self.line(), text, given=given)

    def rewrite_many(
        self, texts: Iterable[str], *, given: Sequence[str] = (), concurrency: int | None = None
    ) -> list[Rewrite]:
        """Say many texts for the audience, several at once, and return them in their order; equal ones are asked once.

        Args:
            texts: Sentences or whole statuses.
            given: Facts that the author adds to each.
            concurrency: How many texts are worked on at once; None leaves it to the provider.

        Raises:
            InputError: One of the texts is empty; then none was asked.
            SetupError: The provider can't be asked.
            ProviderError: With ``strict``: there was no answer for a text.
        """
        from plainspeak import many

        async def collected() -> list[Rewrite]:
            return [rewrite async for rewrite in self.arewrite_many(texts, given=given, concurrency=concurrency)]

        return many.run(collected())

    async def arewrite_many(
        self, texts: Iterable[str], *, given: Sequence[str] = (), concurrency: int | None = None
    ) -> AsyncGenerator[Rewrite, None]:
        """Yield the rewrites of many texts in their order, each as soon as those before it are there.

        Args:
            texts: Sentences or whole statuses.
            given: Facts that the author adds to each.
            concurrency: How many texts are worked on at once; None leaves it to the provider.
        """
        from contextlib import aclosing, nullcontext

        from plainspeak import many  # it takes a while to import

        texts = list(texts)
        if empty := [number for number, text in enumerate(texts, 1) if not text.strip()]:
            raise InputError(f"Text {empty[0]} of {len(texts)} is empty. Leave it out.")
        line = self.line()
        at_once = concurrency or (line.provider.at_once if line else 1)
        async with (
            line.provider.opened() if line else nullcontext(),
            aclosing(
                many.as_done(texts, lambda t: self.arewrite_on(line, t, given=given), concurrency=at_once)
            ) as results,
        ):
            async for done in many.in_order(results):
                if done.result is None:
                    assert done.error
                    raise done.error
                yield unpaid(done.result) if done.repeated else done.result

    def line(self) -> Line | None:
        """Return a line to the provider, ready to be asked; None without a provider.

        Texts on one line learn from each other: after a bad key nothing more is sent.

        Raises:
            SetupError: The provider can't be asked.
        """
        provider = self.provider
        if provider is None:
            return None
        from plainspeak.providers.retry import DEADLINE, Line

        provider.ready()
        return Line(provider, deadline=self._models.deadline or DEADLINE)

    def rewrite_on(self, line: Line | None, text: str, *, given: Sequence[str] = ()) -> Rewrite:
        """Do the same as ``rewrite`` on a line that other texts use too.

        Args:
            line: What ``line`` returned.
            text: A sentence or a whole status, plain or Markdown.
            given: Facts that the author adds.
        """
        passages = self._passages(text, given)
        if line is None:
            return passages.done()
        return passages.done([_checked(line.talk(c), self.strict) for c in passages.conversations(self._manner(line))])

    async def arewrite_on(self, line: Line | None, text: str, *, given: Sequence[str] = ()) -> Rewrite:
        """Do the same as ``rewrite_on`` without blocking.

        Args:
            line: What ``line`` returned.
            text: A sentence or a whole status, plain or Markdown.
            given: Facts that the author adds.
        """
        passages = self._passages(text, given)
        if line is None:
            return passages.done()
        async with line.provider.opened():
            talks = passages.conversations(self._manner(line))
            return passages.done([_checked(await line.atalk(c), self.strict) for c in talks])

    def requests(self, text: str, *, given: Sequence[str] = ()) -> list[Request]:
        """Return what would be asked first about each sentence of a text; it needs neither key nor network.

        Args:
            text: A sentence or a whole status, plain or Markdown.
            given: Facts that the author adds.
        """
        talks = self._passages(text, given).conversations(self._manner(None))
        return [next(conversation) for conversation in talks]

    def verify(self, source: str, rewrite: str, *, given: Sequence[str] = ()) -> Verdict:
        """Check a rewrite that somebody made by hand.

        Args:
            source: The technical text.
            rewrite: What is said instead.
            given: Facts that the author adds; the rewrite may say them.
        """
        return fidelity.compare(source, rewrite, self.knowledge, audience=self.audience, given=given, slots=self.slots)

    def _passages(self, text: str, given: Sequence[str]) -> Passages:
        if not text.strip():
            raise InputError("There is no text to rewrite. Give it as an argument, with --file, or on standard input.")
        return Passages(text, self.knowledge, self.audience, self.slots, given)

    def _manner(self, line: Line | None) -> Manner:
        return Manner(line.provider.name if line else "", self._models.redact, self.accept_unsure)


def unpaid(rewrite: Rewrite) -> Rewrite:
    """Return a rewrite for a second text that is equal to the one it was made for: it used nothing."""
    return replace(rewrite, usage=Usage())


def _checked(outcome: Outcome, strict: bool) -> Outcome:
    """Return an outcome, unless there has to be an answer and there was none."""
    if strict and outcome.failure:
        raise outcome.failure
    return outcome
