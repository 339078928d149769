"""Scripted conversations through `adjudge regress`: what holds, what does not, what is missing, what is recorded and removed."""

import json
import xml.etree.ElementTree as ElementTree
from dataclasses import replace
from pathlib import Path

import httpx2
import pytest
from test_ask import REOPENED_WORDS, RULE, said, told
from test_regress import ENDPOINT, accepted, bare, edited_prompt
from test_suite_small import Reader, small

from adjudge import cassettes
from adjudge.cli.main import run as command
from adjudge.errors import InputError, UsageError
from adjudge.llm import connect
from adjudge.model.quote import Quote
from adjudge.settings import Settings
from adjudge.suite import accepted as answers
from adjudge.suite import cases, conversations, pruning, recording
from adjudge.suite.conversations import talk
from adjudge.suite.junit import as_junit
from adjudge.suite.layout import as_html, as_json, as_markdown, as_text
from adjudge.suite.promises import broken
from adjudge.suite.regress import accept, look
from adjudge.suite.run import judged
from adjudge.suite.telling import page_of

assert accepted
assert bare
assert small

DOCUMENT = """title = "Whether the port is open"
market = "{root}/suite/lys/market.md"
articles = ["{root}/suite/lys/articles/1-soon.md", "{root}/suite/lys/articles/2-reopened.md"]
as_of = "2026-03-20T12:00:00Z"

[[turn]]
question = "Did the port reopen?"
quotes = ["The Port of Lys reopened"]
never_quotes = ["within days"]
keeps_verdict = true

[[turn]]
question = "How long is left?"
by = "code"

[[turn]]
question = "Who pays for the dredging?"
supposed = "Somebody dredges."
does_not_say = true
"""
REOPENED = told(said("The Port of Lys reopened on Wednesday.", ("A2", REOPENED_WORDS)))
UNSAID = told(said("No text says who pays for the dredging.", kind="does_not_say"), would=["A budget of the harbour office."])


def by_question(user, sample):
    """Answer the two questions that a model is asked."""
    return UNSAID if "Who pays for the dredging?" in user.rpartition("asked")[0][-400:] else REOPENED


def write(folder, text=DOCUMENT, name="port-open"):
    """Write one conversation beside a suite."""
    folder.mkdir(exist_ok=True)
    (folder / f"{name}.toml").write_text(text.replace("{root}", folder.parent.name), encoding="utf-8")


def answered(asked, reader=None):
    """Record every turn of the conversations by a scripted reader."""
    reader = reader or Reader(ask=by_question)
    settings = Settings(base_url="http://relay.test/v1")
    with connect(settings, cassettes.record(asked.recordings), transport=reader.transport) as connection:
        for one in conversations.load(asked.conversations):
            assert talk(one, connection).failure is None
    return reader


@pytest.fixture
def asked(accepted):
    """A suite whose results were accepted, with one conversation that has no answers yet."""
    folder = accepted.suites[0].parent / "conversations"
    write(folder)
    return replace(accepted, conversations=folder, owns_recordings=True)


@pytest.fixture
def talked(asked):
    """The same with its answers, which were accepted."""
    answered(asked)
    accept(asked, look(asked))
    return asked


def states(report):
    return [turn.state for turn in report.turns]


def edited(asked, old, new):
    """Change the document."""
    path = asked.conversations / "port-open.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_answers_that_hold_are_exit_0(talked):
    """By a model and by code, with the quotes that were promised."""
    report = look(talked).report
    assert states(report) == ["holds", "holds", "holds"]
    assert [turn.id for turn in report.turns] == ["port-open/1", "port-open/2", "port-open/3"]
    assert report.turns[0].quotes == (f"A2: {REOPENED_WORDS}",)
    assert (report.exit_code, report.hygiene, report.cost) == (0, (), None)


