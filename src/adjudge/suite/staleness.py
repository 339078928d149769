"""Questions without a recording: what changed since they were recorded, and what recording them again would cost."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from adjudge import prices
from adjudge.cassettes import form, recordings_in
from adjudge.cassettes.fingerprint import canonical
from adjudge.cassettes.misses import differences
from adjudge.cassettes.store import read
from adjudge.errors import StorageError
from adjudge.model.base import Frozen
from adjudge.model.calls import Usage
from adjudge.settings import DEFAULT_MODEL, OPENAI, Settings
from adjudge.suite.conversations import Talked
from adjudge.suite.run import Ran
from adjudge.suite.shelf import Missing
from adjudge.suite.summary import Summary

# How many recordings of a prompt are looked at to know how long its questions and answers are.
_LOOKED_AT = 20
# Characters of a question and an answer where nothing is recorded yet; measured on the first recordings of the examples.
_TYPICAL = {"criteria": (14_000, 4_500), "claims": (13_000, 5_000), "findings": (9_000, 2_000)}
_OTHER = (10_000, 3_000)


class Change(Frozen):
    """One reason why questions have no recording, with the checks that it touches."""

    says: str
    questions: int
    checks: tuple[str, ...]


class Cost(Frozen):
    """What recording would take: questions that are known to be missing, and those that may follow from new answers."""

    calls: int = 0
    may_follow: int = 0
    input_tokens: int = 0
    output_tokens: int = 0
    usd: str | None = None
    """None where the model has no known price."""
    elsewhere: str | None = None
    """What the same would cost with the default model of a provider, where it has no price here."""

    @property
    def words(self) -> str:
        """The cost in one line."""
        more = f" and up to {self.may_follow} that may follow" if self.may_follow else ""
        return f"{self.calls} calls{more}, about {self.input_tokens:,} tokens in and {self.output_tokens:,} out, {self._price}"

    @property
    def _price(self) -> str:
        if self.usd:
            return f"{self.usd} USD"
        return f"unpriced here (about {self.elsewhere} USD with {DEFAULT_MODEL})" if self.elsewhere else "unpriced"


Facts = Mapping[str, Any]
# A question about another text is another question, and no older form of this one.
_ABOUT = {"criteria": "rules", "claims": "article", "findings": "question", "ask": "question"}


def why(missing: Missing, recorded: Iterable[Facts]) -> str:
    """Say what sets a question apart from the nearest recording of its kind."""
    said = [differences(missing.described, dict(facts)) for facts in recorded if str(facts.get("prompt", "")).partition(".")[0] == missing.prompt_id]
    if not said:
        return f"{missing.prompt}: never recorded"
    nearest = min(said, key=len)
    return f"{missing.prompt}: {'; '.join(nearest) or 'the wording around the slots differs'}"


def changes(ran: Sequence[Ran], baselines: Mapping[Path, Mapping[str, Summary]], reason: "Reason") -> list[Change]:
    """Group missing questions by what changed; the most common reason first."""
    reasons: dict[str, dict[str, set[str]]] = {}
    for one in ran:
        accepted = baselines.get(one.check.suite, {}).get(one.check.id)
        for missing in one.missed:
            says, _ = reason(missing, tuple(accepted.made.files.values()) if accepted else ())
            reasons.setdefault(says, {}).setdefault(missing.described["fingerprint"], set()).add(one.check.id)
        if _needs_reask(one):
            reasons.setdefault(one.failure.says, {}).setdefault(one.check.id, set()).add(one.check.id)  # type: ignore[union-attr]
    listed = [Change(says=says, questions=len(found), checks=tuple(sorted(set().union(*found.values())))) for says, found in reasons.items()]
    return sorted(listed, key=lambda change: (-change.questions, change.says))


Reason = Callable[[Missing, Sequence[str]], tuple[str, bool]]


def reasons_in(folder: Path) -> Reason:
    """Give what says why a question has no recording, and whether it once had one.

    It is set beside the recordings that were accepted, where these are there, else beside those about the same text.
    """
    facts = _facts_of(folder)

    def reason(missing: Missing, accepted: Sequence[str]) -> tuple[str, bool]:
        near = [found for file in accepted if (found := facts(file))] or _alike(missing, facts(""))
        return why(missing, near), bool(near)

    return reason


def _alike(missing: Missing, recorded: Iterable[Facts]) -> list[Facts]:
    about = _ABOUT.get(missing.prompt_id, "")
    wanted = missing.described["slots"].get(about)
    return [facts for facts in recorded if facts.get("prompt", "").partition(".")[0] == missing.prompt_id and (facts.get("slots") or {}).get(about) == wanted]


def _facts_of(folder: Path) -> Callable[[str], Any]:
    """Give a reader of recordings' metadata: of one file, or of all where no file is named."""

    @cache
    def one(file: str) -> Facts | None:
        try:
            return read(folder / file)["metadata"]
        except StorageError:
            return None

    @cache
    def every() -> tuple[Facts, ...]:
        found = (one(path.relative_to(folder).as_posix()) for path in recordings_in(folder))
        return tuple(facts for facts in found if facts)

    return lambda file: one(file) if file else every()


