"""A case checked, added to and checked again, against a scripted endpoint that counts: what is asked, what changed."""

import json
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from types import SimpleNamespace

import pytest
from test_flow import CLOSED, MARKET, NO, QUIET, REOPENED, RULES, YES, Script, claims_answer, criteria_answer, criterion, findings_answer
from test_llm_provider import completion

from adjudge import api, casework
from adjudge.errors import InputError, ModelError
from adjudge.model.adjudication import Options
from adjudge.model.article import Article
from adjudge.model.market import Clarification
from adjudge.settings import Settings
from adjudge.store.case import Case
from adjudge.store.log import Store

FOUND_NO = findings_answer("not_met", (), ["A1.K1"], ["A1.K1"])
OTHER = Article(
    text="Fishing boats at the Port of Lys went out on Monday as they always do, and came back on Tuesday with herring.",
    title="Herring",
    outlet="Coast Daily",
    published=QUIET.published,
)


class Endpoint:
    """An endpoint on this machine that answers from a script and counts what it is asked."""

    def __init__(self):
        self.script, self.asked, outer = Script(claims=YES | NO), [], self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = json.loads(self.rfile.read(int(self.headers["content-length"])))
                name = self.headers["x-adjudge-prompt"]
                outer.asked.append(name.partition(".")[0])
                answer = outer.script._answer(SimpleNamespace(name=name, user=body["messages"][-1]["content"]))
                data = json.dumps(completion(json.dumps(answer))).encode()
                self.send_response(200 if answer else 400)
                self.send_header("content-type", "application/json")
                self.send_header("content-length", str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            def log_message(self, *_):
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=self.server.serve_forever, args=(0.02,), daemon=True).start()
        self.url = f"http://127.0.0.1:{self.server.server_port}/v1"

    def told(self):
        """Give what was asked since the last time, sorted."""
        asked, self.asked = sorted(self.asked), []
        return asked


@pytest.fixture
def endpoint(monkeypatch, tmp_path):
    """A running endpoint; answers are kept in a folder of the test's own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    running = Endpoint()
    yield running
    running.server.shutdown()
    running.server.server_close()


@pytest.fixture
def store(tmp_path):
    """An empty store."""
    with Store(f"sqlite:///{tmp_path}/cases.db") as store:
        yield store


def check(store, endpoint, as_of=CLOSED, model="gpt-5.4", **options):
    settings = Settings(base_url=endpoint.url, model=model)
    return casework.check(
        store, "lys", actor="ana", as_of=as_of, settings=settings, options=Options(**options), recordings=api.default_recordings(settings)
    )


def filed(store, *articles, **more):
    return casework.file(store, "lys", actor="ana", articles=articles, **more)


@pytest.fixture
def checked(store, endpoint):
    """A case with one quiet article, checked: No."""
    filed(store, QUIET, market=MARKET)
    endpoint.script.findings = FOUND_NO
    entry, record = check(store, endpoint)
    assert (record.verdict.name, entry.kind) == ("resolved_no", "adjudication")
    assert endpoint.told() == ["claims", "criteria", "findings"]
    return store


def test_a_new_article_costs_one_claims_call_and_one_findings_call(checked, endpoint):
    """The rules and the other articles are not read again, although the new article comes before them."""
    endpoint.script.findings = findings_answer()
    filed(checked, REOPENED)
    _, record = check(checked, endpoint)
    assert endpoint.told() == ["claims", "findings"]
    assert [article.outlet for article in record.articles] == ["Harbour Post", "Coast Daily"]


def test_nothing_new_costs_nothing_and_keeps_no_second_record(checked, endpoint):
    """The same record at the same moment is the one that is there."""
    entry, _ = check(checked, endpoint)
    assert endpoint.told() == []
    assert [one.number for one in Case(checked, "lys").of_kind("adjudication")] == [entry.number]


def test_another_moment_costs_nothing_and_is_another_record(checked, endpoint):
    """The moment is no part of a request."""
    later, _ = check(checked, endpoint, as_of=CLOSED.replace(day=5))
    assert endpoint.told() == []
    assert later.number == 4


def test_a_clarification_that_leaves_the_criteria_as_they_were_costs_the_criteria_alone(checked, endpoint):
    """Claims and findings follow from what the rules were read as, not from how they are written."""
    filed(checked, clarifications=[Clarification(text="We are watching this market.", by="the platform", at=CLOSED.replace(day=1))])
    endpoint.script.criteria = criteria_answer(clarifications=[{"id": "N1", "kind": "notice", "outcome": None}])
    check(checked, endpoint)
    assert endpoint.told() == ["criteria"]


def test_another_model_is_asked_everything(checked, endpoint):
    """An answer is one model's."""
    check(checked, endpoint, model="gpt-5.4-mini")
    assert endpoint.told() == ["claims", "criteria", "findings"]


def test_a_check_that_gives_no_verdict_keeps_no_record_and_its_finished_answers(checked, endpoint):
    """What was answered before the failure is not asked again."""
    endpoint.script.findings = {}
    filed(checked, REOPENED)
    with pytest.raises(ModelError):
        check(checked, endpoint)
    assert len(Case(checked, "lys").of_kind("adjudication")) == 1
    endpoint.told()
    endpoint.script.findings = findings_answer()
    check(checked, endpoint)
    assert endpoint.told() == ["findings"]


def difference(store):
    case = Case(store, "lys")
    old, new = (entry.number for entry in case.of_kind("adjudication")[-2:])
    return casework.compare(case.record(old), case.record(new))


