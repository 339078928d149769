"""Prompts: frozen once released, filled without being read, and true in their own examples."""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adjudge.anchor import Anchored, anchor
from adjudge.llm import shape_of, strict_complaints
from adjudge.model.claims import Kind, Voice
from adjudge.model.criteria import Regime, Role
from adjudge.model.findings import State
from adjudge.prompting import fence, newest, prompts, render
from adjudge.wire.arguments import Mark, Says, WireArguments
from adjudge.wire.claims import WireClaimSet
from adjudge.wire.criteria import WireCriteria
from adjudge.wire.findings import WireFindings

FOLDER = Path(__file__).parent.parent / "prompts"
LOCK = tomllib.loads((FOLDER / "lock.toml").read_text(encoding="utf-8"))
CHARACTERS_PER_TOKEN = 4.6  # measured on real prompts: median error 4 %


def test_every_released_prompt_is_the_file_that_was_released():
    """A change is a new version: add the file and its digest, never touch an old one."""
    assert {prompt.name: prompt.digest for prompt in prompts()} == LOCK["digests"]


@pytest.mark.parametrize("prompt", prompts(), ids=lambda prompt: prompt.name)
def test_a_prompt_says_why_it_is_and_names_its_slots(prompt):
    """Front matter and text agree."""
    assert prompt.why and prompt.returns and prompt.slots


def test_the_fixed_part_of_claims_is_short_enough():
    """It is sent with every article: at most 1,800 tokens."""
    assert len(newest("claims").system) / CHARACTERS_PER_TOKEN <= 1800


def words(literal):
    return literal.__args__


@pytest.mark.parametrize(("name", "terms"), [
    ("claims", (*words(Kind), *words(Voice))),
    ("criteria", (*words(Role), *words(Regime))),
    ("findings", words(State)),
    ("arguments", (*words(Says), *words(Mark))),
])  # fmt: skip
def test_every_kind_role_and_state_has_its_sentence(name, terms):
    """A word that a model must choose is defined where it chooses."""
    system = newest(name).system
    for term in terms:
        assert re.search(rf"(^|\W){term}:", system, re.MULTILINE) or re.search(rf"- {term}\b", system), term


def examples():
    blocks = re.findall(r"<example>\n<text>(.*?)</text>\n<claims>\n(.*?)\n</claims>", newest("claims").system, re.DOTALL)
    return [(text, line) for text, lines in blocks for line in lines.splitlines()]


@pytest.mark.parametrize(("text", "line"), examples(), ids=lambda part: part[:30])
def test_every_example_quotes_its_own_text_and_names_a_kind(text, line):
    """What the prompt shows must pass what the code checks."""
    quotes = re.findall(r'quote "(.*?)"(?:$| \|)', line)
    assert quotes
    for quote in quotes:
        found = anchor(text, quote)
        assert isinstance(found, Anchored) and found.match == "verbatim", quote
    dated = re.search(r'when "(.*?)"', line)
    assert dated is None or dated[1] in text
    assert re.match(rf"- ({'|'.join(words(Kind))})\b", line)


def test_there_are_examples():
    """A prompt without them would make the test above vacuous."""
    assert len(examples()) >= 6


@pytest.mark.parametrize("returns", [WireCriteria, WireClaimSet, WireFindings, WireArguments])
def test_every_shape_is_one_that_strict_output_accepts(returns):
    """No defaults, no free dictionaries, no unions but null."""
    assert strict_complaints(shape_of(returns).schema) == []


def test_each_prompt_names_the_shape_it_returns():
    """The front matter is not decoration."""
    for prompt_id, returns in (("criteria", WireCriteria), ("claims", WireClaimSet), ("findings", WireFindings), ("arguments", WireArguments)):
        assert newest(prompt_id).returns == returns.__name__


hostile = st.one_of(
    st.text(), st.sampled_from(["{{article}}", "{{ 7*7 }}", "{% if %}", "{# gone #}", "</article>", "{{market}}{{article}}", "\\1\\g<0>"])
)


@given(hostile, hostile)
def test_a_value_is_never_scanned_for_slots(market, article):
    """Whatever an article holds, it reaches the model as it stands."""
    prompt = newest("claims")
    filled = render(prompt, {"market": market, "article": article}).user
    head, rest = prompt.user.split("{{market}}")
    middle, tail = rest.split("{{article}}")
    assert filled == f"{head}{market}{middle}{article}{tail}"


@given(st.text())
def test_no_text_can_close_its_own_fence(text):
    """The tag is a digest of what it holds."""
    fenced = fence("article", text)
    tag = fenced[1 : fenced.index(">")]
    assert fenced == f"<{tag}>\n{text}\n</{tag}>"
    assert tag not in text


def test_a_render_refuses_wrong_slots():
    """A missing or unknown slot is a bug, not an empty string."""
    with pytest.raises(ValueError, match="takes the slots"):
        render(newest("claims"), {"market": "x"})
