"""A small suite of invented cases with scripted recordings, in a temporary folder; and that it is one."""

import json

import httpx2
import pytest
from test_flow import NO, REOPENED_CLAIM, RULES, SHUT_CLAIM, claim_answer, claims_answer, criteria_answer, findings_answer

from adjudge import cassettes
from adjudge.llm import connect
from adjudge.relay import provider
from adjudge.settings import Settings
from adjudge.suite.cases import load
from adjudge.suite.replaying import Replay, replay
from adjudge.suite.run import Resampled, adjudicated

REOPENED_TEXT = "LYS, March 12 - The Port of Lys reopened to cargo ships on Wednesday, the harbour log shows.\n\nTwo grain carriers docked at noon."
QUIET_TEXT = next(iter(NO))
SOON_TEXT = "The Port of Lys is expected to reopen to cargo ships within days, a harbour pilot said on Monday."
MARKET = f'+++\nquestion = "Will the Port of Lys reopen in March?"\ncreated = "2026-02-20T00:00:00Z"\n+++\n{RULES}\n'
CASE = """title = "A port that reopens"

[[check]]
name = "open"
as_of = "2026-03-10T12:00:00Z"
articles = ["1-soon.md"]
expected = "not_yet"
why = "A forecast shows nothing."
traps = ["forecast told as fact"]

[[check]]
name = "reopened"
as_of = "2026-03-20T12:00:00Z"
articles = ["1-soon.md", "2-reopened.md"]
expected = "resolved_yes"
quotes = ["The Port of Lys reopened to cargo ships on Wednesday"]
criteria = ["the Port of Lys reopens to cargo ships"]
why = "It happened inside the window."

[[check]]
name = "shut"
as_of = "2026-04-03T12:00:00Z"
articles = ["1-soon.md", "3-quiet.md"]
expected = "resolved_no"
why = "The default, with cover."
proposal = "Yes"
"""
ARTICLES = {
    "1-soon.md": ("Coast Daily", "2026-03-09T10:00:00+01:00", SOON_TEXT),
    "2-reopened.md": ("Harbour Post", "2026-03-12T18:00:00+01:00", REOPENED_TEXT),
    "3-quiet.md": ("Coast Daily", "2026-04-02T10:00:00+02:00", QUIET_TEXT),
}
SOON_CLAIM = claim_answer("K1", "forecast", "The Port of Lys is expected to reopen to cargo ships within days")
CLAIMS = {SOON_TEXT: claims_answer(SOON_CLAIM, subject="The Port of Lys"), REOPENED_TEXT: claims_answer(REOPENED_CLAIM), QUIET_TEXT: claims_answer(SHUT_CLAIM, subject="The Port of Lys stayed shut to cargo ships")}
SILENT = findings_answer("silent", ())
MET = findings_answer("met", ("A2.K1",))
SHUT = findings_answer("not_met", (), ("A2.K1",), ("A2.K1",))


class Reader:
    """Stands behind the relay's protocol and answers by rule; `answers` may change what it says, by prompt."""

    def __init__(self, **answers):
        self.answers, self.asked = answers, []
        self.transport = httpx2.MockTransport(self._respond)

    def _respond(self, request):
        name, sample = request.headers["x-adjudge-prompt"], int(request.headers["x-adjudge-sample"])
        user = json.loads(request.content)["messages"][1]["content"]
        self.asked.append((name, sample))
        text = json.dumps(self._answer(name.partition(".")[0], user, sample), ensure_ascii=False)
        return httpx2.Response(200, json=provider.completion("0" * 16, text, reader="script", created=1_790_000_000), headers={"x-adjudge-via": "relay"})

    def _answer(self, prompt, user, sample):
        said = self.answers.get(prompt)
        if said is not None:
            return said(user, sample) if callable(said) else said
        if prompt == "criteria":
            return criteria_answer()
        if prompt == "claims":
            return next((answer for text, answer in CLAIMS.items() if text in user), claims_answer())
        return MET if "reopened to cargo ships on" in user else SHUT if "stayed shut" in user else SILENT


def write_case(folder, *, case=CASE, articles=ARTICLES, market=MARKET):
    """Write one case."""
    (folder / "articles").mkdir(parents=True, exist_ok=True)
    (folder / "market.md").write_text(market, encoding="utf-8")
    (folder / "case.toml").write_text(case, encoding="utf-8")
    for name, (outlet, published, text) in articles.items():
        (folder / "articles" / name).write_text(f'+++\noutlet = "{outlet}"\npublished = "{published}"\n+++\n{text}\n', encoding="utf-8")
    return folder


def record(suite, recordings, reader=None, *, samples=1, skip=()):
    """Record every check of a suite by a scripted reader."""
    reader = reader or Reader()
    settings = Settings(base_url="http://relay.test/v1")
    with connect(settings, cassettes.record(recordings), transport=reader.transport) as connection:
        for check in load(suite):
            for sample in range(samples if check.id not in skip else 0):
                adjudicated(check, Resampled(connection, sample) if sample else connection)
    return reader


@pytest.fixture
def small(tmp_path):
    """A suite of one case with three checks, and its recordings."""
    suite, recordings = tmp_path / "suite", tmp_path / "recordings"
    write_case(suite / "lys")
    record(suite, recordings)
    return suite, recordings


def play(suite, recordings, **how):
    """Replay a suite here, in one process."""
    return replay(load(suite), Replay(recordings, **how), processes=1)


def test_the_small_suite_gives_the_verdicts_that_it_expects(small):
    """So that whatever a test below finds wrong is what the test made wrong."""
    ran = play(*small)
    assert [one.summary.ending.words for one in ran] == ["not_yet", "resolved_yes", "resolved_no"]
    assert all(one.check.label.agrees(one.summary.ending) for one in ran)
    assert not any(one.summary.lacks or one.missed for one in ran)