def test_processes_give_what_one_gives(talked):
    """Conversations are replayed side by side as checks are, and counted with them."""
    seen = []
    here = look(talked).report
    apart = look(replace(talked, processes=2), lambda done, total: seen.append((done, total))).report
    assert apart.turns == here.turns
    assert seen[-1] == (4, 4)


@pytest.mark.parametrize(("old", "new", "turn", "says"), [
    ('quotes = ["The Port of Lys reopened"]', 'quotes = ["two grain carriers"]', 0, "quotes: no verified quote of it has 'two grain carriers'"),
    ('never_quotes = ["within days"]', 'never_quotes = ["reopened to cargo"]', 0, "never_quotes: it quotes 'reopened to cargo'"),
    ("keeps_verdict = true", "does_not_say = true", 0, "does_not_say: it answers 'The Port of Lys reopened on Wednesday.', and nowhere that the material does not say"),
    ("keeps_verdict = true", 'by = "code"', 0, "by: model answers, and not code"),
    ('by = "code"', "", 1, "by: code answers, and not model"),
])  # fmt: skip
def test_a_promise_that_does_not_hold_is_named_with_its_words_and_is_exit_5(talked, old, new, turn, says):
    """The document asks for more than the answer gives."""
    edited(talked, old, new)
    report = look(talked).report
    assert report.turns[turn].state == "does not hold"
    assert says in report.turns[turn].says
    assert [one.state for number, one in enumerate(report.turns) if number != turn] == ["holds", "holds"]
    assert report.exit_code == 5


def test_an_answer_that_names_another_verdict_does_not_keep_it(asked):
    """Not even as a marked sentence."""
    other = told(said("The market is resolved No.", ("A2", REOPENED_WORDS), verdict="No"))
    answered(asked, Reader(ask=lambda user, sample: other if "Did the port" in user and "No text" not in user and "Who pays" not in user else UNSAID))
    turn = look(asked).report.turns[0]
    assert "keeps_verdict: it names another verdict: 'The market is resolved No.'" in turn.says


def test_what_always_holds_is_held_to_without_being_written_down(talked):
    """A quote stands in its text, what is said has one, and the verdict is the record's."""
    (one,) = conversations.load(talked.conversations)
    with connect(Settings(), cassettes.replay(talked.recordings)) as ask:
        record = judged(*one.materials(), as_of=one.document.as_of, ask=ask, lanes=1)
        found = talk(one, ask).answers[0]
    (reference,), (sentence,) = found.references, found.sentences
    shifted = reference.quote.model_copy(update={"spans": tuple((start + 1, end + 1) for start, end in reference.quote.spans)})
    assert isinstance(shifted, Quote)
    wrong = found.model_copy(update={"references": (reference.model_copy(update={"quote": shifted}),), "sentences": (sentence.model_copy(update={"references": ()}),), "verdict": "No"})
    turn = one.document.turn[0].model_copy(update={"never_quotes": (), "quotes": ()})
    assert list(broken(turn, found, record)) == []
    assert [says.partition(" '")[0] for says in broken(turn, wrong, record)] == ["always: the quote", "always: it says", "always: it gives the verdict as"]


def test_turns_that_were_never_recorded_are_unrecorded_and_exit_4(asked):
    """The first names the question, the later ones wait for its answer."""
    report = look(asked).report
    assert states(report) == ["unrecorded"] * 3
    assert report.turns[0].says[0].startswith("ask.v")
    assert report.turns[0].says[0].endswith("never recorded")
    assert report.turns[1].says == ("it is asked once the turn before it has its answer",)
    assert (report.exit_code, report.cost.calls, report.cost.may_follow) == (4, 1, 1)


