"""The part of a brief that carries the verdict: each criterion, the rules' words, and the quotes on it."""

from collections.abc import Iterable, Iterator

from adjudge.clock import place
from adjudge.model.adjudication import Adjudication, Dropped, Judged
from adjudge.model.claims import Claim
from adjudge.model.criteria import Criteria, Criterion, Path
from adjudge.model.quote import Quote
from adjudge.reports.parts import Item, Section, Tone, shorten, some
from adjudge.reports.words import BARS, KINDS, MATCHES, PLACES, ROLES, STATES, articles_by_id, instant, outlet, plural, published, span, voice

# A quote is a sentence or three; what is longer is an attack on the reader's time. The record has it all.
_QUOTE = 700
# As many claims to a side as fit on a screen beside the rest.
_CLAIMS = 6
# Enough plans, forecasts and opinions to see what a hurried reader would have taken for the event.
_NOTED = 3


class Case:
    """A record with its claims and articles at hand, and whether everything is to be shown."""

    def __init__(self, record: Adjudication, *, everything: bool) -> None:
        self.record = record
        self.everything = everything
        self.articles = articles_by_id(record)
        self.claims = {claim.id: claim for found in record.claims for claim in found.claims}
        self.limit = 10**6 if everything else _CLAIMS
        self.shown_in_full: set[str] = set()

    def judged(self, criterion_id: str) -> list[Judged]:
        """Give what was judged on a criterion, the strict reading first; readings that come to the same are one, unless all is to be shown."""
        found = sorted((one for one in self.record.judged if one.criterion == criterion_id), key=lambda one: one.reading != "strict")
        same = _substance if self.everything else _upshot
        return found[:1] if len({same(one) for one in found}) == 1 else found


def _upshot(judged: Judged) -> tuple[object, ...]:
    return (judged.state, judged.truth, judged.held_back)


def _substance(judged: Judged) -> tuple[object, ...]:
    return (judged.state, judged.truth, judged.for_, judged.against, judged.noted, judged.dropped, judged.bar, judged.held_back)


def criteria(case: Case) -> Section:
    """Show the criteria that the fold leans on, those with evidence first; the others only on request."""
    rules = case.record.criteria
    leaned_on = [found for name in rules.judged if (found := rules.named(name))]
    told = [one for one in leaned_on if _has_evidence(case, one)]
    silent = [one for one in leaned_on if one not in told]
    others = [one for one in rules.criteria if one not in leaned_on]
    items = [_criterion(case, one) for one in (*told, *silent)]
    return Section("criteria", (_paths(rules), *items, *_others(case, others)), spaced=True)


def _paths(rules: Criteria) -> Item:
    """Say how the criteria lead to outcomes."""
    return Item("; ".join(_path(path) for path in sorted(rules.paths, key=lambda path: (path.kind == "default", path.precedence))) or "no path to any outcome")


def _path(path: Path) -> str:
    if path.kind == "default":
        return f"{path.outcome} by default ({'implied' if path.implied else path.clause or 'no clause'})"
    unless = f" unless {' or '.join(path.none_of)}" if path.none_of else ""
    return f"{path.outcome}{' early' if path.kind == 'early' else ''} if {' and '.join(path.all_of) or 'nothing else'}{unless}"


def _has_evidence(case: Case, criterion: Criterion) -> bool:
    return any(one.for_ or one.against or one.noted or one.dropped for one in case.judged(criterion.id))


def _others(case: Case, others: list[Criterion]) -> list[Item]:
    if case.everything:
        return [_criterion(case, one) for one in others]
    named = ", ".join(f"{one.id} ({one.role})" for one in others)
    return [Item(f"not judged on evidence: {shorten(named, 160)}; --all shows them", tone="muted")] if others else []


def _criterion(case: Case, criterion: Criterion) -> Item:
    judged = case.judged(criterion.id)
    state = _heading(judged[0]) if len(judged) == 1 else "THE READINGS DIFFER" if judged else "NOT JUDGED"
    mode = ", to the end of the window" if criterion.mode == "holds" else ""
    head = Item(f"{state} ({ROLES[criterion.role]}{mode})", criterion.id, _tone(judged))
    head = head.over(Item(f"“{shorten(criterion.quote.exact, _QUOTE)}”{_from(criterion)}", "rules"), _number(criterion))
    if len(judged) > 1:
        return head.over(*(_reading(case, criterion, one) for one in judged))
    return head.over(*_readings(case, criterion), *(item for one in judged for item in _finding(case, one)))


def _reading(case: Case, criterion: Criterion, judged: Judged) -> Item:
    words = criterion.strict if judged.reading == "strict" else criterion.intended or criterion.strict
    return Item(f"{_heading(judged)}, read as: {words}", judged.reading, _tone([judged])).over(*_finding(case, judged))


def _tone(judged: list[Judged]) -> Tone:
    truths = {one.truth for one in judged}
    return {"true": "good", "false": "bad"}.get(truths.pop(), "open") if len(truths) == 1 else "open"  # type: ignore[return-value]


def _from(criterion: Criterion) -> str:
    where = criterion.quote.where
    if where == "rules":
        return ""
    return f" (clarification {where})" if where.startswith("N") else f" (the {where})"


def _readings(case: Case, criterion: Criterion) -> Iterator[Item]:
    if criterion.intended:
        yield Item(criterion.strict, "strict")
        yield Item(criterion.intended, "intended")
    elif case.everything:
        yield Item(criterion.strict, "read as")


def _number(criterion: Criterion) -> Item | None:
    number = criterion.number
    if number is None:
        return None
    upper = f" and {number.upper}" if number.upper else ""
    terms = f"; counted: {', '.join(number.terms)}" if number.terms else ""
    which = f", {number.which_print} print" if number.which_print != "any" else ""
    return Item(f"{number.series} {number.comparator} {number.threshold}{upper} {number.unit}{which}{terms}", "figure")


