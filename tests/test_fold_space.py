"""The fold over its whole state space, against a second, independent statement of the design's lines."""

from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from itertools import product

import pytest
from build import AFTER, BEFORE_WINDOW, CLOSES, DURING, INSIDE, ON_THE_EDGE, UNDATED, WINDOW, case, claim, criteria, criterion, finding
from hypothesis import given, settings
from hypothesis import strategies as st

from adjudge.decide import decide, headline
from adjudge.model.criteria import Path, Sources

WINDOWS = {"open": DURING, "closed": AFTER, "before": WINDOW.opens - timedelta(days=1)}
TRIGGERS = ("none", "inside", "outside", "edge", "undated", "forecast")
BARS = ("own_voice", "party", "anonymous")
CONTRADICTIONS = ("none", "equal", "weaker")
COVERS = ("complete", "gap", "none")
REGIMES = ("consensus", "only_announces", "only_look")
MODES = ("occurs", "holds")
READINGS = ("one", "parted")


@dataclass(frozen=True)
class Cell:
    """One cell of the table."""

    window: str
    trigger: str
    bar: str
    contradiction: str
    cover: str
    regime: str
    mode: str
    readings: str


CELLS = [
    cell
    for cell in (Cell(*values) for values in product(WINDOWS, TRIGGERS, BARS, CONTRADICTIONS, COVERS, REGIMES, MODES, READINGS))
    if cell.trigger != "none" or cell.bar == "own_voice"
]
VOICE = {"own_voice": "outlet", "party": "party", "anonymous": "anonymous"}
HAPPENED = {"inside": INSIDE, "outside": BEFORE_WINDOW, "edge": ON_THE_EDGE, "undated": UNDATED, "forecast": INSIDE}
COVERED = {"complete": CLOSES + timedelta(hours=6), "gap": CLOSES - timedelta(hours=6)}
SOURCES = {
    "consensus": Sources(regime="consensus"),
    "only_announces": Sources(regime="only", names=("Bureau",), announces=True),
    "only_look": Sources(regime="only", names=("Bureau",)),
}


@cache
def decided(cell):
    return decide(build(cell))


@cache
def build(cell):
    as_of = WINDOWS[cell.window]
    claims, against = [], []
    if cell.trigger != "none":
        kind = "forecast" if cell.trigger == "forecast" else ("absence" if cell.mode == "holds" else "occurred")
        claims.append(claim(kind=kind, voice=VOICE[cell.bar], happened=HAPPENED[cell.trigger]))
    if cell.contradiction != "none":
        voice = "outlet" if cell.contradiction == "equal" else "anonymous"
        claims.append(claim("A2.K1", kind="denied", stance="against", voice=voice, happened=UNDATED))
        against.append("A2.K1")
    state = "silent" if cell.trigger == "none" and not against else "met" if cell.trigger != "none" else "not_met"
    found = [finding(state, for_=["A1.K1"] if cell.trigger != "none" else [], against=against)]
    if cell.readings == "parted":
        found.append(finding("silent", for_=(), reading="intended"))
    rules = criteria(criterion(mode=cell.mode, intended="otherwise" if cell.readings == "parted" else None), sources=SOURCES[cell.regime])
    dated = {"A2": min(as_of, AFTER)} | ({"A9": COVERED[cell.cover]} if cell.cover != "none" else {})
    return case(*claims, found=found, rules=rules, as_of=as_of, cover=["A9"] if cell.cover != "none" else [], dated=dated)


# A second statement of the design, written from its sentences and not from the code.


