"""`adjudge dispute` as a person runs it, with a scripted model behind the library's front."""

import json
from contextlib import nullcontext
from types import SimpleNamespace

import pytest
from test_dispute_html import assert_is_harmless
from test_flow import MARKET, NO, QUIET, REOPENED, YES, Script, arguments_answer, findings_answer, one_by_one

from adjudge import api
from adjudge.cli.main import run
from adjudge.errors import AnswerMalformed, AnswerPending, ModelRefused, ModelUnavailable, NotAuthorised, OverBudget, QuotaExhausted
from adjudge.pipeline import flow

NOW = ["--as-of", "2026-04-03T12:00Z"]
EARLY = ["--proposed", "Yes", "--proposed-at", "2026-03-20T12:00Z"]


@pytest.fixture
def asked(monkeypatch):
    """Put a scripted model behind the front; gives the moments that were asked about."""
    moments = []

    def check(market, articles, *, as_of, options, **how):
        moments.append(as_of.isoformat()[:16])
        script = Script(claims=YES | NO, findings=findings_answer() if len(articles) == 1 else findings_answer("met", ("A1.K1",)))
        return flow.check(market, articles, as_of=as_of, ask=script, map_all=one_by_one, options=options)

    monkeypatch.setattr(api, "check", check)
    return moments


@pytest.fixture
def case(tmp_path):
    """Write the market and its articles to files."""
    market = f'+++\nquestion = "{MARKET.question}"\noutcomes = ["Yes", "No"]\ncreated = "2026-02-20T00:00:00Z"\n+++\n{MARKET.rules}\n'
    (tmp_path / "market.md").write_text(market)
    for name, article in (("a.md", REOPENED), ("b.md", QUIET)):
        front = f'+++\ntitle = "{article.title}"\noutlet = "{article.outlet}"\npublished = "{article.published.words}"\n+++\n'
        (tmp_path / name).write_text(front + article.text)
    return tmp_path


def arguments(case, *more, articles=("a.md",)):
    return ["dispute", "-m", str(case / "market.md"), *(str(case / name) for name in articles), *EARLY, *NOW, *more]


def test_a_proposal_is_judged_from_files(case, asked, capsys):
    """The brief is the default command; where nothing came between the moments, nothing is asked twice."""
    assert run(arguments(case, "--liveness", "14d 2h", "-q")) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(MARKET.question)
    assert "Yes HOLDS: C1 met." in shown
    assert "2 h left to decide" in shown
    assert asked == ["2026-03-20T12:00"]


def test_what_came_later_is_asked_about_too(case, asked, capsys):
    """Both moments are judged, and the later article is named as later."""
    assert run(arguments(case, "-q", articles=("a.md", "b.md"))) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert asked == ["2026-03-20T12:00", "2026-04-03T12:00"]
    assert "1 article came later and took no part" in shown


def test_arguments_are_read_from_files(case, asked, capsys):
    """And shown with what became of them; what is not UTF-8 is no failure."""
    (case / "p.txt").write_bytes(b'- "The Port of Lys reopened to cargo ships on Wednesday"\n- \xff\xfe odd\n')
    assert run(arguments(case, "--proposer", str(case / "p.txt"), "-q")) == 0
    assert "supported by a quote" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("flags", "begins"),
    [(["--md"], "**Will the Port"), (["--discord"], "──── message 1 of"), (["--json"], "{\n"), (["--blind"], "Will the Port")],
)
def test_every_form_goes_to_stdout(case, asked, capsys, flags, begins):
    """And nothing else does."""
    assert run(arguments(case, *flags, "-q")) == 0
    assert capsys.readouterr().out.startswith(begins)


def test_the_page_goes_to_a_file(case, asked, capsys):
    """Whole, harmless, and said on stderr."""
    assert run(arguments(case, "--html", str(case / "out.html"))) == 0
    shown = capsys.readouterr()
    assert not shown.out
    assert "out.html" in shown.err
    assert_is_harmless((case / "out.html").read_text())


def test_a_request_says_itself_what_was_proposed_and_when(case, asked, capsys):
    """With a payload of the oracle, neither flag is needed."""
    words = f"q: title: {MARKET.question}, description: {MARKET.rules} res_data: p1: 0, p2: 1, p3: 0.5. Where p1 corresponds to No, p2 to Yes, p3 to unknown/50-50."
    request = {
        "query_id": "0x1",
        "ancillary_data": words,
        "proposed_price_outcome": "p2",
        "request_timestamp": 1771545600,
        "request_transaction_block_time": 1774008000,
    }
    (case / "request.json").write_text(json.dumps(request))
    assert run(["dispute", "-m", str(case / "request.json"), str(case / "a.md"), *NOW, "-q"]) == 0
    assert "Proposed: Yes (p2), on 2026-03-20T12:00Z" in capsys.readouterr().out


@pytest.fixture
def argued(case):
    """Write what the proposer says in words of his own; gives the flags."""
    (case / "words.txt").write_text("The port has been open since the second Wednesday.")
    return ["--proposer", str(case / "words.txt")]


@pytest.fixture
def model(monkeypatch):
    """Put a scripted model behind the connection; gives what it was asked, and the budgets that it was given."""
    script, budgets = Script(), []
    script.arguments = arguments_answer(P1={"mark": "supported", "for_": ["A1.K1"]})

    def connect(settings, recordings, *, wait, budget):
        budgets.append(budget)
        return nullcontext(script)

    monkeypatch.setattr("adjudge.llm.connect", connect)
    return SimpleNamespace(script=script, asked=script.asked, budgets=budgets)


