"""A question and at most one re-ask: instructor parses and asks again, in words and with messages that are ours."""

import logging
from collections.abc import Callable, Sequence
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, Generic

from pydantic import AfterValidator, TypeAdapter

from adjudge.errors import AdjudgeError, AnswerMalformed
from adjudge.llm.body import Message
from adjudge.llm.failures import raise_ours
from adjudge.llm.shape import shape_of
from adjudge.llm.wording import Unfit, complaints_of, reask
from adjudge.model.calls import Check, V

if TYPE_CHECKING:
    from openai.types.chat import ChatCompletion

# instructor logs failures with the text of the answer; adjudge reports them itself.
logging.getLogger("instructor").addHandler(logging.NullHandler())

Exchange = Callable[[Sequence[Message], int], str]
_SHOWN = 3
_judge: ContextVar[Callable[[Any], None]] = ContextVar("judge")


class Conversation(Generic[V]):
    """One value of the asked shape, and what still fails its check."""

    def __init__(self, messages: Sequence[Message], returns: type[V], check: Check[V], exchange: Exchange) -> None:
        """Take the first messages, and what sends messages (with the attempt's number) and gives the text of the answer."""
        self._messages, self._returns, self._check, self._exchange = list(messages), returns, check, exchange
        self._attempt = 0
        self._answer = ""
        self._complaints: tuple[str, ...] = ()

    def held(self) -> tuple[V, tuple[str, ...]]:
        """Ask, ask again if need be, and give the value with the complaints that are left."""
        import instructor
        from instructor.core.hooks import Hooks

        hooks = Hooks()
        hooks.on("parse:error", self._rejected)
        ask = instructor.patch(create=self._create, mode=instructor.Mode.JSON_SCHEMA)
        token = _judge.set(self._judged)
        try:
            # Never `context=`: it would render every message as a template, and an article is not one.
            value = ask(response_model=_judged_shape(self._returns), messages=self._messages, max_retries=1, hooks=hooks)
        except Exception as error:  # noqa: BLE001 - every one is mapped
            self._raise(error)
        finally:
            _judge.reset(token)
        return _plain(value, self._returns), self._complaints

    def _create(self, **_: Any) -> "ChatCompletion":
        """Answer instructor; what it would send is left aside, because a request holds our words only."""
        self._attempt += 1
        if self._attempt > 1:
            self._messages += [{"role": "assistant", "content": self._answer}, {"role": "user", "content": reask(self._complaints).user}]
            self._complaints = ()
        self._answer = self._exchange(self._messages, self._attempt)
        return _completion(self._answer)

    def _judged(self, value: V) -> None:
        complaints = tuple(self._check(value))
        if complaints and self._attempt == 1:
            raise Unfit(complaints)
        self._complaints = complaints

    def _rejected(self, error: Exception, **_: Any) -> None:
        self._complaints = complaints_of(error)

    def _raise(self, error: Exception) -> None:
        if isinstance(error.__cause__, AdjudgeError) or not self._complaints:
            raise_ours(error)
        shown = "; ".join(self._complaints[:_SHOWN])
        raise AnswerMalformed(f"the answer does not fit the schema, also when asked again: {shown}") from error


@cache
def _judged_shape(returns: type[V]) -> Any:
    """Stand in for a shape towards instructor: the same schema, and a parser that ends in the check of the conversation at hand."""
    from instructor import ResponseSchema

    schema, parser = shape_of(returns).schema, TypeAdapter(Annotated[returns, AfterValidator(_judge_value)])
    # Without fields of its own: instructor walks all fields of a shape four times per call, which took a third of a replay.
    return type(
        returns.__name__,
        (ResponseSchema,),
        {
            "__module__": __name__,
            "model_json_schema": classmethod(lambda _cls, **_: schema),
            "model_validate_json": classmethod(lambda _cls, text, **_: parser.validate_json(text, strict=True)),
        },
    )


def _judge_value(value: Any) -> Any:
    _judge.get()(value)
    return value


def _plain(value: Any, returns: type[V]) -> V:
    """Give the value without what instructor hangs on it."""
    return returns.model_construct(_fields_set=set(value.model_fields_set), **{name: getattr(value, name) for name in returns.model_fields})


@cache
def _completion_types() -> tuple[Any, ...]:
    from openai.types import CompletionUsage
    from openai.types.chat import ChatCompletion, ChatCompletionMessage
    from openai.types.chat.chat_completion import Choice

    return ChatCompletion, Choice, ChatCompletionMessage, CompletionUsage


def _completion(text: str) -> "ChatCompletion":
    """Wrap a text, whichever API it came from, in the type that instructor parses."""
    completion, choice, message, usage = _completion_types()
    only = choice.model_construct(index=0, finish_reason="stop", message=message.model_construct(role="assistant", content=text))
    # The real usage stays with us: instructor adds into what it is given, and without any it searches for another SDK's.
    return completion.model_construct(choices=[only], usage=usage.model_construct(prompt_tokens=0, completion_tokens=0, total_tokens=0))
