"""The rules' reading, checked against the rules: every criterion quoted, every path made of criteria that exist."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from adjudge.clock import CheckedWindow, Reading, cross_check, read_zone
from adjudge.errors import AnswerMalformed
from adjudge.ground.limits import limit_of
from adjudge.ground.quotes import locate
from adjudge.model.criteria import Clock, Criteria, Criterion, Defect, Note, Number, Path, Sources, Window
from adjudge.model.market import Market
from adjudge.model.quote import Quote, RejectedQuote
from adjudge.wire.criteria import WireCriteria, WireCriterion, WirePath, WireWindow

# What the clock takes where the rules name no zone, and what instants are shown in.
DEFAULT_ZONE = "America/New_York"


def find(quote: str, source: str, market: Market) -> Quote | RejectedQuote:
    """Locate words of the rules, first where they are said to stand."""
    texts = market.texts()
    named = [source] if source in texts else []
    return locate(quote, texts, [*named, *(name for name in texts if name not in named)])


def complaints(wire: WireCriteria, market: Market) -> list[str]:
    """Say everything that does not hold, in sentences that a model can act on."""
    return [*_quote_complaints(wire, market), *_path_complaints(wire, market), *_clock_complaints(wire, market)]


def _quote_complaints(wire: WireCriteria, market: Market) -> Iterator[str]:
    quoted = [(criterion.id, criterion.source, criterion.quote) for criterion in wire.criteria]
    quoted += [(f"defect {defect.code}", defect.source, defect.quote) for defect in wire.defects]
    limits = (
        ("window", wire.window),
        ("other_window", wire.other_window),
        ("evidence_until", wire.evidence_until),
        ("reporting", wire.reporting),
    )
    quoted += [(name, one.source, one.words) for name, one in limits if one]
    for name, source, words in quoted:
        found = find(words, source, market)
        if isinstance(found, RejectedQuote):
            yield f"{name}: the words {words[:120]!r}: {found.message}"


def _path_complaints(wire: WireCriteria, market: Market) -> Iterator[str]:
    ids = [criterion.id for criterion in wire.criteria]
    if len(set(ids)) != len(ids):
        yield "criteria: every id must be used once"
    for number, path in enumerate(wire.paths, 1):
        unknown = [name for name in (*path.all_of, *path.none_of, *([path.clause] if path.clause else [])) if name not in ids]
        if unknown:
            yield f"path {number}: there is no criterion {', '.join(unknown)}"
        # A lapse that the rules send to 50-50 or void is a default with an outcome of its own, which its clause must show.
        is_free = path.kind == "split" or (path.kind == "default" and path.clause)
        if not is_free and _outcome(path.outcome, market) is None:
            yield f"path {number}: {path.outcome!r} is not among the outcomes"
        if path.kind != "default" and not path.all_of:
            yield f"path {number}: all_of is empty, so nothing would have to be fulfilled"
    if sum(path.kind == "default" for path in wire.paths) > 1:
        yield "paths: there can be at most one default"
    if not any(path.kind == "trigger" for path in wire.paths):
        yield "paths: at least one trigger path is needed"
    for name in filter(None, (wire.occasion_over, wire.reporting and wire.reporting.event)):
        if name not in ids:
            yield f"there is no criterion {name}"


def _clock_complaints(wire: WireCriteria, market: Market) -> Iterator[str]:
    for name, window in (("window", wire.window), ("other_window", wire.other_window)):
        checked = check_window(window, market) if window else None
        if checked and checked.agreement == "disagree":
            yield f"{name}: {checked.difference}"


def check_window(window: WireWindow, market: Market) -> CheckedWindow:
    """Turn the local fields into instants and hold them against the words themselves."""
    reading = Reading(
        words=window.words,
        opens_date=window.opens_date,
        opens_time=window.opens_time,
        closes_date=window.closes_date,
        closes_time=window.closes_time,
        zone=window.zone,
        boundary=window.boundary,
        inclusive=window.inclusive,
    )
    return cross_check(reading, market.created)


def ground(wire: WireCriteria, market: Market) -> Criteria:
    """Build the criteria that stand in the rules; raise `AnswerMalformed` where a path would rest on words that do not."""
    found = {criterion.id: find(criterion.quote, criterion.source, market) for criterion in wire.criteria}
    _refuse_unquoted(wire, found, market)
    kept = tuple(_criterion(criterion, found[criterion.id]) for criterion in wire.criteria if isinstance(found[criterion.id], Quote))
    names = {criterion.id for criterion in kept}
    clock, clock_defects = _clock(wire, market, names)
    rejected = tuple(f"{name}: {quote.message}" for name, quote in found.items() if isinstance(quote, RejectedQuote))
    return Criteria(
        subject=wire.subject,
        criteria=kept,
        paths=_paths(wire, market, names),
        clock=clock,
        sources=Sources(
            regime=wire.sources.regime,
            names=tuple(wire.sources.names),
            announces=wire.sources.announces,
            clause=wire.sources.clause if wire.sources.clause in names else None,
        ),
        notes=_notes(wire, market),
        defects=(*_defects(wire, market), *clock_defects),
        rejected=rejected,
    )


def _refuse_unquoted(wire: WireCriteria, found: dict[str, Quote | RejectedQuote], market: Market) -> None:
    """A path without one of its conditions would be easier to meet, so there is no verdict at all."""
    leaned = {name for path in wire.paths for name in (*path.all_of, *path.none_of)}
    leaned |= {path.clause for path in wire.paths if path.kind == "default" and path.clause and _outcome(path.outcome, market) is None}
    bad = sorted(name for name in leaned if not isinstance(found.get(name), Quote))
    if bad:
        raise AnswerMalformed(f"the reading of the rules leans on {', '.join(bad)}, whose words do not stand in the rules")
    still = [complaint for complaint in _path_complaints(wire, market) if "clause" not in complaint]
    if still:
        raise AnswerMalformed(f"the reading of the rules does not hold together: {still[0]}")


def _criterion(wire: WireCriterion, quote: Quote) -> Criterion:
    number = Number(**{**wire.number.model_dump(), "terms": tuple(wire.number.terms)}) if wire.number else None
    mode = (wire.mode or "occurs") if wire.role in ("requires", "early") else None
    return Criterion(id=wire.id, role=wire.role, mode=mode, strict=wire.strict, intended=wire.intended or None, number=number, quote=quote)


def _outcome(words: str, market: Market) -> str | None:
    """Give the market's own spelling of an outcome."""
    return next((outcome for outcome in market.outcomes if outcome.casefold() == words.strip().casefold()), None)


