"""The shape of the answer to the ask prompt: sentences, each with the words that carry it."""

from typing import Literal

from pydantic import Field

from adjudge.wire.base import Wire

SentenceKind = Literal["says", "inference", "does_not_say"]


class WireReference(Wire):
    """Words of one of the texts."""

    source: str = Field(description="Id of the text that they stand in: A1, rules, question, group, N1.")
    quote: str = Field(description="Exact words of that text, short, with subject and verb where it has them.")


class WireSentence(Wire):
    """One sentence of the answer."""

    kind: SentenceKind
    text: str = Field(description="One plain sentence, at most 40 words.")
    references: list[WireReference] = Field(description="What carries the sentence; empty only for does_not_say and for an inference without words behind it.")
    verdict: str | None = Field(
        description="Where the sentence itself says how the market stands or is to be decided: that outcome, or not_yet or ambiguous. A rule, a condition or a supposition says none. Else null."
    )


class WireGap(Wire):
    """Something that the record seems to have missed."""

    says: str = Field(description="One sentence: what was missed or misread.")
    references: list[WireReference] = Field(description="The words that show it.")


class WireAnswer(Wire):
    """The answer to one question about a market and its articles."""

    sentences: list[WireSentence] = Field(description="1 to 8, the direct answer first.")
    what_would: list[str] = Field(description="Where the texts do not answer: which document, report or statement would, and by whom; else empty.")
    gap: WireGap | None = Field(description="Only where the question shows that the record overlooks words of a text that bear on a criterion; else null.")
    addressed_to_reader: list[WireReference] = Field(
        description="Words of an article that address the reader, a model or a market's outcome instead of reporting; else empty."
    )