def test_a_verdict_without_recordings_leaves_its_turns_without_any(asked):
    """What is missing of the verdict is named."""
    edited(asked, "2026-03-20T12:00:00Z", "2026-04-01T12:00:00Z")
    edited(asked, f', "{asked.conversations.parent.name}/suite/lys/articles/2-reopened.md"', f', "{asked.conversations.parent.name}/suite/lys/articles/4-new.md"')
    (asked.suites[0] / "lys" / "articles" / "4-new.md").write_text("+++\npublished = 2026-03-30\n+++\nNothing of the port.\n", encoding="utf-8")
    report = look(asked).report
    assert states(report) == ["unrecorded"] * 3
    assert report.turns[0].says[0].startswith("claims.v")


@pytest.mark.parametrize("is_accepted", [True, False])
def test_a_changed_prompt_is_stale_and_named(asked, monkeypatch, is_accepted):
    """Whether or not the answers were accepted: the recording of the same question is found."""
    answered(asked)
    if is_accepted:
        accept(asked, look(asked))
    edited_prompt(monkeypatch, "ask")
    report = look(asked).report
    assert states(report) == ["stale"] * 3
    assert "the prompt changed from " in report.turns[0].says[0]
    assert report.exit_code == 4


def test_a_changed_text_is_stale_by_its_slot(talked):
    """Somebody supposes something else, and the question is another request."""
    edited(talked, "Somebody dredges.", "Nobody dredges.")
    report = look(talked).report
    assert states(report) == ["holds", "holds", "stale"]
    assert report.turns[2].says[0].endswith("the supposed slot differs")


def missing(asked, what="all", *, fresh=False):
    looked = look(asked)
    return recording.chosen_conversations(looked.talked, looked.report.turns, what, fresh=fresh)


def test_recording_asks_the_turns_in_order_and_puts_a_whole_conversation_in_place(asked):
    """The verdict is recorded already, code is not asked, and the second request holds the first answer."""
    assert [len(missing(asked, what)) for what in ("stale", "new", "all")] == [0, 1, 1]
    reader = Reader(ask=by_question)
    done = recording.record(missing(asked), asked.recordings, ENDPOINT, transport=reader.transport)
    assert [name.partition(".")[0] for name, _ in reader.asked] == ["ask", "ask"]
    assert (done.done, len(done.files), done.exit_code) == (("port-open",), 2, 0)
    assert states(look(asked).report) == ["holds"] * 3
    assert not missing(asked)
    assert len(missing(asked, fresh=True)) == 1


def test_old_answers_stay_until_new_ones_are_complete_and_are_pruned_then(talked, monkeypatch):
    """And nothing that is still played goes with them."""
    before = set(cassettes.recordings_in(talked.recordings))
    edited_prompt(monkeypatch, "ask")
    assert [len(missing(talked, what)) for what in ("stale", "new")] == [1, 0]

    def pruned():
        looked = look(talked)
        return pruning.prune(looked.ran, looked.baselines, talked.recordings, whole=True, talked=looked.talked, accepted=looked.accepted)

    assert pruned() == []
    recording.record(missing(talked), talked.recordings, ENDPOINT, transport=Reader(ask=by_question).transport)
    assert before < set(cassettes.recordings_in(talked.recordings))
    gone = pruned()
    assert len(gone) == 2
    assert set(gone) <= {path for path in before if path.parent.name.startswith("ask.")}
    report = look(talked).report
    assert (states(report), report.hygiene) == (["holds"] * 3, ())


def test_a_single_case_prunes_nothing_that_a_conversation_leans_on(talked):
    """What did not run keeps its recordings, although nothing of this run plays them."""
    looked = look(replace(talked, only="lys"))
    assert looked.talked == ()
    assert pruning.superseded(looked.ran, looked.baselines, talked.recordings, looked.talked, looked.accepted) == []