def _paths(wire: WireCriteria, market: Market, names: set[str]) -> tuple[Path, ...]:
    paths = tuple(_path(path, market, names) for path in wire.paths)
    needs_default = market.is_binary and not any(path.kind == "default" or path.outcome.casefold() == "no" for path in paths)
    no = _outcome("no", market)
    return (*paths, Path(outcome=no, kind="default", implied=True)) if needs_default and no else paths


def _path(wire: WirePath, market: Market, names: set[str]) -> Path:
    clause = wire.clause if wire.clause in names else None
    return Path(
        outcome=_outcome(wire.outcome, market) or wire.outcome,
        kind=wire.kind,
        all_of=tuple(dict.fromkeys(wire.all_of)) if wire.kind != "default" else (),
        none_of=tuple(dict.fromkeys(wire.none_of)) if wire.kind != "default" else (),
        precedence=wire.precedence,
        clause=clause if wire.kind == "default" else None,
        implied=wire.kind == "default" and clause is None,
    )


def _clock(wire: WireCriteria, market: Market, names: set[str]) -> tuple[Clock, tuple[Defect, ...]]:
    checked = check_window(wire.window, market) if wire.window else None
    window, alternative, defects = _windows(wire, checked, market)
    evidence = limit_of(wire.evidence_until, window, market) if wire.evidence_until else None
    reporting = limit_of(wire.reporting, window, market) if wire.reporting else None
    event = wire.reporting.event if wire.reporting and wire.reporting.event in names else None
    by_creation = window.opens is None and market.created is not None
    clock = Clock(
        window=window.model_copy(update={"opens": market.created}) if by_creation else window,
        alternative=alternative,
        words=_quoted(wire.window, market),
        evidence_until=evidence,
        evidence_words=_quoted(wire.evidence_until, market),
        reporting_until=reporting,
        reporting_event=event,
        reporting_words=_quoted(wire.reporting, market),
        occasion_over=wire.occasion_over if wire.occasion_over in names else None,
        opens_by_creation=by_creation,
    )
    return clock, defects


def _quoted(one: object, market: Market) -> Quote | None:
    found = find(one.words, one.source, market) if one else None
    return found if isinstance(found, Quote) else None


def _windows(wire: WireCriteria, checked: CheckedWindow | None, market: Market) -> tuple[Window, Window | None, tuple[Defect, ...]]:
    """Where words and reading disagree even after a re-ask, the fold runs under both."""
    if checked is None:
        return Window(), None, ()
    zone = str(read_zone(wire.window.zone or "") or DEFAULT_ZONE)
    window = Window(opens=checked.opens, closes=checked.closes, zone=zone)
    defects = [Defect(code=code, why=says) for code, says in checked.defects]
    other = None
    if checked.agreement == "disagree":
        defects.append(Defect(code="clock_disagreement", why=f"the window's words and the reading of them differ: {checked.difference}"))
        other = _other(checked.alternatives, window)
    elif wire.other_window:
        second = check_window(wire.other_window, market)
        other = _other([(second.opens, second.closes)], window)
    return window, other, tuple(defects)


def _other(windows: Sequence[tuple[datetime | None, datetime | None]], window: Window) -> Window | None:
    """A second window that is not the first to the minute."""
    for opens, closes in windows:
        if closes and (window.closes is None or abs(closes - window.closes) >= timedelta(minutes=1) or (opens and opens != window.opens)):
            return Window(opens=opens or window.opens, closes=closes, zone=window.zone)
    return None


def _notes(wire: WireCriteria, market: Market) -> tuple[Note, ...]:
    """What each clarification is: as stated with the market, else as read."""
    read = {note.id: note for note in wire.clarifications}
    notes = []
    for number, clarification in enumerate(market.clarifications, 1):
        name = f"N{number}"
        kind = clarification.kind or (read[name].kind if name in read else "notice")
        outcome = _outcome(read[name].outcome or "", market) if name in read else None
        notes.append(Note(id=name, kind=kind, outcome=outcome if kind == "ruling" else None))
    return tuple(notes)


def _defects(wire: WireCriteria, market: Market) -> tuple[Defect, ...]:
    found = [(defect, find(defect.quote, defect.source, market)) for defect in wire.defects]
    return tuple(Defect(code=defect.code, why=defect.why, quote=quote if isinstance(quote, Quote) else None) for defect, quote in found)
