"""Case files: what they may say, how they are read, and what a mutation changes."""

import tomllib

import pytest
from test_suite_small import CASE, play, record, write_case

from adjudge.errors import InputError
from adjudge.suite import hygiene
from adjudge.suite.cases import load, unknown_keys
from adjudge.suite.layout import as_text
from adjudge.suite.mutations import Edit
from adjudge.suite.regress import Asked, look
from adjudge.suite.telling import page_of

MUTATIONS = """
[[mutation]]
name = "not yet reopened"
of = "reopened"
kind = "signed becomes expected to sign"
expected = "not_yet"
[[mutation.edit]]
article = "2-reopened.md"
find = "reopened to cargo ships on Wednesday, the harbour log shows"
replace = "will reopen to cargo ships on Friday, the harbour office expects"

[[mutation]]
name = "told five times"
of = "open"
kind = "one wire story repeated"
expected = "not_yet"
[[mutation.edit]]
article = "1-soon.md"
copies = 2
outlets = ["Bay Herald"]
"""


@pytest.fixture
def mutated(tmp_path):
    """The small suite with mutations, recorded."""
    suite, recordings = tmp_path / "suite", tmp_path / "recordings"
    write_case(suite / "lys", case=CASE + MUTATIONS)
    record(suite, recordings)
    return suite, recordings


def checks(tmp_path, text, **more):
    """Read one case."""
    write_case(tmp_path / "lys", case=text, **more)
    return load(tmp_path)


def test_a_mutation_is_a_check_with_edits_of_its_own(mutated):
    """It takes moment and articles from the check that it changes, and everything else stays."""
    found = {check.id: check for check in load(mutated[0])}
    changed = found["lys/reopened ~ not yet reopened"]
    market, articles = changed.materials()
    assert changed.as_of == found["lys/reopened"].as_of
    assert "will reopen" in articles[1].text
    assert "will reopen" not in found["lys/reopened"].materials()[1][1].text
    assert market == found["lys/reopened"].materials()[0]


def test_copies_are_articles_of_other_outlets(mutated):
    """As papers carry a wire story: the same words, another masthead, another digest."""
    _, articles = load(mutated[0])[-1].materials()
    assert [article.outlet for article in articles] == ["Coast Daily", "Bay Herald", "Morning Courier"]
    assert len({article.sha256 for article in articles}) == 3


def test_the_report_shows_the_matrix_of_mutations(mutated):
    """For each kind how many came out as expected, and for each mutation what the unchanged case gives."""
    page = page_of(look(Asked((mutated[0],), mutated[1], processes=1)).report)
    shown = as_text(page, width=160)
    assert "MUTATIONS BY KIND" in shown
    (line,) = [line for line in shown.splitlines() if line.startswith("lys/reopened ~ not yet reopened") and "resolved_yes" in line]
    assert line.split()[-4:] == ["resolved_yes", "not_yet", "not_yet", "✓"]


def test_a_mutation_has_recordings_of_its_own(mutated):
    """Its article is another article, so it is another question."""
    suite, recordings = mutated
    (suite / "lys" / "case.toml").write_text(CASE, encoding="utf-8")
    assert hygiene.orphans(recordings, hygiene.played(play(suite, recordings)))


EDITS = [
    ('article = "1-soon.md"\nfind = "nothing of the kind"\nreplace = "x"', "so there is nothing to replace"),
    ('article = "9-gone.md"\nappend = "x"', "not among its articles"),
    ('append = "x"', "an edit names an article"),
    ('article = "1-soon.md"\nmarket = "rules"\nappend = "x"', "an edit names an article"),
    ('article = "1-soon.md"', "an edit finds and replaces"),
    ('market = "rules"\ncopies = 2', "only an article can be repeated"),
    ('article = "1-soon.md"\npublished = "someday"', "is not a publication date"),
]


@pytest.mark.parametrize(("edit", "words"), EDITS, ids=[words for _, words in EDITS])
def test_an_edit_that_would_test_nothing_is_an_input_error(tmp_path, edit, words):
    """A mutation that changes nothing would pass for the wrong reason."""
    text = f'{CASE}\n[[mutation]]\nname = "m"\nof = "open"\nexpected = "not_yet"\n[[mutation.edit]]\n{edit}\n'
    with pytest.raises(InputError, match=words):
        checks(tmp_path, text)[-1].materials()


