"""A record's answers folded as of another moment: only where nothing else would have been asked."""

from datetime import UTC, datetime

import pytest
from test_flow import CLOSED, MARKET, NO, OPEN, QUIET, REOPENED, RULES, YES, Script, claims_answer, findings_answer, run, stated

from adjudge.errors import ModelRefused
from adjudge.model.adjudication import Options
from adjudge.model.market import Clarification
from adjudge.pipeline.again import folded_again
from adjudge.pipeline.verifying import verify


@pytest.fixture(scope="module")
def record():
    """A record of one article, made while the window was open."""
    return run(Script(claims=YES), REOPENED, as_of=OPEN)


def again(record, *articles, market=MARKET, as_of=CLOSED, **options):
    return folded_again([record], market, articles or (REOPENED,), as_of=as_of, options=Options(**options))


def test_the_same_material_at_another_moment_is_the_record_that_a_check_would_give(record):
    """To the byte, and it verifies."""
    found = again(record)
    assert found == run(Script(claims=YES), REOPENED, as_of=CLOSED)
    assert verify(found).holds


def test_what_comes_later_than_the_moment_does_not_matter(record):
    """An article and a clarification that are left out are listed, and nothing is asked."""
    note = Clarification(text="Ferries do not count.", at=datetime(2026, 4, 1, tzinfo=UTC))
    found = again(record, QUIET, REOPENED, market=MARKET.model_copy(update={"clarifications": (note,)}), as_of=OPEN.replace(day=21))
    assert [one.what for one in found.left_out] == ["clarification by the platform", "Lys still shut"]


def test_options_that_only_the_fold_reads_may_differ(record):
    """A stricter bar is code's affair."""
    assert again(record).verdict.name == "resolved_yes"
    assert again(record, reports_needed=2).verdict.name == "ambiguous"


OTHER = [
    {"articles": (REOPENED, QUIET)},
    {"articles": (QUIET,)},
    {"articles": (REOPENED.model_copy(update={"title": "Another headline"}),)},
    {"articles": (REOPENED.model_copy(update={"published": stated("2026-03-13T18:00:00+01:00")}),)},
    {"market": MARKET.model_copy(update={"rules": f"{RULES} Ferries do not count."})},
    {"market": MARKET.model_copy(update={"clarifications": (Clarification(text="Ferries do not count."),)})},
    {"votes": 3},
]


@pytest.mark.parametrize("other", OTHER, ids=[next(iter(one)) + str(number) for number, one in enumerate(OTHER)])
def test_what_would_be_asked_otherwise_is_not_answered(record, other):
    """Another text, headline, date, rule, clarification or number of votes."""
    assert again(record, *other.get("articles", ()), **{name: value for name, value in other.items() if name != "articles"}) is None


def test_an_article_read_from_another_place_is_the_same_article(record):
    """Where it lay was never sent."""
    assert again(record, REOPENED.model_copy(update={"source": "elsewhere.md"}))


def test_a_record_with_an_unread_article_serves_only_who_allows_that():
    """A failure is not an answer."""
    script = Script(claims={REOPENED.text: ModelRefused("no"), **NO}, findings=findings_answer("silent", ()))
    record = run(script, REOPENED, QUIET, allow_missing=True)
    assert again(record, REOPENED, QUIET) is None
    assert again(record, REOPENED, QUIET, allow_missing=True) == record


def test_the_first_record_that_fits_is_taken(record):
    """The newest, as a case gives them."""
    empty = run(Script(claims={REOPENED.text: claims_answer()}, findings=findings_answer("silent", ())), REOPENED, as_of=OPEN)
    found = folded_again([empty, record], MARKET, [REOPENED], as_of=CLOSED, options=Options())
    assert found.verdict.name == "ambiguous"
    assert folded_again([], MARKET, [REOPENED], as_of=CLOSED, options=Options()) is None


def test_answers_that_this_version_cannot_read_answer_nothing(record):
    """They are of another shape, which is no failure: the next record may do, or somebody is asked."""
    answers = record.answers.model_copy(update={"criteria": {"of": "another version"}})
    old = record.model_copy(update={"answers": answers})
    assert again(old) is None
    assert folded_again([old, record], MARKET, [REOPENED], as_of=CLOSED, options=Options()) == again(record)