def test_a_paraphrase_is_put_to_the_model(case, asked, model, argued, capsys):
    """In one call, on the record as of now."""
    assert run(arguments(case, *argued, "-q", articles=("a.md", "b.md"))) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "supported by a quote; judged by a model, by what it says" in shown
    assert "for “The Port of Lys reopened to cargo ships on Wednesday” source in its own voice: Harbour Post [A1]; qualifying" in shown
    assert [name for name, *_ in model.asked] == ["arguments.v1"]
    assert "The port has been open since the second Wednesday." in model.asked[0][2]


def test_without_arguments_no_model_is_asked_about_any(case, asked, model, capsys):
    """The call belongs to the arguments."""
    assert run(arguments(case, "-q")) == 0
    assert model.asked == []


def test_no_text_of_a_party_is_read_by_a_model_where_that_is_asked_for(case, asked, model, argued, capsys):
    """And the brief says that paraphrases were not judged, and why."""
    assert run(arguments(case, *argued, "--arguments", "quotes", "-q")) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert model.asked == []
    assert "what it paraphrases is not judged, and no model reads these texts. So it was asked for (--arguments quotes)." in shown


@pytest.mark.parametrize(("flags", "why"), [([], "there is no key, no base URL and no recording of this"), (["--replay"], "there is no key")])
def test_without_an_endpoint_or_a_recording_the_brief_still_comes(case, asked, argued, capsys, flags, why):
    """With the marks that code alone can give."""
    assert run(arguments(case, *argued, *flags, "-q")) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "not in the evidence; judged by code, by what it quotes it quotes nothing" in shown
    assert why in shown


def test_a_key_that_is_not_used_is_not_said_to_be_missing(case, asked, argued, capsys, monkeypatch):
    """Where only recordings answer."""
    monkeypatch.setenv("OPENAI_BASE_URL", "http://127.0.0.1:9/v1")
    assert run(arguments(case, *argued, "--replay", "-q")) == 0
    assert "answers come from recordings only, and there is none of this" in " ".join(capsys.readouterr().out.split())


def test_who_insists_on_the_model_gets_no_brief_without_it(case, asked, argued, capsys):
    """One sentence and an exit code, with the ways to get answers."""
    assert run(arguments(case, *argued, "--arguments", "model", "-q")) == 4
    shown = capsys.readouterr()
    assert not shown.out
    assert all(words in shown.err for words in ("arguments.v1", "OPENAI_API_KEY"))


@pytest.mark.parametrize("failure", [ModelUnavailable, QuotaExhausted, ModelRefused, AnswerMalformed, AnswerPending, OverBudget, NotAuthorised])
def test_a_failure_of_the_model_is_an_error_and_never_a_silent_downgrade(case, asked, model, argued, capsys, failure):
    """With the exit code that it has elsewhere."""
    model.script.arguments = failure("the model gave nothing")
    assert run(arguments(case, *argued, "-q")) == 4
    shown = capsys.readouterr()
    assert (shown.out, "the model gave nothing" in shown.err) == ("", True)


def test_the_whole_run_spends_from_one_budget(case, monkeypatch, model, argued, capsys):
    """Both moments and the arguments."""
    budgets = []

    def check(market, articles, *, as_of, options, budget, **how):
        budgets.append(budget)
        return flow.check(market, articles, as_of=as_of, ask=Script(claims=YES | NO), map_all=one_by_one, options=options)

    monkeypatch.setattr(api, "check", check)
    assert run(arguments(case, *argued, "-q", articles=("a.md", "b.md"))) == 0
    assert len(budgets) == 2
    assert len({id(one) for one in (*budgets, *model.budgets)}) == 1


BAD = [
    (["--proposed", "Maybe"], 2, "is none of Yes, No"),
    (["--proposed", "p1"], 2, "mapping is not known"),
    (["--proposed-at", "yesterday"], 2, "--proposed-at"),
    (["--proposed-at", "2027-01-01T00:00Z"], 2, "--as-of lies before the proposal"),
    (["--deadline", "2026-03-20T14:00Z", "--liveness", "2h"], 2, "exclude each other"),
    (["--deadline", "2026-03-19T14:00Z"], 2, "lies before the proposal"),
    (["--liveness", "soon"], 2, "--liveness"),
    (["--md", "--json"], 2, "exclude each other"),
    (["--proposer", "-", "--disputer", "-"], 2, "can be given once"),
    (["--proposer", "{folder}/none.txt"], 3, "cannot be read"),
    (["--votes", "0"], 2, "Invalid value"),
    (["--arguments", "nobody"], 2, "Invalid value"),
]


@pytest.mark.parametrize(("more", "code", "says"), BAD)
def test_what_is_wrong_is_said_in_one_sentence(case, asked, capsys, more, code, says):
    """Before anything is asked of a model."""
    assert run(arguments(case, *(word.format(folder=case) for word in more), "-q")) == code
    shown = capsys.readouterr()
    assert not shown.out
    assert says in shown.err
    assert asked == []


def test_a_proposal_that_nobody_states_is_missing(case, asked, capsys):
    """Neither on the command line nor in the market."""
    assert run(["dispute", "-m", str(case / "market.md"), str(case / "a.md"), "-q"]) == 2
    assert "--proposed is missing" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["dispute"], ["dispute", "brief"], ["dispute", "triage"]])
def test_every_command_explains_itself(command, capsys):
    """Help is no failure."""
    assert run([*command, "--help"]) == 0
    assert "Usage: adjudge dispute" in capsys.readouterr().out
