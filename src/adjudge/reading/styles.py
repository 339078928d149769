"""Which elements a page's own styles hide: simple rules of its style sheets, applied, and inline styles."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml.html import HtmlElement

from adjudge.reading.looks import WHITE, Colour, Declared, colour_of, declarations, hides

# Style sheets above this size are a framework's; what hides text in an article fits in far less.
MAX_SHEET = 400_000
LONGEST_CHAIN = 8
COLOURING = frozenset(("color", "background", "background-color"))
# A rule without any of these words neither hides nor colours; most rules of a page go no further than this look.
TELLING = re.compile(r"none|hidden|collapse|opacity|zoom|colou?r|background|font|-\d{3}|-\d+(?:em|rem|vw|%)|scale|rect|inset|circle|polygon|transparent|clip", re.IGNORECASE)
# Ink and ground that differ by this much in each of red, green and blue look the same on a screen.
NEAR = 12
COMPOUND = re.compile(r"(\*|[a-z][\w-]*)?((?:[.#][\w-]+|\[[\w-]+(?:=[\"']?[\w -]*[\"']?)?\])*)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class _Compound:
    """One step of a selector: a tag, an id, classes and attributes, of which any may be missing."""

    tag: str
    id: str
    classes: frozenset[str]
    attributes: tuple[tuple[str, str | None], ...] = ()

    @property
    def key(self) -> str:
        """What its elements are looked up by, the rarest first."""
        return f"#{self.id}" if self.id else f".{min(self.classes)}" if self.classes else self.tag

    def fits(self, tag: str, name: str, classes: list[str]) -> bool:
        """True where an element with this tag, id and classes is of this kind."""
        return self.tag in ("", tag) and self.id in ("", name) and self.classes.issubset(classes)

    def holds(self, element: HtmlElement) -> bool:
        """True where its attributes are as asked."""
        return all(name in element.attrib and value in (None, element.get(name).lower()) for name, value in self.attributes)


@dataclass
class Styles:
    """What the page's own style sheets declare for each element that they hide or colour."""

    applied: dict[HtmlElement, Declared] = field(default_factory=dict)
    has_far_sheets: bool = False
    """True where a style sheet is elsewhere, so that an unstated background is unknown and not white."""

    @classmethod
    def of(cls, tree: HtmlElement) -> "Styles":
        """Read the style sheets that stand in the page and apply them to its elements."""
        found = cls(has_far_sheets=any("stylesheet" in link.get("rel", "").lower() for link in tree.iter("link")))
        sheet = "\n".join(style.text or "" for style in tree.iter("style"))[:MAX_SHEET]
        telling = [(selectors, *kept) for selectors, body in _rules(sheet) if (kept := _kept(body))]
        rules = [(chain, declared) for selectors, declared in _relevant(telling, tree) for chain in _chains(selectors)]
        places = _places(tree, {step for chain, _ in rules for step in chain})
        for chain, declared in rules:
            for element in _matching([places[step] for step in chain]):
                found.applied[element] = found.applied.get(element, {}) | declared
        return found

    def declared(self, element: HtmlElement) -> Declared:
        """Give what the page's own rules and the element's style say of it, the style last."""
        ruled = self.applied.get(element, {})
        return ruled | _inline(element) if element.attrib else ruled

    def why(self, element: HtmlElement) -> str:
        """Say why an element cannot be seen, or nothing."""
        if element not in self.applied and "style" not in element.attrib and "color" not in element.attrib:
            return ""
        declared = self.declared(element)
        return hides(declared) or ("colour of its ground" if self._is_camouflaged(element, declared) else "")

    def _is_camouflaged(self, element: HtmlElement, declared: Declared) -> bool:
        ink = colour_of(declared["color"]) if "color" in declared else None
        if ink is None:
            return False
        ground = self._ground(element)
        return ground is not None and _is_near(ink, ground)

    def _ground(self, element: HtmlElement) -> Colour | None:
        """Give the colour behind an element; None where it is a picture or may be set elsewhere."""
        at: HtmlElement | None = element
        while at is not None:
            declared = self.declared(at)
            painted = _painted(declared)
            if painted and painted not in ("none", "transparent", "inherit", "initial", "unset"):
                return None if "url(" in painted or "gradient" in painted else colour_of(painted)
            at = at.getparent()
        # White ink under an unknown style sheet may stand on a dark banner, unless the element itself says so inline.
        is_inline = "color" in _inline(element)
        return WHITE if is_inline or not self.has_far_sheets else None


def _inline(element: HtmlElement) -> Declared:
    """Give what the element says of its own looks, in its style or the older attributes."""
    attributes = element.attrib
    found = {name: attributes[key].lower() for name, key in (("color", "color"), ("background-color", "bgcolor")) if key in attributes}
    return found | declarations(attributes["style"]) if "style" in attributes else found


def _kept(body: str) -> tuple[Declared, bool] | None:
    """Give the declarations of a rule that hides or colours, and whether it hides; most rules do neither."""
    if not TELLING.search(body):
        return None
    declared = declarations(body)
    is_hiding = bool(hides(declared))
    return (declared, is_hiding) if is_hiding or not COLOURING.isdisjoint(declared) else None


