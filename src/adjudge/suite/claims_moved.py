"""Which claims appeared, vanished or changed between two summaries; a claim is known again by its words."""

from collections.abc import Iterator, Mapping, Sequence

from adjudge.suite.summary import Said

_SHOWN = 100


def rearticled(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """Match articles that were numbered otherwise before: old id to new id, by their text.

    >>> rearticled({"A1": "x", "A2": "y"}, {"A1": "w", "A2": "x", "A3": "y"})
    {'A1': 'A2', 'A2': 'A3'}
    """
    by_text = {text: name for name, text in new.items()}
    return {name: by_text[text] for name, text in old.items() if text in by_text}


def claims_moved(old: Sequence[Said], new: Sequence[Said], articles: Mapping[str, str]) -> Iterator[str]:
    """Say what happened to each claim; `articles` maps old article ids to new ones."""
    pairs, vanished, appeared = _paired(old, new, articles)
    yield from (f"claim {claim.id} vanished: {_brief(claim)}" for claim in vanished)
    yield from (f"claim {claim.id} appeared: {_brief(claim)}" for claim in appeared)
    for before, after in pairs:
        if said := list(_changes(before, after)):
            yield f"claim {after.id}: {'; '.join(said)}"


def _paired(old: Sequence[Said], new: Sequence[Said], articles: Mapping[str, str]) -> tuple[list[tuple[Said, Said]], list[Said], list[Said]]:
    free = list(new)
    pairs: dict[int, Said] = {}
    # The same words first, then words in common: a claim whose quote was cut otherwise is still that claim.
    for likeness in (_same_words, _shared_words, _same_id):
        for index, claim in enumerate(old):
            match = next((other for other in free if index not in pairs and _article(claim, articles) == other.id.partition(".")[0] and likeness(claim, other)), None)
            if match:
                pairs[index] = match
                free.remove(match)
    return [(old[index], match) for index, match in sorted(pairs.items())], [claim for index, claim in enumerate(old) if index not in pairs], free


def _article(claim: Said, articles: Mapping[str, str]) -> str | None:
    return articles.get(claim.id.partition(".")[0])


def _same_words(one: Said, other: Said) -> bool:
    return one.kind == other.kind and {*one.quotes, *one.unanchored} == {*other.quotes, *other.unanchored}


def _shared_words(one: Said, other: Said) -> bool:
    return any(a in b or b in a for a in (*one.quotes, *one.unanchored) for b in (*other.quotes, *other.unanchored) if a and b)


def _same_id(one: Said, other: Said) -> bool:
    return one.id.partition(".")[2] == other.id.partition(".")[2] and not (one.quotes and other.quotes)


def _changes(before: Said, after: Said) -> Iterator[str]:
    if before.kind != after.kind:
        yield f"kind {before.kind} -> {after.kind}"
    if before.bears != after.bears:
        yield f"stance {', '.join(before.bears) or 'none'} -> {', '.join(after.bears) or 'none'}"
    if before.when != after.when:
        yield f"date {_span(before.when)} -> {_span(after.when)}"
    if before.through != after.through:
        yield f"speaks through {before.through} -> {after.through}"
    yield from (f"a quote no longer anchors: {_cut(quote)}" for quote in after.unanchored if quote not in before.unanchored)
    yield from (f"a quote anchors now: {_cut(quote)}" for quote in before.unanchored if quote not in after.unanchored and quote in after.quotes)
    if not after.unanchored and not before.unanchored and before.quotes != after.quotes:
        yield f"quotes {_quotes(before)} -> {_quotes(after)}"
    if before.rejected != after.rejected:
        yield f"rejected: {after.rejected}" if after.rejected else f"counts now (was rejected: {before.rejected})"


def _span(when: tuple[str | None, str | None]) -> str:
    return "unknown" if when == (None, None) else f"{when[0] or '?'} to {when[1] or '?'}"


def _brief(claim: Said) -> str:
    return f"{claim.kind}, {', '.join(claim.bears) or 'bears on nothing'}, {_quotes(claim)}"


def _quotes(claim: Said) -> str:
    return " / ".join(_cut(quote) for quote in (claim.quotes or claim.unanchored)) or "no quote"


def _cut(words: str) -> str:
    return repr(words if len(words) <= _SHOWN else f"{words[: _SHOWN - 1]}…")