def test_a_new_article_is_shown_to_have_turned_the_verdict(checked, endpoint):
    """Material, claim with its quote, finding, verdict, confidence, pivot, and what made the difference."""
    filed(checked, REOPENED)
    endpoint.script.findings = findings_answer()
    check(checked, endpoint)
    found = difference(checked)
    assert [(one.about, one.before, one.after) for one in found.material] == [("article", "", "Harbour Post: Port of Lys reopens")]
    assert [(one.about, one.before, one.quotes) for one in found.claims] == [
        ("A1.K1", "", ("The Port of Lys reopened to cargo ships on Wednesday",))
    ]
    moved = {one.about: one for one in found.findings}["C1"]
    assert (moved.before, moved.after.partition(",")[0], moved.quotes) == (
        "NOT MET",
        "MET",
        ("The Port of Lys reopened to cargo ships on Wednesday",),
    )
    assert (found.verdict.before, found.verdict.after) == ("RESOLVED NO", "RESOLVED YES")
    assert found.confidence.before != found.confidence.after
    assert "+single_report" in found.confidence.about
    assert found.pivot.about == "C1"
    assert found.pivot.after.startswith("if C1 were ")
    assert found.pivot.after != found.pivot.before
    assert found.turned_by.startswith("the new material, through C1")


def test_an_article_that_says_nothing_of_it_changes_nothing_but_the_material(checked, endpoint):
    """Ids that are given anew are not a change."""
    filed(checked, OTHER)
    found_no = findings_answer("not_met", (), ["A2.K1"], ["A2.K1"]) if OTHER.sha256 < QUIET.sha256 else FOUND_NO
    endpoint.script.findings = found_no
    check(checked, endpoint)
    found = difference(checked)
    assert (found.claims, found.findings, found.criteria) == ((), (), ())
    assert [one.after for one in found.material] == ["Coast Daily: Herring"]
    assert found.turned_by.startswith("the verdict is the same")


def test_the_clock_alone_is_told_from_the_material(checked, endpoint):
    """The old evidence is folded once more as of the new moment."""
    filed(checked, REOPENED)
    endpoint.script.findings = findings_answer("unclear")
    check(checked, endpoint, as_of=CLOSED.replace(month=3, day=20))
    check(checked, endpoint, as_of=CLOSED.replace(month=4, day=1))
    found = difference(checked)
    assert (found.verdict.before, found.verdict.after) == ("NOT YET", "AMBIGUOUS (insufficient)")
    assert found.turned_by.startswith("the clock alone: the old evidence gives AMBIGUOUS")
    assert [one.about for one in found.material] == ["as of"]


def test_a_clarification_is_shown_with_what_it_did_to_the_rules(checked, endpoint):
    """The new text, the criterion that it changed, and the claims that were read anew."""
    note = "A reopening for a single ship does not count."
    filed(checked, clarifications=[Clarification(text=note, by="the platform", at=CLOSED.replace(day=1))])
    excluded = criterion("C4", "excludes", note, source="N1")
    paths = [{**criteria_answer()["paths"][0], "none_of": ["C4"]}, criteria_answer()["paths"][1]]
    endpoint.script.criteria = criteria_answer(
        criteria=[*criteria_answer()["criteria"], excluded],
        paths=paths,
        clarifications=[{"id": "N1", "kind": "interpretation", "outcome": None}],
    )
    silent = {"criterion": "C4", "reading": "strict", "why": "Nothing.", "state": "silent", "for": [], "against": [], "noted": []}
    endpoint.script.findings = {**FOUND_NO, "findings": [*FOUND_NO["findings"], silent]}
    check(checked, endpoint)
    assert endpoint.told() == ["claims", "criteria", "findings"]
    found = difference(checked)
    assert [(one.about, one.after) for one in found.material] == [("clarification by the platform", note)]
    assert [one.about for one in found.criteria] == ["C4", "paths"]
    assert f"unless “{note}”" in found.criteria[1].after
    assert found.claims == ()


def test_the_same_record_differs_in_nothing(checked):
    """An empty comparison says so."""
    record = Case(checked, "lys").record()
    assert casework.compare(record, record).is_empty


def test_every_revision_is_kept_and_the_newest_is_judged(store):
    """A rule that was changed is seen beside what it was."""
    filed(store, QUIET, market=MARKET)
    filed(store, market=MARKET.model_copy(update={"rules": f"{RULES} Ferries do not count."}))
    case = Case(store, "lys")
    assert [market.rules.endswith("Ferries do not count.") for market in case.markets] == [False, True]
    assert case.market == case.markets[1]
    assert case.entries[-1].says == "revision: the rules changed"


def test_what_is_there_word_for_word_is_not_filed_twice(store):
    """The same article from another place is the same; the same text with another date is a correction, and counts."""
    filed(store, QUIET, market=MARKET)
    assert filed(store, QUIET.model_copy(update={"source": "elsewhere.md"}), market=MARKET) == ()
    later = QUIET.model_copy(update={"published": REOPENED.published})
    assert len(filed(store, later)) == 1
    case = Case(store, "lys")
    assert (len(case.filed), case.articles) == (2, (later,))
    assert case.filed[0].fetched.tzinfo


def test_a_case_begins_with_its_market(store):
    """There is nothing to judge articles by otherwise."""
    with pytest.raises(InputError, match="give its market"):
        filed(store, QUIET)
    assert store.cases() == {}


def test_the_answer_to_a_claims_prompt_without_claims_is_kept_too(store, endpoint):
    """An article that says nothing is read once."""
    filed(store, OTHER, market=MARKET)
    endpoint.script = Script(claims={OTHER.text: claims_answer()}, findings=findings_answer("silent", ()))
    check(store, endpoint)
    assert endpoint.told() == ["claims", "criteria", "findings"]
    check(store, endpoint, as_of=CLOSED.replace(day=6))
    assert endpoint.told() == []
