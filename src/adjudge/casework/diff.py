"""What changed from one record to the next: material, claims, findings, verdict, confidence, and what turned it. Pure."""

from collections.abc import Iterator

from adjudge.errors import AdjudgeError
from adjudge.model.adjudication import Adjudication, Judged
from adjudge.model.article import Article
from adjudge.model.base import Frozen, iso
from adjudge.model.claims import Claim
from adjudge.model.criteria import Criterion, Path
from adjudge.pipeline.admission import admit_market, name_of
from adjudge.pipeline.record import adjudicate
from adjudge.reports.words import STATES, verdict_words


class Change(Frozen):
    """One thing that is another than before; an empty side means that it was not there."""

    about: str
    before: str = ""
    after: str = ""
    quotes: tuple[str, ...] = ()
    """The words behind it, from the record that has it."""


class Diff(Frozen):
    """Everything that a moderator needs to see of two records, side by side."""

    material: tuple[Change, ...]
    criteria: tuple[Change, ...]
    claims: tuple[Change, ...]
    findings: tuple[Change, ...]
    flags: tuple[Change, ...]
    verdict: Change
    confidence: Change
    pivot: Change
    turned_by: str
    """What made the difference: the clock alone, the material, or nothing."""

    @property
    def is_empty(self) -> bool:
        """True where nothing at all changed."""
        return not (self.material or self.criteria or self.claims or self.findings or self.flags) and all(
            one.before == one.after for one in (self.verdict, self.confidence, self.pivot)
        )


def compare(before: Adjudication, after: Adjudication) -> Diff:
    """Compare two records of one case; both are folded as they stand, and the older one once more as of the newer moment."""
    findings = tuple(_findings(before, after))
    return Diff(
        material=tuple(_material(before, after)), criteria=tuple(_criteria(before, after)), claims=tuple(_claims(before, after)),
        findings=findings, flags=tuple(_flags(before, after)),
        verdict=Change(about="verdict", before=verdict_words(before.verdict), after=verdict_words(after.verdict)),
        confidence=_confidence(before, after),
        pivot=Change(about=after.settle.pivot or "", before=before.settle.pivot_says, after=after.settle.pivot_says),
        turned_by=_turned_by(before, after, findings),
    )  # fmt: skip


def _material(before: Adjudication, after: Adjudication) -> Iterator[Change]:
    if before.as_of != after.as_of:
        yield Change(about="as of", before=iso(before.as_of), after=iso(after.as_of))
    old, new = ({article.sha256: _name(article) for article in one.articles} for one in (before, after))
    yield from (Change(about="article", after=new[one]) for one in new if one not in old)
    yield from (Change(about="article", before=old[one]) for one in old if one not in new)
    for about in ("question", "rules"):
        if getattr(before.market, about) != getattr(after.market, about):
            yield Change(about=about, before=getattr(before.market, about), after=getattr(after.market, about))
    said, says = (admit_market(one.market, one.as_of)[0].clarifications for one in (before, after))
    yield from (Change(about=f"clarification by {note.by or 'the platform'}", after=note.text) for note in says if note not in said)
    yield from (Change(about=f"clarification by {note.by or 'the platform'}", before=note.text) for note in said if note not in says)
    if before.options != after.options:
        yield Change(about="options", before=_options(before), after=_options(after))


def _name(article: Article) -> str:
    return f"{article.outlet}: {article.title}" if article.outlet and article.title else name_of(article)


def _options(record: Adjudication) -> str:
    return ", ".join(f"{name}: {value}" for name, value in record.options.model_dump(mode="json").items() if value not in (None, False))


def _criteria(before: Adjudication, after: Adjudication) -> Iterator[Change]:
    old, new = ({(one.role, one.quote.exact): one for one in record.criteria.criteria} for record in (before, after))
    for key, one in new.items():
        if key not in old:
            yield Change(about=one.id, after=_reading(one), quotes=(one.quote.exact,))
        elif _reading(old[key]) != _reading(one):
            yield Change(about=one.id, before=_reading(old[key]), after=_reading(one), quotes=(one.quote.exact,))
    yield from (Change(about=one.id, before=_reading(one), quotes=(one.quote.exact,)) for key, one in old.items() if key not in new)
    was, now = ("; ".join(_path(path, record) for path in record.criteria.paths) for record in (before, after))
    if was != now:
        yield Change(about="paths", before=was, after=now)
    windows = [record.criteria.clock.window.model_dump_json() for record in (before, after)]
    if windows[0] != windows[1]:
        yield Change(about="window", before=_window(before), after=_window(after))


def _reading(criterion: Criterion) -> str:
    return f"{criterion.role}: {criterion.strict}" + (f" [intended: {criterion.intended}]" if criterion.intended else "")


def _path(path: Path, record: Adjudication) -> str:
    """Write a path by its criteria's words: their ids may be others in another reading."""
    all_of, none_of = (
        [f"“{found.quote.exact}”" for one in names if (found := record.criteria.named(one))] for names in (path.all_of, path.none_of)
    )
    return (
        f"{path.outcome} ({path.kind})"
        + (f" if {' and '.join(all_of)}" if all_of else "")
        + (f" unless {' or '.join(none_of)}" if none_of else "")
    )


def _window(record: Adjudication) -> str:
    window = record.criteria.clock.window
    return f"{iso(window.opens) if window.opens else 'no start'} to {iso(window.closes) if window.closes else 'no end'}"


Key = tuple[str, tuple[str, ...], int]


