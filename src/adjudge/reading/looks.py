"""What a few declarations of style mean for a reader: whether they keep text from being read, and which colour they name."""

import re

LONGEST_VALUE = 200
LONGEST_STYLE = 20_000
HIDING = frozenset((
    "display", "visibility", "content-visibility", "opacity", "zoom", "filter", "color", "-webkit-text-fill-color", "font-size", "font", "text-indent", "margin-left", "margin-top",
    "transform", "left", "top", "right", "bottom", "inset-inline-start", "overflow", "overflow-x", "overflow-y", "clip", "clip-path",
))  # fmt: skip
LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|em|rem|%|pt|vw|vh)?")
# Further out than any layout puts text that is meant to be read, and well short of the usual -9999px.
FAR = -400.0
NAMED = {
    "white": (255, 255, 255), "black": (0, 0, 0), "snow": (255, 250, 250), "ivory": (255, 255, 240), "whitesmoke": (245, 245, 245), "ghostwhite": (248, 248, 255),
    "red": (255, 0, 0), "gray": (128, 128, 128), "grey": (128, 128, 128), "silver": (192, 192, 192), "blue": (0, 0, 255), "green": (0, 128, 0), "yellow": (255, 255, 0), "navy": (0, 0, 128),
}  # fmt: skip
WHITE = (255, 255, 255)
Colour = tuple[int, int, int]
Declared = dict[str, str]


def declarations(text: str) -> Declared:
    """Read "a: b; c: d" into names and values, in small letters."""
    found: Declared = {}
    for part in text[:LONGEST_STYLE].lower().split(";"):
        name, colon, value = part.partition(":")
        if colon:
            found[name.strip()] = value[:LONGEST_VALUE].replace("!important", "").strip()
    return found


def hides(declared: Declared) -> str:
    """Say why these declarations keep text from being read, or nothing."""
    if HIDING.isdisjoint(declared):
        return ""
    if declared.get("display") == "none":
        return "display none"
    if declared.get("visibility") in ("hidden", "collapse") or declared.get("content-visibility") == "hidden":
        return "visibility hidden"
    faint = re.search(r"opacity\(\s*([\d.]+%?)", declared["filter"]) if "filter" in declared else None
    shares = [declared[name] for name in ("opacity", "zoom") if name in declared] + ([faint[1]] if faint else [])
    if any((share := _number(value)) is not None and share <= 0.05 for value in shares):
        return "transparent"
    if any(name in declared and _is_clear(declared[name]) for name in ("color", "-webkit-text-fill-color")):
        return "transparent"
    if (size := _length(declared.get("font-size", "") or _font_size(declared.get("font", "")))) is not None and size < 1.5:
        return "font size"
    return "off screen" if _is_far(declared) else "no size" if _has_no_size(declared) else ""


def _number(value: str) -> float | None:
    found = re.fullmatch(r"(\d*\.?\d+)(%)?", value.strip())
    return None if found is None else float(found[1]) / (100 if found[2] else 1)


def _length(value: str) -> float | None:
    """Give a length in pixels, roughly: em as 16, percent and viewport units of a page 1,000 wide."""
    found = LENGTH.match(value.strip())
    if found is None:
        return None
    scale = {"em": 16.0, "rem": 16.0, "pt": 1.33, "%": 10.0, "vw": 10.0, "vh": 10.0}.get(found[2] or "px", 1.0)
    return float(found[1]) * (0.16 if found[2] == "%" and float(found[1]) >= 0 else scale)


def _font_size(shorthand: str) -> str:
    found = re.search(r"(?:^|\s)(\d*\.?\d+(?:px|em|rem|pt|%))", shorthand)
    return found[1] if found else ""


def _is_clear(colour: str) -> bool:
    return colour == "transparent" or re.fullmatch(r"(?:rgba|hsla)\(.*[,/]\s*0?\.?0+%?\s*\)|#[0-9a-f]{3}0|#[0-9a-f]{6}00", colour) is not None


def _is_far(declared: Declared) -> bool:
    sides = ["text-indent", "margin-left", "margin-top"]
    if declared.get("position") in ("absolute", "fixed", "relative"):
        sides += ["left", "top", "right", "bottom", "inset-inline-start"]
    if any(side in declared and (length := _length(declared[side])) is not None and length <= FAR for side in sides):
        return True
    moved = re.search(r"translate(?:x|y|3d)?\(([^)]*)\)", declared["transform"]) if "transform" in declared else None
    return moved is not None and any((length := _length(part)) is not None and length <= FAR for part in moved[1].split(","))


def _has_no_size(declared: Declared) -> bool:
    if "transform" in declared and re.search(r"scale(?:x|y)?\(\s*0?\.?0*\s*[,)]", declared["transform"]):
        return True
    clip = declared.get("clip", "") + declared.get("clip-path", "")
    if clip and re.search(r"rect\(\s*(?:0|1px)|inset\(\s*(?:50|100)%|circle\(\s*0|polygon\(\s*0(?:px)?\s+0(?:px)?\s*,\s*0", clip):
        return True
    if not any(word in declared.get(name, "") for name in ("overflow", "overflow-x", "overflow-y") for word in ("hidden", "clip")):
        return False
    sizes = [_length(declared[name]) for name in ("height", "width", "max-height", "max-width", "line-height") if name in declared]
    return any(size is not None and size <= 1 for size in sizes)


def colour_of(value: str) -> Colour | None:
    """Read a colour, or give None for one that is not stated in figures or a common name."""
    value = value.strip()
    if found := re.search(r"#([0-9a-f]{6}|[0-9a-f]{3})\b", value):
        digits = found[1] if len(found[1]) == 6 else "".join(digit * 2 for digit in found[1])
        return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
    if found := re.search(r"rgba?\(\s*(\d{1,3})[\s,]+(\d{1,3})[\s,]+(\d{1,3})", value):
        return int(found[1]), int(found[2]), int(found[3])
    if found := re.search(r"(?:rgba?|hsla?)\(\s*[\d.]+[a-z%]*[\s,]+[\d.]+%[\s,]+([\d.]+)%", value):
        # Of shares only the last is read: as lightness, or as blue, it tells white and black from the rest well enough.
        shade = round(2.55 * min(float(found[1]), 100.0))
        return (shade, shade, shade) if shade in (0, 255) else None
    return next((NAMED[word] for word in value.split() if word in NAMED), None)