def test_rules_title_date_and_outlet_can_be_changed(tmp_path):
    """Whatever a rule of the fold looks at can be moved."""
    edits = ['market = "rules"\nfind = "March 31"\nreplace = "March 5"', 'article = "1-soon.md"\npublished = "2026-03-01T00:00:00Z"\noutlet = "Other"\nappend = "A denial."']
    text = f'{CASE}\n[[mutation]]\nname = "m"\nof = "open"\nexpected = "not_yet"\n' + "".join(f"[[mutation.edit]]\n{edit}\n" for edit in edits)
    market, (article,) = checks(tmp_path, text)[-1].materials()
    assert "March 5, 2026" in market.rules
    assert "March 31" not in market.rules
    assert (article.outlet, article.published.words, article.text.endswith("A denial.")) == ("Other", "2026-03-01T00:00:00Z", True)


def test_an_edit_reads_as_it_is_written():
    """Front to back, a document."""
    edit = Edit.model_validate(tomllib.loads('article = "a.md"\nfind = "signed"\nreplace = "is expected to sign"'))
    assert (edit.article, edit.find, edit.replace) == ("a.md", "signed", "is expected to sign")


BROKEN = [
    ("title = ", "cannot be read"),
    ('title = "x"', "check"),
    ('[[check]]\nname = "a"\nas_of = "2026-03-10T12:00:00Z"\nexpected = "maybe"', "expected"),
    ('[[check]]\nname = "a"\nas_of = "2026-03-10"\nexpected = "not_yet"', "as_of"),
    (CASE + '\n[[mutation]]\nname = "m"\nof = "nonsense"\nexpected = "not_yet"\n[[mutation.edit]]\narticle = "1-soon.md"\nappend = "x"', "which is no check"),
]


@pytest.mark.parametrize(("text", "words"), BROKEN, ids=[words for _, words in BROKEN])
def test_a_case_that_cannot_be_used_says_where_and_why(tmp_path, text, words):
    """An input error, not a trace."""
    with pytest.raises(InputError, match=words):
        checks(tmp_path, text)


def test_an_unknown_key_is_named_and_stops_nothing(tmp_path):
    """A note in a case is harmless; a misspelled key shows in the hygiene report."""
    write_case(tmp_path / "lys", case=CASE.replace("proposal", "proposel"))
    assert len(load(tmp_path)) == 3
    assert list(unknown_keys(tmp_path / "lys" / "case.toml")) == ["shut: the key 'proposel' means nothing"]


def test_a_folder_without_cases_or_with_two_markets_is_named(tmp_path):
    """What is missing is said."""
    with pytest.raises(InputError, match="there are no cases"):
        load(tmp_path)
    with pytest.raises(InputError, match="no folder"):
        load(tmp_path / "none")
    found = checks(tmp_path, CASE)
    (tmp_path / "lys" / "market.json").write_text("{}")
    with pytest.raises(InputError, match="one market file"):
        found[0].materials()


def test_one_case_can_be_given_in_place_of_a_suite(tmp_path):
    """The folder itself holds the case file."""
    write_case(tmp_path / "lys")
    assert [check.id for check in load(tmp_path / "lys")] == [check.id for check in load(tmp_path)]


def test_an_attested_search_needs_its_moment(tmp_path):
    """A person's word without an until covers nothing."""
    text = CASE.replace('expected = "not_yet"', 'expected = "not_yet"\nattest = "AP searched until 2026-04-02T12:00Z, no report"')
    assert checks(tmp_path, text)[0].options().attest.until.hour == 12
    with pytest.raises(InputError, match="up to when"):
        checks(tmp_path, text.replace(" until 2026-04-02T12:00Z", ""))[0].options()


def test_the_quotes_and_clauses_of_a_label_are_looked_for_where_they_count(tmp_path):
    """A quote that carries the verdict is shown; one that stands in the article and carries nothing is not."""
    case = CASE.replace('quotes = ["The Port', 'quotes = ["Two grain carriers docked at noon", "The Port').replace('criteria = ["the Port', 'criteria = ["a consensus", "the Port')
    write_case(tmp_path / "suite" / "lys", case=case)
    record(tmp_path / "suite", tmp_path / "recordings")
    ran = {one.check.label.name: one for one in play(tmp_path / "suite", tmp_path / "recordings")}
    assert ran["reopened"].summary.lacks == ("quote 'Two grain carriers docked at noon'",)