def strict_verdict(cell):
    """The verdict of a single reading: what the design's lines 3 to 9 say of this cell."""
    is_open = cell.window != "closed"
    covered = cell.cover != "none"
    denied = cell.contradiction == "equal"
    if cell.mode == "holds":
        return holds_verdict(cell, is_open, covered, denied)
    counts = cell.trigger == "inside" and cell.window != "before"
    named = cell.regime == "consensus"
    if counts and denied and named and cell.bar == "own_voice":
        return ("not_yet" if is_open else "ambiguous (conflict)"), 3
    if counts and denied:
        # One side's word, denied: affirmed by nobody who counts.
        counts = False
    if counts and named:
        if cell.bar == "own_voice":
            return "resolved_yes", 5
        return ("not_yet" if is_open else "ambiguous (standard)"), 3
    if is_open:
        return "not_yet", 6
    if cell.trigger in ("edge", "undated"):
        return "ambiguous (insufficient)", 7
    if cell.regime == "only_look" and counts:
        return "ambiguous (insufficient)", 7
    if covered and cell.regime != "only_look":
        return "resolved_no", 8
    return "ambiguous (insufficient)", 9


def holds_verdict(cell, is_open, covered, denied):
    """What must hold is met at the end, with cover; nothing about it is settled by silence."""
    shown = cell.trigger not in ("none", "forecast")
    # A denial that was said before what it would deny is no denial of it.
    came_first = {"closed": (), "open": ("edge",), "before": ("edge", "inside")}[cell.window]
    if shown and denied and cell.trigger not in came_first:
        return ("not_yet" if is_open else "ambiguous (conflict)"), 3
    if is_open:
        return "not_yet", 6
    if shown and covered:
        return "resolved_yes", 5
    if cell.trigger == "none" and cell.contradiction == "equal":
        # A denial that it held, without an event that broke it: false on this evidence, and cover makes it a No.
        return ("resolved_no", 8) if covered and cell.regime != "only_look" else ("ambiguous (insufficient)", 9)
    return "ambiguous (insufficient)", 7


def silent_verdict(cell):
    """The verdict of the second reading, under which nothing is shown."""
    is_open = cell.window != "closed"
    if is_open:
        return "not_yet"
    if cell.mode == "holds":
        return "ambiguous (insufficient)"
    return "resolved_no" if cell.cover != "none" and cell.regime != "only_look" else "ambiguous (insufficient)"


def expected(cell):
    strict, line = strict_verdict(cell)
    if cell.readings == "one" or strict.split(" ")[0] == silent_verdict(cell).split(" ")[0]:
        return strict, line
    return "ambiguous (criteria)", 2


@pytest.mark.parametrize("window", WINDOWS)
@pytest.mark.parametrize("mode", MODES)
def test_every_cell_has_the_verdict_that_the_design_gives_it(window, mode):
    """Window x trigger x bar x contradiction x cover x regime x mode x readings, each with its verdict and its line."""
    wrong = []
    for cell in CELLS:
        if cell.window != window or cell.mode != mode:
            continue
        told = decided(cell).verdict
        if (headline(told), told.line) != expected(cell):
            wrong.append((cell, (headline(told), told.line), expected(cell), told.why))
    assert not wrong, f"{len(wrong)} cells, such as {wrong[:4]}"


def test_no_cell_gives_not_yet_after_the_close_or_a_default_before_it():
    """The two clock rules, over every cell."""
    for cell in CELLS:
        told = decided(cell).verdict
        assert not (cell.window == "closed" and told.name == "not_yet"), cell
        assert not (cell.window != "closed" and told.name == "resolved_no"), cell


cells = st.sampled_from(CELLS)


def is_resolved(case_):
    return decide(case_).verdict.name.startswith("resolved")


@settings(max_examples=300, deadline=None)
@given(cells)
def test_removing_what_carries_the_winning_path_leaves_resolved(cell):
    """Without its claims, or without its cover, no verdict stands."""
    told = build(cell)
    decision = decide(told)
    if decision.verdict.line == 5 and decision.strict.winning:
        carrying = [name for one in decision.strict.judged if one.criterion in decision.strict.winning.all_of for name in one.for_]
        assert not is_resolved(told.without(carrying))
    if decision.verdict.line == 8:
        bare = told.under(findings=told.findings.model_copy(update={"cover": ()}))
        assert not is_resolved(bare)