def test_pending_answers_are_counted_and_a_later_run_goes_on(asked):
    """A turn is asked once those before it are there; nothing is put in place before the last."""
    reader, parked = Reader(ask=by_question), ["Did the port", "Who pays"]

    def respond(request):
        user = json.loads(request.content)["messages"][1]["content"]
        last = "Who pays" if "Who pays" in user else "Did the port"
        if last in parked:
            return httpx2.Response(503, json={"error": {"message": "1 answer pending in /relay; run again", "type": "pending", "code": "pending", "param": "/relay"}}, headers={"x-adjudge-pending": "1"})
        return reader._respond(request)

    before = set(cassettes.recordings_in(asked.recordings))
    told = []
    for _ in range(3):
        done = recording.record(missing(asked), asked.recordings, ENDPOINT, transport=httpx2.MockTransport(respond))
        told.append((done.pending, done.done, done.exit_code, len(done.files)))
        assert parked == [] or set(cassettes.recordings_in(asked.recordings)) == before
        del parked[:1]
    assert told == [(1, (), 4, 0), (1, (), 4, 0), (0, ("port-open",), 0, 2)]
    assert len(reader.asked) == 2


def test_an_answer_that_no_turn_asks_for_is_an_orphan(talked):
    """It is named once every turn has its answer, and removed with what is left over."""
    edited(talked, "Who pays for the dredging?", "Who pays?")
    assert not [said for said in look(talked).report.hygiene if "orphan" in said]
    path = talked.conversations / "port-open.toml"
    path.write_text(path.read_text(encoding="utf-8").rpartition("[[turn]]")[0], encoding="utf-8")
    (problem,) = look(talked).report.hygiene
    assert problem.startswith("ask.v")
    assert problem.endswith("an orphan, nothing asks for it")
    looked = look(talked)
    assert len(pruning.prune(looked.ran, looked.baselines, talked.recordings, whole=True, talked=looked.talked, accepted=looked.accepted)) == 1


def test_a_misspelled_promise_is_hygiene_and_a_broken_document_is_an_input_error(asked):
    """A key that means nothing holds an answer to nothing."""
    edited(asked, "does_not_say = true", "doesnt_say = true")
    assert "conversations/port-open.toml: turn 3: the key 'doesnt_say' means nothing" in look(asked).report.hygiene
    edited(asked, "as_of", "asof")
    with pytest.raises(InputError, match=r"port-open\.toml.*as_of"):
        look(asked)


def test_a_text_that_cannot_be_read_fails_the_turns(asked):
    """It is no missing answer."""
    edited(asked, "market.md", "no-market.md")
    report = look(asked).report
    assert states(report) == ["failed"] * 3
    assert "no-market.md" in report.turns[0].says[0]
    assert report.exit_code == 3


def test_an_answer_given_anew_is_set_beside_the_accepted_one(talked):
    """Sentences that came and went, and other quotes under the same words; what holds still holds, and is exit 0."""
    for path in talked.recordings.glob("ask.*/*.json"):
        path.unlink()
    again = told(said("The Port of Lys reopened on Wednesday.", ("A2", REOPENED_WORDS), ("rules", RULE)), said("The harbour log shows it.", ("A2", "the harbour log shows")))
    answered(talked, Reader(ask=lambda user, sample: by_question(user, sample) if "Who pays" in user else again))
    looked = look(talked)
    first = looked.report.turns[0]
    assert (first.state, looked.report.exit_code) == ("holds", 0)
    assert first.moved == (
        "sentence appeared: says, 'The harbour log shows it.'",
        f"'The Port of Lys reopened on Wednesday.': rests on A2 {REOPENED_WORDS!r}; rules {RULE!r} instead of A2 {REOPENED_WORDS!r}",
    )
    assert "1 answers moved" in page_of(looked.report).says
    assert accept(talked, looked)[talked.conversations] == 2
    assert not any(turn.moved for turn in look(talked).report.turns)


def test_accepting_twice_changes_nothing_and_a_turn_that_is_gone_goes(talked):
    """The file is the same to the byte; a single conversation moves only its own entries."""
    path = talked.conversations / "baseline.json"
    before = path.read_bytes()
    assert accept(talked, look(talked))[talked.conversations] == 0
    assert path.read_bytes() == before
    write(talked.conversations, DOCUMENT.rpartition("[[turn]]")[0], "port-again")
    alone = replace(talked, only="port-again")
    accept(alone, look(alone))
    assert len(answers.load(talked.conversations).turns) == 5
    (talked.conversations / "port-again.toml").unlink()
    accept(talked, look(talked))
    assert path.read_bytes() == before