def _keyed(record: Adjudication) -> dict[Key, Claim]:
    """Index claims by article and words: ids are given anew with every article that is added."""
    texts = {article.id: article.sha256 for article in record.articles}
    found: dict[Key, Claim] = {}
    for claim in (claim for claims in record.claims for claim in claims.claims):
        words, turn = _words(claim), 0
        while (key := (texts[claim.article], words, turn)) in found:
            turn += 1
        found[key] = claim
    return found


def _words(claim: Claim) -> tuple[str, ...]:
    return tuple(quote.exact for quote in claim.quotes) or tuple(quote.given for quote in claim.rejected_quotes)


def _claims(before: Adjudication, after: Adjudication) -> Iterator[Change]:
    old, new = _keyed(before), _keyed(after)
    for key, claim in new.items():
        was = _said(old[key], before) if key in old else ""
        if was != _said(claim, after):
            yield Change(about=claim.id, before=was, after=_said(claim, after), quotes=_words(claim))
    yield from (Change(about=claim.id, before=_said(claim, before), quotes=_words(claim)) for key, claim in old.items() if key not in new)


def _said(claim: Claim, record: Adjudication) -> str:
    bears = ", ".join(f"{one.stance} {_criterion(one.criterion, record)}" for one in claim.bears_on) or "no criterion"
    return f"{claim.kind}, {bears}: {claim.statement}" + (f" (rejected: {claim.rejected})" if claim.rejected else "")


def _criterion(name: str, record: Adjudication) -> str:
    found = record.criteria.named(name)
    return f"“{found.quote.exact}”" if found else name


def _findings(before: Adjudication, after: Adjudication) -> Iterator[Change]:
    was, now, fresh = _judged(before), _judged(after), _fresh(before, after)
    for key, one in now.items():
        behind = tuple(name for name in (*one.for_, *one.against) if name in fresh)
        old = was.get(key)
        if old is None or behind or (old.state, old.truth, old.held_back) != (one.state, one.truth, one.held_back):
            yield Change(
                about=_named(one),
                before=_state(old) if old else "",
                after=_state(one) + _because(one, behind),
                quotes=_quotes(after, behind),
            )
    yield from (Change(about=_named(one), before=_state(one)) for key, one in was.items() if key not in now)
    if (before.cover.level, before.cover.until) != (after.cover.level, after.cover.until):
        yield Change(about="cover", before=_cover(before), after=_cover(after))


def _fresh(before: Adjudication, after: Adjudication) -> set[str]:
    """The ids of the claims that only the newer record has."""
    known = _keyed(before)
    return {claim.id for key, claim in _keyed(after).items() if key not in known}


def _state(one: Judged) -> str:
    return STATES[one.state] + (
        f" (held back by {'a contradiction' if one.held_back == 'contradiction' else 'the bar of proof'})" if one.held_back else ""
    )


def _because(one: Judged, behind: tuple[str, ...]) -> str:
    return (f", by {', '.join(behind)}" if behind else "") + (f": {one.why}" if one.why else "")


def _judged(record: Adjudication) -> dict[tuple[str, str], Judged]:
    return {(_criterion(one.criterion, record), one.reading): one for one in record.judged}


def _named(one: Judged) -> str:
    return one.criterion if one.reading == "strict" else f"{one.criterion} ({one.reading})"


def _quotes(record: Adjudication, names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(words for claims in record.claims for claim in claims.claims if claim.id in names for words in _words(claim))


def _cover(record: Adjudication) -> str:
    return f"{record.cover.level}{f' until {iso(record.cover.until)}' if record.cover.until else ''}{f': {record.cover.says}' if record.cover.says else ''}"


def _flags(before: Adjudication, after: Adjudication) -> Iterator[Change]:
    old, new = ({flag.code: flag.says for flag in one.flags} for one in (before, after))
    yield from (Change(about=code, after=new[code]) for code in new if code not in old)
    yield from (Change(about=code, before=old[code]) for code in old if code not in new)


def _confidence(before: Adjudication, after: Adjudication) -> Change:
    old, new = before.confidence, after.confidence
    moved = [f"{'+' if name in new.features else '-'}{name}" for name in sorted(old.features.keys() ^ new.features.keys())]
    return Change(about=", ".join(moved), before=f"{old.value:.2f}", after=f"{new.value:.2f}")


def _turned_by(before: Adjudication, after: Adjudication, findings: tuple[Change, ...]) -> str:
    """Say what made the difference, by folding the old evidence as of the new moment."""
    was, now = verdict_words(before.verdict), verdict_words(after.verdict)
    alone = _by_the_clock(before, after)
    if was == now:
        return "the verdict is the same" + (f"; without the new material it would be {alone}" if alone not in ("", now) else "")
    if alone == now:
        return f"the clock alone: the old evidence gives {now} as of the new moment"
    moved = [one.about for one in findings if one.about != "cover"] or [one.about for one in findings]
    told = f"the new material, through {', '.join(moved)}" if moved else "the new material"
    return told + (f"; the old evidence gives {alone} as of the new moment" if alone else "")


def _by_the_clock(before: Adjudication, after: Adjudication) -> str:
    """Fold the old record at the new moment, where that admits the same material; empty where it does not."""
    same_notes = admit_market(before.market, before.as_of)[0] == admit_market(before.market, after.as_of)[0]
    if after.as_of < before.as_of or not same_notes:
        return ""
    try:
        again = adjudicate(
            before.market,
            before.articles,
            before.answers,
            as_of=after.as_of,
            options=before.options,
            left_out=before.left_out,
            provenance=before.provenance,
        )
    except (AdjudgeError, ValueError):
        # Answers of another version may no longer fit their shapes; the comparison stands without this line.
        return ""
    return verdict_words(again.verdict)
