"""The one terminal sanitiser: text from anywhere in, text that can only be read out."""

import re

# Everything that a terminal may act on, or that hides or reorders text: C0 without \n and \t, DEL and C1, the
# line and paragraph separators, bidi controls and isolates, characters without width that carry no script's own
# meaning, interlinear marks, lone surrogates, and plane 14 (tags and selectors, which can smuggle whole
# sentences). Joiners and soft hyphens stay: languages need them and nothing acts on them.
UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e0fff]"
)


def clean(text: str, *, keep_newlines: bool = True) -> str:
    r"""Give the text with everything that a terminal would act on shown instead.

    Without newlines it is one line: line ends and tabs become spaces.

    >>> print(clean("\x1b[2JYES \u202eON"))
    \x1b[2JYES ⟨U+202E⟩ON
    """
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    shown = UNSAFE.sub(_show, text)
    return shown if keep_newlines else shown.replace("\n", " ").replace("\t", " ")


def _show(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code:02x}" if code < 0xA0 else f"⟨U+{code:04X}⟩"