def test_one_conversation_alone_is_selected_by_its_name(talked):
    """No check runs with it, and a name that nothing has is a usage error."""
    looked = look(replace(talked, only="port-open"))
    assert (looked.ran, len(looked.report.turns), looked.report.exit_code) == ((), 3, 0)
    assert page_of(looked.report).says.startswith("3 turns of 1 conversations: 3 hold; ")
    assert look(replace(talked, only="lys/open")).report.turns == ()
    with pytest.raises(UsageError, match="no case, check or conversation 'nonsense'"):
        look(replace(talked, only="nonsense"))


def test_every_layout_tells_what_does_not_hold_and_lets_nothing_act(talked):
    """Text, Markdown, HTML, JSON and JUnit come from one report."""
    edited(talked, 'quotes = ["The Port of Lys reopened"]', 'quotes = ["<script>alert(1)</script> | @everyone"]')
    report = look(talked).report
    page = page_of(report, only_changed=True)
    text, markdown, html = as_text(page, width=140), as_markdown(page), as_html(page)
    assert "3 turns of 1 conversations: 2 hold, 1 do not hold" in text
    assert "port-open/1" in text
    assert "port-open/2" not in text
    assert all("DOES NOT HOLD" in shown for shown in (text, markdown, html))
    assert "quotes: no verified quote of it has" in text
    assert "<script>" not in html + markdown
    assert "@everyone" not in markdown
    assert json.loads(as_json(report))["turns"][0]["state"] == "does not hold"
    suite = ElementTree.fromstring(as_junit(report))
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("6", "1", "0")
    (failure,) = suite.iter("failure")
    assert "@everyone" in failure.get("message")


def test_missing_answers_stand_with_what_is_without_a_recording(asked):
    """With the reason, and with what recording them would take."""
    report = look(asked).report
    text = as_text(page_of(report), width=140)
    assert "WITHOUT A RECORDING" in text
    assert "2 turns of conversations: port-open/2, port-open/3" in text
    assert "recording them: 1 calls and up to 1 that may follow" in text
    assert ElementTree.fromstring(as_junit(report)).get("skipped") == "3"


def test_the_command_runs_the_conversations_beside_the_default_suites(asked, capsys, monkeypatch):
    """Exit 4 while they have no answers, 0 with them, 5 when one does not hold; `--case` takes their names."""
    monkeypatch.setattr(cases, "default_suites", lambda: list(asked.suites))
    base = ["regress", "--cassettes", str(asked.recordings), "-q"]
    assert command([*base[:1], str(asked.suites[0]), *base[1:]]) == 0
    assert command(base) == 4
    reader = Reader(ask=by_question)
    monkeypatch.setattr(recording, "connect", lambda settings, shelf, **more: connect(settings, shelf, **{**more, "transport": reader.transport}))
    assert command([*base, "--record", "new", "--base-url", "http://relay.test/v1", "--accept"]) == 0
    assert "2 recordings put in place; 1 cases and conversations are complete" in capsys.readouterr().err
    assert (asked.conversations / "baseline.json").is_file()
    assert command([*base, "--case", "port-open", "--json"]) == 0
    assert [turn["moved"] for turn in json.loads(capsys.readouterr().out)["turns"]] == [[], [], []]
    edited(asked, "within days", "reopened to cargo")
    assert command([*base, "--accept"]) == 5
    assert command([*base, "--case", "lys"]) == 0


def test_no_folder_is_no_conversation(accepted):
    """An installed package has none."""
    report = look(replace(accepted, conversations=Path("/nowhere"))).report
    assert (report.turns, report.exit_code) == ((), 0)