def cost(ran: Sequence[Ran], folder: Path, settings: Settings, talked: Sequence[Talked] = ()) -> Cost | None:
    """Estimate what recording the missing questions would take, None where none is missing; the same question of two checks counts once."""
    lacking = [one for one in (*ran, *talked) if one.failure and one.failure.is_missing]
    if not lacking:
        return None
    known = {missing.described["fingerprint"]: missing for one in (*ran, *talked) for missing in one.missed}
    following = {what for one in lacking for what in (_following(one) if isinstance(one, Ran) else _following_talk(one))}
    # What has to be asked about again once more is an answer that is recorded.
    again = ["claims" if isinstance(one, Ran) or not one.is_judged else "ask" for one in lacking if _needs_reask(one)]
    sizes = _sizes_of(folder)
    lengths = [(missing.characters, sizes(missing.prompt_id)[1]) for missing in known.values()] + [sizes(prompt) for prompt, *_ in following]
    lengths += [sizes(prompt) for prompt in again]
    taken, given = (sum(prices.tokens(length[side]) for length in lengths) for side in (0, 1))
    usd = _price(lengths, settings.model, settings.host)
    elsewhere = None if usd else _price(lengths, DEFAULT_MODEL, urlsplit(OPENAI).hostname or "")
    return Cost(calls=len(known) + len(again), may_follow=len(following), input_tokens=taken, output_tokens=given, usd=usd, elsewhere=elsewhere)


def _needs_reask(one: Ran | Talked) -> bool:
    """True where every question is recorded, and an answer now needs to be asked about again."""
    return bool(one.failure and one.failure.is_missing and not one.missed)


def _following(ran: Ran) -> Iterator[tuple[str, ...]]:
    """The questions that could not be asked yet, because they are made of answers that are missing."""
    missing = {one.prompt_id for one in ran.missed}
    if "criteria" in missing:
        yield from (("claims", str(ran.check.folder), name) for name in ran.check.article_names())
    if "findings" not in missing:
        yield "findings", ran.check.id


def _following_talk(talked: Talked) -> Iterator[tuple[str, ...]]:
    """The same of a conversation: what its verdict needs, and each turn after the one that has no answer."""
    missing, conversation = {one.prompt_id for one in talked.missed}, talked.conversation
    if "criteria" in missing:
        # Named as a case names them, so that an article that a check waits for, too, counts once.
        yield from (("claims", str(path.parent.parent), path.name) for path in conversation.article_paths)
    if not talked.is_judged and "findings" not in missing:
        yield "findings", conversation.id
    first = len(talked.answers) + talked.is_judged
    yield from (("ask", conversation.turn_id(number)) for number, turn in enumerate(conversation.document.turn) if number >= first and turn.by == "model")


def _sizes_of(folder: Path) -> Callable[[str], tuple[int, int]]:
    @cache
    def sizes(prompt: str) -> tuple[int, int]:
        paths = [path for path in recordings_in(folder) if path.parent.name.partition(".")[0] == prompt]
        lengths = [length for path in paths[:: max(1, len(paths) // _LOOKED_AT)] if (length := _lengths(path))]
        if not lengths:
            return _TYPICAL.get(prompt, _OTHER)
        return round(median(asked for asked, _ in lengths)), round(median(answered for _, answered in lengths))

    return sizes


def _lengths(path: Path) -> tuple[int, int] | None:
    try:
        first = read(path)["interactions"][0]
        return len(canonical(form.fold(first["request"]["body"]))), len(answer_of(first))
    except (StorageError, LookupError, TypeError):
        return None


def answer_of(interaction: Mapping[str, Any]) -> str:
    """Give the text that was answered, whichever API was spoken."""
    body = form.fold(interaction["response"]["body"])
    if "choices" in body:
        return body["choices"][0]["message"]["content"] or ""
    return "".join(part.get("text", "") for item in body["output"] for part in item.get("content", ()))


def _price(lengths: Sequence[tuple[int, int]], model: str, host: str) -> str | None:
    # Prices are linear in tokens, and looking one up takes longer than adding.
    usage = Usage(input_tokens=prices.tokens(sum(taken for taken, _ in lengths)), output_tokens=prices.tokens(sum(given for _, given in lengths)))
    amount = prices.cost(model, usage, host=host)
    return None if amount is None else f"{amount:.2f}"