def _finding(case: Case, judged: Judged) -> Iterator[Item]:
    if judged.why:
        yield Item(judged.why, "why")
    if proof := _proof(judged):
        yield Item(proof, "proof")
    yield from _side(case, judged.for_, "for")
    yield from _side(case, judged.against, "against")
    yield from _noted(case, judged.noted)
    gone = [_dropped(case, one) for one in judged.dropped if one.claim not in judged.noted]
    yield from some(gone, case.limit, "dropped")


def _heading(judged: Judged) -> str:
    """What the fold makes of it: a fact that only the bar keeps from counting is affirmed, and not met."""
    return "AFFIRMED, BELOW THE BAR OF PROOF" if judged.held_back == "bar" and judged.state == "met" else STATES[judged.state]


def _proof(judged: Judged) -> str:
    said = [BARS[judged.bar]] if judged.bar != "none" else []
    said += [plural(judged.reports, "report")] if judged.reports else []
    said += [f"held back by {'a contradiction' if judged.held_back == 'contradiction' else 'the bar of proof'}"] if judged.held_back else []
    said += ["nothing later can turn it"] if judged.is_final else []
    return "; ".join(said)


def _side(case: Case, names: Iterable[str], label: str) -> tuple[Item, ...]:
    told, copies = _one_telling(case, list(names))
    again = Item(f"the same report again: {', '.join(copies)}", label, "muted")
    return (*some([_claim(case, name, label) for name in told], case.limit, f"claims {label}"), *([again] if copies else []))


def _one_telling(case: Case, names: list[str]) -> tuple[list[str], list[str]]:
    """Show a report in the first article that carries it; give the other articles by name."""
    told: list[str] = []
    copies: dict[str, None] = {}
    first: dict[str, str] = {}
    for name in names:
        claim = case.claims.get(name)
        if claim and not case.everything and first.setdefault(claim.report or claim.article, claim.article) != claim.article:
            copies[f"{outlet(case.articles.get(claim.article))} [{claim.article}]"] = None
        else:
            told.append(name)
    return told, list(copies)


def _noted(case: Case, names: Iterable[str]) -> tuple[Item, ...]:
    items = []
    for name in _each_once(case, names):
        claim = case.claims.get(name)
        items.append(_claim(case, name, KINDS[claim.kind] if claim else "noted", "not evidence of what happened"))
    return some(items, case.limit if case.everything else _NOTED, "plans, forecasts or opinions")


def _each_once(case: Case, names: Iterable[str]) -> Iterable[str]:
    """Leave out what another article carries in the same words."""
    if case.everything:
        return names
    first: dict[tuple[str, ...], str] = {}
    for name in names:
        quotes = tuple(quote.exact for quote in case.claims[name].quotes) if name in case.claims else ()
        first.setdefault(quotes or (name,), name)
    return first.values()


def _dropped(case: Case, dropped: Dropped) -> Item:
    return _claim(case, dropped.claim, "dropped", f"{dropped.says} ({dropped.rule})")


def _claim(case: Case, name: str, label: str, verdict: str = "") -> Item:
    """Show a claim by its quotes, with who says it and when; the second time only by reference."""
    claim = case.claims.get(name)
    reason = Item(verdict, tone="open") if verdict else None
    if claim is None:
        return Item(f"claim {name}, which the record does not hold", label).over(reason)
    first, *rest = [_quoted(quote) for quote in claim.quotes] or [f"no verified quote; in the model's words: {claim.statement}"]
    if name in case.shown_in_full:
        return Item(f"{shorten(first, 60)} (claim {name}, shown above)", label, "muted").over(reason)
    case.shown_in_full.add(name)
    item = Item(first, label).over(*map(Item, rest), Item(f"— {_source(case, claim)}", tone="muted"))
    when = _when(case, claim)
    return item.over(Item(when, tone="muted") if when else None, *_cautions(claim), reason)


def _quoted(quote: Quote) -> str:
    match = f" [{MATCHES[quote.match]}{': ' + '; '.join(quote.edits) if quote.edits and quote.match == 'near' else ''}]" if quote.match in MATCHES else ""
    return f"“{shorten(quote.exact, _QUOTE)}”{match}"


def _source(case: Case, claim: Claim) -> str:
    article = case.articles.get(claim.article)
    headline = " (headline)" if claim.in_headline else ""
    return f"{voice(claim)}{outlet(article)} [{claim.article}]{headline}, {published(article)}"


def _when(case: Case, claim: Claim) -> str:
    words = f" (“{claim.when_words}”)" if claim.when_words else ""
    if claim.kind == "absence":
        # What states no end speaks up to its publication, which stands in the line above.
        return f"speaks up to {instant(claim.through) if claim.through else 'its publication at most'}{words}"
    is_event = claim.kind in ("occurred", "denied", "live")
    if not (is_event or claim.happened.earliest or claim.happened.latest):
        # An opinion about no day in particular is neither inside the window nor outside it.
        return ""
    what = "event" if is_event else "about"
    window = case.record.criteria.clock.window
    return f"{what} {span(claim.happened)}{words}: {PLACES[place(claim.happened, window.opens, window.closes)]}"


def _cautions(claim: Claim) -> Iterator[Item]:
    for note in (note for quote in claim.quotes for note in quote.context):
        yield Item(f"{note.flag} stands outside the quote: “{note.words}”", tone="open")
    if claim.withdraws:
        yield Item(f"withdraws: {claim.withdraws}", tone="open")
    for flag in claim.flags:
        if not flag.endswith("_outside_quote"):
            yield Item(f"flag: {flag}", tone="open")