def _relevant(rules: list[tuple[str, Declared, bool]], tree: HtmlElement) -> Iterator[tuple[str, Declared]]:
    """Leave out the rules whose colours can hide nothing: most pages colour much, and hide nothing so."""
    marked = [declarations(style) for style in tree.xpath("//@style[contains(., 'olor') or contains(., 'ackground') or contains(., 'OLOR')]")]
    marked += [{"background-color": value.lower()} for value in tree.xpath("//@bgcolor")] + [{"color": value.lower()} for value in tree.xpath("//@color")]
    everything = [declared for _, declared, _ in rules] + marked
    grounds = {WHITE} | {colour for declared in everything if (colour := colour_of(_painted(declared)))}
    inks = {colour for declared in everything if (colour := colour_of(declared.get("color", ""))) and any(_is_near(colour, ground) for ground in grounds)}
    for selectors, declared, is_hiding in rules:
        if is_hiding or (inks and _painted(declared)) or colour_of(declared.get("color", "")) in inks:
            yield selectors, declared


def _painted(declared: Declared) -> str:
    return declared.get("background-color") or declared.get("background") or ""


def _is_near(one: Colour, other: Colour) -> bool:
    return max(abs(a - b) for a, b in zip(one, other, strict=True)) <= NEAR


def _chains(selectors: str) -> list[list[_Compound]]:
    """Read the selectors that are made of tags, classes, ids and descent; the others are passed over."""
    found = []
    for selector in selectors.lower().split(","):
        steps = [COMPOUND.fullmatch(part) for part in selector.replace(">", " ").split()]
        if steps and len(steps) <= LONGEST_CHAIN and all(steps):
            found.append([_compound(step) for step in steps if step])
    return found


def _compound(step: re.Match[str]) -> _Compound:
    names = re.findall(r"[.#][\w-]+", re.sub(r"\[[^\]]*\]", "", step[2]))
    ids = [name[1:] for name in names if name[0] == "#"]
    attributes = tuple((name, value if equals else None) for name, equals, value in re.findall(r"\[([\w-]+)(=)?[\"']?([\w -]*)[\"']?\]", step[2]))
    return _Compound("" if step[1] in (None, "*") else step[1], ids[0] if ids else "", frozenset(name[1:] for name in names if name[0] == "."), attributes)


def _places(tree: HtmlElement, steps: set[_Compound]) -> dict[_Compound, set[HtmlElement]]:
    """Give the elements that each step of a selector fits, in one pass over the page."""
    found: dict[_Compound, set[HtmlElement]] = {step: set() for step in steps}
    keyed: dict[str, list[_Compound]] = {}
    for step in steps:
        keyed.setdefault(step.key, []).append(step)
    # Elements repeat few combinations of tag, classes and id: what fits each is worked out once.
    known: dict[tuple[str, str, str], list[_Compound]] = {}
    for element in _nameable(tree, keyed):
        named = element.tag, element.get("class", ""), element.get("id", "")
        if (fitting := known.get(named)) is None:
            fitting = known[named] = _fitting(keyed, *named)
        for step in fitting:
            if not step.attributes or step.holds(element):
                found[step].add(element)
    return found


def _nameable(tree: HtmlElement, keyed: dict[str, list[_Compound]]) -> Iterator[HtmlElement]:
    """Give the elements that any of these steps could fit, without going through the whole page where names suffice."""
    bare = keyed.get("", [])
    if any(not step.attributes for step in bare):
        yield from tree.iter("*")
        return
    tags = [key for key in keyed if key and key[0] not in (".", "#")]
    asked = sorted({name for step in bare for name, _ in step.attributes if re.fullmatch(r"[a-z][a-z-]*", name)})
    if len(tags) < len(keyed):
        yield from tree.xpath(f"//*[{' or '.join(f'@{name}' for name in ('class', 'id', *asked))}]")
    if tags:
        yield from tree.iter(*tags)


def _fitting(keyed: dict[str, list[_Compound]], tag: str, classes: str, name: str) -> list[_Compound]:
    names = classes.lower().split()
    keys = keyed.keys() & {tag, "", f"#{name.lower()}", *(f".{each}" for each in names)}
    return [step for key in keys for step in keyed[key] if step.fits(tag, name.lower(), names)]


def _matching(steps: list[set[HtmlElement]]) -> Iterator[HtmlElement]:
    """Give the elements of the last step that descend from the steps before it, in order."""
    if not all(steps):
        return
    for element in steps[-1]:
        wanted = steps[:-1]
        for ancestor in element.iterancestors() if wanted else ():
            if wanted and ancestor in wanted[-1]:
                wanted = wanted[:-1]
        if not wanted:
            yield element


def _rules(sheet: str) -> list[tuple[str, str]]:
    """Give selector and body of each rule that holds on a screen; one pass, whatever is nested or left open."""
    found, selector, skipped = [], "", 0
    first, *commented = sheet.split("/*")
    for part in re.split(r"(?<=[{}])", first + "".join(piece.partition("*/")[2] for piece in commented)):
        text, brace = part[:-1].strip(), part[-1:]
        if brace == "{":
            is_block = text.startswith("@")
            skipped += 1 if skipped or (is_block and not re.match(r"@media\s+(?:all|screen)\s*$|@layer|@supports", text)) else 0
            selector = "" if is_block or skipped else text
        elif brace == "}":
            if skipped:
                skipped -= 1
            elif selector:
                found.append((selector, text))
            selector = ""
    return found