@settings(max_examples=300, deadline=None)
@given(cells, st.sampled_from(["A1.K1", "A2.K1"]))
def test_removing_support_never_raises(cell, name):
    """A claim for the event that is taken away leaves the verdict as it is or lowers it to a default at most."""
    told = build(cell)
    if name == "A1.K1" and decide(told).verdict.name == "resolved_yes":
        assert decide(told.without([name])).verdict.name != "resolved_yes"
    if name == "A1.K1" and not is_resolved(told) and cell.cover == "none":
        assert not is_resolved(told.without([name]))


@settings(max_examples=200, deadline=None)
@given(cells)
def test_an_article_that_says_nothing_never_moves_a_verdict_towards_resolved(cell):
    """Neither qualifying, nor covering, nor withdrawing."""
    told = build(cell)
    idle = claim("A7.K1", kind="background", happened=UNDATED)
    more = told.under(
        claim_sets=(*told.claim_sets, *case(idle, found=[]).claim_sets), articles=(*told.articles, *case(idle, found=[]).articles)
    )
    assert headline(decide(more).verdict) == headline(decide(told).verdict)


@settings(max_examples=200, deadline=None)
@given(cells, st.randoms())
def test_the_order_of_articles_and_claims_does_not_matter(cell, random):
    """The same evidence in any order."""
    told = build(cell)
    sets, articles = list(told.claim_sets), list(told.articles)
    random.shuffle(sets)
    random.shuffle(articles)
    mixed = told.under(claim_sets=tuple(sets), articles=tuple(articles))
    assert decide(mixed).verdict == decide(told).verdict


@settings(max_examples=200, deadline=None)
@given(cells)
def test_another_copy_of_a_report_changes_nothing(cell):
    """Five pages of one wire story are one report."""
    told = build(cell)
    if cell.trigger == "none":
        return
    original = told.claims["A1.K1"]
    copy = original.model_copy(update={"id": "A5.K1", "article": "A5"})
    extra = case(copy, found=[], dated={"A5": told.by_article["A1"].published.earliest})
    found = told.findings.findings[0]
    both = told.findings.model_copy(
        update={"findings": (found.model_copy(update={"for_": (*found.for_, "A5.K1")}), *told.findings.findings[1:])}
    )
    more = told.under(claim_sets=(*told.claim_sets, *extra.claim_sets), articles=(*told.articles, *extra.articles), findings=both)
    assert headline(decide(more).verdict) == headline(decide(told).verdict)


STATES = ("met", "not_met", "impossible", "conflict", "unclear", "silent")
NAMES = ("A1.K1", "A1.K2", "A2.K1", "A9.K9", "nothing")
ids = st.lists(st.sampled_from(NAMES), max_size=4)


@settings(max_examples=400, deadline=None)
@given(
    st.sampled_from(STATES), ids, ids, st.lists(st.sampled_from([*NAMES, "A1", "A2"]), max_size=3),
    st.sampled_from(["occurs", "holds"]), st.sampled_from([DURING, AFTER]), st.booleans(),
)  # fmt: skip
def test_no_model_output_of_the_right_shape_resolves_without_a_quote(state, for_, against, cover, mode, as_of, quoted):
    """Whatever it proposes: no quotes, no resolution; and no not_yet after the close."""
    quotes = {} if quoted else {"quotes": (), "rejected": "it has no quote"}
    claims = [
        claim("A1.K1", **quotes),
        claim("A1.K2", kind="absence", stance="against", **quotes),
        claim("A2.K1", voice="document", **quotes),
    ]
    rules = criteria(criterion(mode=mode), paths=(Path(outcome="Yes", kind="trigger", all_of=("C1",)), Path(outcome="No", kind="default")))
    told = case(*claims, found=[finding(state, for_=for_, against=against)], cover=cover, as_of=as_of, rules=rules, subject=quoted)
    verdict = decide(told).verdict
    assert quoted or not verdict.name.startswith("resolved")
    assert not (as_of == AFTER and verdict.name == "not_yet")
