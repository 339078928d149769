"""The words before a date that say what it bounds: an end, a start, an occasion, or nothing that can be told."""

import re

from adjudge.clock.words import NUMBER

# Words that may stand between the bounding word and the date: "by (the end of) May 3".
_FILL = r"\s*(?:\b(?:the|on|at|end|of|day|date|and|including|around|approximately)\b\s*|[(\"']\s*)*$"
# Searching a short tail keeps a window under a millisecond; only two phrases reach further back.
_NEAR, _FAR = 36, 90
_ROLES = tuple(
    (role, reach, re.compile(rf"(?:{words}){_FILL}"))
    for role, reach, words in (
        ("unclear", _NEAR, r"(?:market|trading|business|session|the) close|closing bell|sunset|sunrise|sundown|dusk|dawn"),
        ("unclear", _NEAR, r"close of (?:the )?(?:business|trading|play|market)|nightfall|kick-?off|tip-?off|polls? close"),
        ("unclear", _NEAR, r"\bopen(?:s|ing)?|\bnot (?:start|begin|occur|happen)?\s*before|\buntil after"),
        ("unclear", _NEAR, r"\b(?:hours?|days?|week|month|quarter|year|period) (?:ending|ended)"),
        ("unclear", _NEAR, rf"\b(?:{NUMBER}|the|few|several)[\s-]+(?:full |business |calendar |trading )?"
                           r"(?:second|minute|hour|day|week|month)s? (?:before|prior to|after|following|ahead of|of|from|since)"),
        # "between the launch and D": the start is an event, which no calendar knows.
        ("unclear", _FAR, r"\b(?:between|from)\b[^.;\d]{3,80}\b(?:and|to)"),
        ("week", _NEAR, r"\bweek (?:of|beginning|starting|commencing)"),
        ("by", _NEAR, r"\b(?:by|until|till?|through|thru|up to|as late as|no later than|not later than|beyond|later than|ending)"),
        ("by", _NEAR, r"\b(?:(?:on|at|by) or before|before or (?:on|at)|prior to or on)"),
        ("by", _NEAR, r"\b(?:deadline|cut-?off|(?:resolution|expiration|expiry|end|closing|close) (?:date|time))"
                      r"\s*(?:is|of|on|for|:)?"),
        ("by", _NEAR, r"\b(?:market|window|period|voting|question)(?: will)? (?:ends?|closes?|expires?)"),
        ("by", _FAR, r"\b(?:postpon|delay|reschedul|mov|push|deferr|extend)\w*\b[^.;]{0,45}\b(?:after|past)"),
        ("from", _NEAR, r"\b(?:on or after|no earlier than|not earlier than|at or after|as of or after)"),
        ("before", _NEAR, r"\b(?:before|prior to|earlier than|ahead of)"),
        ("after", _NEAR, r"\b(?:after|following)"),
        ("from", _NEAR, r"\b(?:between|from|since)"),
        ("start", _NEAR, r"\b(?:starting|starts?|beginning|begins?|commenc\w+)"),
    )
)  # fmt: skip
_DEADLINE_NOUN = re.compile(r"\s*(?:deadline|cut-?off|expiry|expiration|due date)\b", re.IGNORECASE)


def role_of(text: str, start: int, end: int) -> str:
    """The role of the date that stands at a place of the text; "on" where no word bounds it."""
    tail = text[max(0, start - _FAR) : start].lower()
    near = tail[-_NEAR:]
    role = next((role for role, reach, words in _ROLES if words.search(near if reach == _NEAR else tail)), "on")
    # "before the May 5 deadline" means by that day.
    return "unclear" if role == "before" and _DEADLINE_NOUN.match(text, end) else role
