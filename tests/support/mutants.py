"""Directed mutants: a valid promise or log with one thing changed, and what is to be said about it, and where.

The changes are made in the text, at places found by composing it. Random mutants are in ``tests/support/randomly.py``.
"""

import random
from collections.abc import Callable, Iterator, Sequence
from fnmatch import fnmatchcase
from functools import cached_property
from itertools import pairwise
from typing import Any, NamedTuple

import yaml

from medlofte.parsing.yaml_reader import READ_AS_TEXT

Dice = random.Random
Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

NUMBERS = (
    *("activities/*/target/at_least", "activities/*/target/exact", "activities/*/target/of", "activities/*/of_which/*"),
    *("activities/*/target/within", "basis/dialogues/*/answers", "[0-9]*/count", "[0-9]*/total", "[0-9]*/within"),
)
DATES = (
    *("period/start", "period/end", "decisions/*/date", "cases/*/date", "followups/*/due", "sources/*/date"),
    *("sources/*/retrieved", "activities/*/target/by", "activities/*/period/*", "[0-9]*/date", "effects/*/date"),
)
INTERVALS = ("followups/*/due", "basis/dialogues/*/when", "[0-9]*/date")
CHOICES = (
    *("format", "status", "parties/*/kind", "decisions/*/kind", "cases/*/kind", "focus_areas/*/status"),
    *("activities/*/target/per", "basis/dialogues/*/kind", "[0-9]*/precision", "[0-9]*/assessed"),
)
REQUIRED = (
    *("format", "title", "municipality", "municipality/name", "status", "parties", "parties/*/name", "activities"),
    *("activities/*/title", "activities/*/responsible", "decisions/*/kind", "cases/*/kind", "followups/*/due"),
    *("effects/*/goal", "sources/*/title", "period/start", "[0-9]*/date", "[0-9]*/activity"),
)
PARTIES = ("activities/*/responsible/*", "activities/*/supporting/*")
NAMED_BY_THE_AUTHOR = ("parties", "focus_areas", "activities", "[0-9]*/results*", "[0-9]*/of_which")
"""Mappings whose keys are short names, so that none is unknown."""


class Mutant(NamedTuple):
    """A change with its result. Without a ``code``, what the file means and what is said of it stay the same.

    With one, it is to be said, on the ``line`` where that is certain.
    """

    name: str
    data: bytes
    code: str | None = None
    line: int | None = None


class Place(NamedTuple):
    """A value: its route joined by slashes, its node, its key's node if it has one, and the collection it is in."""

    route: str
    node: Any
    key: Any = None
    parent: Any = None

    def fits(self, patterns: Sequence[str]) -> bool:
        """Whether the route is of one of the patterns, in each of which a star stands for one step."""
        steps = self.route.split("/")
        return any(
            len(steps) == len(parts) and all(map(fnmatchcase, steps, parts))
            for parts in (pattern.split("/") for pattern in patterns)
        )

    @property
    def is_short(self) -> bool:
        """Whether it is a text, number or word on one line."""
        is_block_text = getattr(self.node, "style", None) in ("|", ">")
        return isinstance(self.node, yaml.ScalarNode) and not is_block_text and _on_one_line(self.node)


class Original:
    """A valid promise or log, and where everything in it stands."""

    def __init__(self, data: bytes) -> None:
        self.text = data.decode("utf-8-sig").replace("\r\n", "\n")
        self.places = list(_walk(Place("", yaml.compose(self.text, Loader=Loader))))
        self.is_log = isinstance(self.places[0].node, yaml.SequenceNode)

    @cached_property
    def short(self) -> list[Place]:
        """The values that stand on one line and are no collections."""
        return [place for place in self.places if place.is_short]

    @cached_property
    def pairs(self) -> list[Place]:
        """The values that have keys."""
        return [place for place in self.places if place.key is not None]

    @cached_property
    def starts(self) -> list[int]:
        """Where lines start that begin a key or an item: a line can be put before each."""
        within = {self.line_start(p.node.start_mark.index) for p in self.places if _is_block_item(p)}
        return sorted(within | {self.line_start(p.key.start_mark.index) for p in self.pairs if _is_block(p.parent)})

    def line_start(self, at: int) -> int:
        """Where the line starts that a place is on."""
        return self.text.rfind("\n", 0, at) + 1

    def line_end(self, at: int) -> int:
        """Where the next line starts."""
        return self.text.find("\n", at) + 1 or len(self.text)

    def line(self, at: int) -> int:
        """The line that a place is on, from 1."""
        return self.text.count("\n", 0, at) + 1

    def with_new(self, new: str, start: int, end: int | None = None) -> bytes:
        """The file with something new there, in place of what stood until ``end``."""
        return (self.text[:start] + new + self.text[start if end is None else end :]).encode()

    def with_value(self, place: Place, new: str) -> bytes:
        """The file with a value replaced."""
        return self.with_new(new, place.node.start_mark.index, place.node.end_mark.index)


def _walk(place: Place) -> Iterator[Place]:
    yield place
    node, before = place.node, f"{place.route}/" if place.route else ""
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _walk(Place(f"{before}{key.value}", value, key, node))
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            yield from _walk(Place(f"{before}{index}", value, None, node))


def _is_block(node: Any) -> bool:
    return isinstance(node, yaml.CollectionNode) and not node.flow_style


def _is_block_item(place: Place) -> bool:
    return place.key is None and _is_block(place.parent)


def _on_one_line(node: Any) -> bool:
    return bool(node.start_mark.line == node.end_mark.line)


Kind = Callable[[Original, Dice], Iterator[Mutant]]


def directed(data: bytes, dice: Dice) -> Iterator[Mutant]:
    """A mutant of every kind that the file has a place for, the place and the variant chosen by the dice."""
    original = Original(data)
    for kind in KINDS:
        yield from kind(original, dice)


# Values


def _are(*patterns: str) -> Callable[[Place], bool]:
    return lambda place: place.fits(patterns)


def _is_number(place: Place) -> bool:
    return place.fits(NUMBERS) and place.node.value.isdecimal()


def _is_text(place: Place) -> bool:
    return place.route.rsplit("/", 1)[-1] in ("title", "name", "note", "source", "reason")


def _is_any(place: Place) -> bool:
    return True


def _is_no_text_always(place: Place) -> bool:
    return place.route.rsplit("/", 1)[-1] not in READ_AS_TEXT


def _is_on_line_of_its_own(place: Place) -> bool:
    return _is_block(place.parent) and not _is_block_item(place)


REPLACEMENTS: tuple[tuple[str, Callable[[Place], bool], tuple[str, ...], str], ...] = (
    ("a leading zero", _is_number, ("0665", "010", "00"), "ambiguous-value"),
    ("a number of Python's", _is_number, ("1_000", "0x1F", "0o17", "0b1"), "ambiguous-value"),
    ("a time", _is_number, ("20:30", "1:00:00"), "ambiguous-value"),
    ("an odd number", _is_number, ("1e3", "+5", ".5", "5.", "1.5e2", "-0", ".inf", ".nan"), "ambiguous-value"),
    ("an ambiguous word", _is_no_text_always, ("no", "Yes", "ON", "off", "TRUE", "Null"), "ambiguous-value"),
    ("a code without its quotation marks", _are("municipality/code"), ("0665", "0114"), "ambiguous-value"),
    ("a long number", _is_number, ("9" * 16, "9" * 5000, "1." + "3" * 16), "number-too-long"),
    ("a word for a number", _is_number, ("tolv", '"12"', "[1]", "true"), "wrong-type"),
    ("a negative number", _is_number, ("-1", "-0.5"), "out-of-range"),
    ("no text", _is_text, ("12", "true", "[a]", "{a: b}", "null", "~"), "wrong-type"),
    ("a blank", _is_text, ('""', '" "', "' '", '"\\n"'), "bad-form"),
    ("a day of no calendar", _are(*DATES), ("2018-02-30", "2019-02-29", "2018-13-01", "2018-00-10"), "impossible-date"),
    ("no date", _are(*DATES), ("18-01-01", "2018-1-1", "hösten", "2018-01-01T10:00", "20180101"), "bad-form"),
    ("a reversed interval", _are(*INTERVALS), ("2019/2018", "2018-02/2018-01-31"), "reversed-interval"),
    ("a word of no choice", _are(*CHOICES), ("zzz", "7", "[a]", '""'), "value-not-allowed"),
    ("nobody", _are(*PARTIES), ("zzz", "polisen-i-grannkommunen"), "unknown-party"),
    ("no focus area", _are("activities/*/focus_area"), ("zzz",), "unknown-focus-area"),
    ("no activity", _are("[0-9]*/activity"), ("zzz", "[zzz]"), "unknown-activity"),
    ("a bad name", _are(*PARTIES, "[0-9]*/activity"), ("a b", "a.b", "-a", "a/b"), "bad-form"),
    ("an alias", _is_any, ("*a", "*a-1"), "alias"),
    ("an anchor", _is_any, ("&a x", '&a "x"', "&a [x]", "&a"), "alias"),
    ("a tag", _is_any, ("!x y", "!!int 3", "!!python/object:os.system x", "! x", "!!binary aGVq"), "tag"),
    (
        "an escape",
        _is_any,
        ('"a\\u202eb"', '"\\x1b[31m"', '"\\0"', '"a\\tb"', '"\\N"', '"\\L"', '"\\r"'),
        "hidden-escape",
    ),
    ("a deep list", _is_any, ("[" * 33 + "]" * 33, "[" * 10_000, "{a: " * 33 + "b" + "}" * 33), "too-deep"),
    ("a list as a key", _is_any, ("{[a]: b}", "{{a: b}: c}", "{? [a] : b}"), "key-not-text"),
    ("no key", _is_any, ('{"": b}', "{'': b}"), "key-not-text"),
    ("a key twice", _is_any, ("{a: 1, a: 2}", '{a: 1, "a": 2}', "{å: 1, a\u030a: 2}"), "duplicate-key"),
    ("an open bracket", _is_any, ("[a", "{a: b"), "yaml-syntax"),
    ("a reserved sign", _is_any, ("@a", "`a`", "%a"), "yaml-syntax"),
    ("two colons", _is_on_line_of_its_own, ("a: b: c", "a : b"), "yaml-syntax"),
)
"""A name, the values that can be replaced, the texts to replace them with, and what is to be said on that line."""


def replaced(original: Original, dice: Dice) -> Iterator[Mutant]:
    """A value replaced by what can't stand there."""
    for name, fits, news, code in REPLACEMENTS:
        places = [place for place in original.short if fits(place)]
        if not places:
            continue
        place, new = dice.choice(places), dice.choice(news)
        line = None if code == "yaml-syntax" else original.line(place.node.start_mark.index)
        yield Mutant(f"{name}: {new[:20]} at {place.route}", original.with_value(place, new), code, line)


# Keys

INSERTIONS = (
    ("an unknown key", "zzz: 1", "unknown-key"),
    ("a merge key", "<<: {a: 1}", "merge-key"),
    ("a merge key with an alias", "<<: *a", "merge-key"),
    ("a list as a key", "[a]: 1", "key-not-text"),
    ("no key", '"": 1', "key-not-text"),
    ("loose accents", "o\u0308: 1", "not-nfc"),
    ("an ambiguous key", "no: 1", "ambiguous-value"),
    ("a key with a tag", "!x y: 1", "tag"),
    ("a key with an anchor", "&a y: 1", "alias"),
    ("a key with an escape", '"a\\u200bb": 1', "hidden-escape"),
)


def inserted(original: Original, dice: Dice) -> Iterator[Mutant]:
    """A pair put before another, which must not stand there."""
    for name, pair, code in INSERTIONS:
        places = [place for place in original.pairs if code != "unknown-key" or _has_set_keys(place)]
        place = dice.choice(places)
        yield Mutant(
            f"{name} before {place.route}", _with_pair(original, place, pair), code, _line_of_key(original, place)
        )


def repeated(original: Original, dice: Dice) -> Iterator[Mutant]:
    """A key twice; the second is the one to remove."""
    place = dice.choice(original.pairs)
    line = _line_of_key(original, place) + _is_block(place.parent)
    data = _with_pair(original, place, f"{original.text[_start(place) : place.key.end_mark.index]}: 1")
    yield Mutant(f"{place.route} twice", data, "duplicate-key", line)


def _has_set_keys(place: Place) -> bool:
    parent = place.route.rpartition("/")[0]
    is_named = any(fnmatchcase(parent, pattern) for pattern in NAMED_BY_THE_AUTHOR)
    return not is_named and not parent.endswith(("/target", "/pace"))


def _start(place: Place) -> int:
    """Where the pair starts that the value is of."""
    start = place.key.start_mark.index
    assert isinstance(start, int)
    return start


def _line_of_key(original: Original, place: Place) -> int:
    return original.line(_start(place))


def _with_pair(original: Original, place: Place, pair: str) -> bytes:
    """The file with another pair before that of the value, in the same style."""
    between = "\n" + " " * place.key.start_mark.column if _is_block(place.parent) else ", "
    return original.with_new(pair + between, _start(place))


def without_a_key(original: Original, dice: Dice) -> Iterator[Mutant]:
    """Without a key that must be there."""
    places = [place for place in original.pairs if place.fits(REQUIRED) and len(place.parent.value) > 1]
    place = dice.choice(places)
    yield Mutant(f"without {place.route}", original.with_new("", *_extent(original, place)), "missing-key")


def _extent(original: Original, place: Place) -> tuple[int, int]:
    """From where to where a pair would be cut out of a mapping of several, its separator with it."""
    keys = [key.start_mark.index for key, _ in place.parent.value]
    ends = [value.end_mark.index for _, value in place.parent.value]
    at = keys.index(_start(place))
    if at + 1 < len(keys):
        return keys[at], keys[at + 1]
    if not _is_block(place.parent):
        return ends[at - 1], ends[at]
    return original.line_start(keys[at]), _block_end(original, place.node)


def _block_end(original: Original, node: Any) -> int:
    """Where the first line starts that a node in block style has no part in."""
    end = node.end_mark
    if _on_one_line(node) or (not _is_block(node) and end.column):
        return original.line_end(end.index)
    return original.line_start(end.index)


def glued(original: Original, dice: Dice) -> Iterator[Mutant]:
    """No blank, or a no-break space, between a colon and its value."""
    places = [
        place
        for place in original.short
        if _is_on_line_of_its_own(place) and not place.node.style and place.node.value[0].isalpha()
    ]
    if not places:
        return
    for name, between, code in (("no blank", ":", "yaml-syntax"), ("a no-break space", ":\u00a0", "hard-space")):
        place = dice.choice(places)
        if len(place.parent.value) == 1:
            continue
        data = original.with_new(between, place.key.end_mark.index, place.node.start_mark.index)
        yield Mutant(f"{name} after {place.route}", data, code, _line_of_key(original, place))


def emptied(original: Original, dice: Dice) -> Iterator[Mutant]:
    """A list or a mapping with nothing in it, and a list with one thing twice."""
    lists = [p for p in original.places if _is_flow(p.node) and p.fits(("activities/*/responsible", "[0-9]*/activity"))]
    if lists:
        place = dice.choice(lists)
        line = original.line(place.node.start_mark.index)
        yield Mutant(f"empty {place.route}", original.with_value(place, "[]"), "empty-collection", line)
        yield Mutant(f"a twice in {place.route}", original.with_value(place, "[a, a]"), "repeated-value", line)
    mappings = [
        p for p in original.places if _is_flow(p.node) and p.fits(("agreement", "basis", "parties", "activities"))
    ]
    for place in mappings:
        line = original.line(place.node.start_mark.index)
        yield Mutant(f"empty {place.route}", original.with_value(place, "{}"), "empty-collection", line)


def _is_flow(node: Any) -> bool:
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style) and _on_one_line(node)


# Characters and lines

HIDDEN = "\u202e\u200b\u200f\u2066\ufeff\u00ad\x07\x1b\x7f\x85\u2028\u2029\x00\ufffe\U000e0041"


def with_a_character(original: Original, dice: Dice) -> Iterator[Mutant]:
    """A character that shows nothing or turns others around, anywhere; and a byte that is none."""
    chosen = [("a tab", "\t", "tab-character"), ("a hidden character", dice.choice(HIDDEN), "hidden-character")]
    for name, char, code in chosen:
        at = dice.randrange(1, len(original.text) + 1)
        yield Mutant(f"{name} {char!a} at {at}", original.with_new(char, at), code, original.line(at))
    at = dice.choice([each for each, char in enumerate(original.text) if char != "\n"])
    yield Mutant(f"half a line break at {at}", original.with_new("\r", at), "hidden-character", original.line(at))
    at = dice.randrange(1, len(original.text) + 1)
    before, after = original.text[:at].encode(), original.text[at:].encode()
    byte = bytes([dice.choice((0x80, 0xC0, 0xE5, 0xED, 0xF5, 0xFF))])
    yield Mutant(f"byte {byte!r} at {at}", before + byte + after, "not-utf8", original.line(at))


def with_a_line(original: Original, dice: Dice) -> Iterator[Mutant]:
    """A line that git left, or that begins another document."""
    for marker in ("<<<<<<< HEAD", ">>>>>>> min-gren"):
        at = dice.choice(original.starts)
        data = original.with_new(f"{marker}\n", at)
        yield Mutant(f"{marker} at {at}", data, "conflict-marker", original.line(at))
    end = _with_last_line_ended(original.text)
    yield Mutant("a second document", f"{end}---\na: 1\n".encode(), "second-document", end.count("\n") + 1)
    yield Mutant("an empty second document", f"{end}---\n".encode(), "second-document", end.count("\n") + 1)


def _with_last_line_ended(text: str) -> str:
    return text if text.endswith("\n") else f"{text}\n"


def as_a_whole(original: Original, dice: Dice) -> Iterator[Mutant]:
    """The whole file as something else."""
    text = original.text
    yield Mutant("UTF-16", text.encode("utf-16"), "not-text", 1)
    yield Mutant("UTF-16, big end first", b"\xfe\xff" + text.encode("utf-16-be"), "not-text", 1)
    yield Mutant("a zip file", b"PK\x03\x04" + text.encode(), "not-text", 1)
    yield Mutant("a packed file", b"\x1f\x8b" + text.encode(), "not-text", 1)
    yield Mutant("a pointer", b"version https://git-lfs.github.com/spec/v1\n", "not-text", 1)
    yield Mutant("a directive", f"%YAML 1.2\n---\n{text}".encode(), "directive", 1)
    yield Mutant("a tag directive", f"%TAG ! tag:a,2000:\n---\n{text}".encode(), "directive", 1)
    yield Mutant("a text", b"text\n", "log-not-a-list" if original.is_log else "wrong-type", 1)
    yield Mutant("a mapping or a list", b"a: 1\n" if original.is_log else b"- a\n", *_other_shape(original))


def _other_shape(original: Original) -> tuple[str, int]:
    return ("log-not-a-list", 1) if original.is_log else ("wrong-type", 1)


def too_large(original: Original, dice: Dice) -> Iterator[Mutant]:
    """A promise of more than a mebibyte."""
    if not original.is_log:
        text = _with_last_line_ended(original.text).encode()
        yield Mutant("a large file", text + b"#" * (1 << 20), "too-large", 1)


# Logs


def entries(original: Original, dice: Dice) -> Iterator[Mutant]:
    """An entry on two lines, in block style, or twice."""
    if not original.is_log:
        return
    rows = [place for place in original.places if place.fits(("[0-9]*",)) and _is_flow(place.node)]
    row = dice.choice(rows)
    start, line = row.node.start_mark.index, original.line(row.node.start_mark.index)
    second = row.node.value[1][0].start_mark.index
    yield Mutant(f"{line} in two", original.with_new("\n  ", second), "entry-spans-lines", line)
    text = original.text[start : row.node.end_mark.index]
    block = "\n  ".join(original.text[k.start_mark.index : v.end_mark.index] for k, v in row.node.value)
    yield Mutant(f"{line} in block style", original.with_value(row, block), "entry-spans-lines", line)
    code = "repeated-ref" if any(key.value == "ref" for key, _ in row.node.value) else "equal-entries"
    again = original.with_new(f"{text}\n- ", start)
    yield Mutant(f"{line} twice", again, code, line + 1)


# What changes nothing


def unchanged(original: Original, dice: Dice) -> Iterator[Mutant]:
    """The same, written otherwise as a whole."""
    text = original.text
    crlf = text.replace("\n", "\r\n").encode()
    yield Mutant("CRLF", crlf)
    yield Mutant("a byte order mark", b"\xef\xbb\xbf" + text.encode())
    yield Mutant("a byte order mark and CRLF", b"\xef\xbb\xbf" + crlf)
    yield Mutant("a document's beginning", f"---\n{text}".encode())
    if not text.endswith("\n\n") and original.places[-1].is_short:
        yield Mutant("no line break at the end", text.rstrip("\n").encode())
        yield Mutant("a document's end", f"{_with_last_line_ended(text)}...\n".encode())


def commented(original: Original, dice: Dice) -> Iterator[Mutant]:
    """Comments and empty lines between, and comments behind."""
    for line in ("# en kommentar: [\n", "      # långt in\n", "\n", "   \n", "#\n\n#\n"):
        at = dice.choice(original.starts)
        yield Mutant(f"{line!r} at line {original.line(at)}", original.with_new(line, at))
    ends = [place.node.end_mark.index for place in original.places if place.is_short or _is_flow(place.node)]
    ends = [end for end in ends if original.text[end : end + 1] == "\n"]
    for at in dice.sample(ends, min(1, len(ends))):
        yield Mutant(
            f"a comment behind line {original.line(at)}", original.with_new(dice.choice((" # å", "  #: ")), at)
        )


def reordered(original: Original, dice: Dice) -> Iterator[Mutant]:
    """Two neighbouring keys of a block mapping in each other's places; and all keys of a flow mapping."""
    blocks = [p for p in original.places if _is_block(p.node) and isinstance(p.node, yaml.MappingNode)]
    cuts = [cut for place in blocks for cut in _cuts(original, place)]
    if cuts:
        first, second, end = dice.choice(cuts)
        swapped = original.text[second:end] + original.text[first:second]
        yield Mutant(
            f"lines {original.line(first)} and {original.line(second)}", original.with_new(swapped, first, end)
        )
    flows = [p for p in original.places if _is_flow(p.node) and isinstance(p.node, yaml.MappingNode)]
    if flows:
        place = dice.choice(flows)
        texts = [original.text[k.start_mark.index : v.end_mark.index] for k, v in place.node.value]
        dice.shuffle(texts)
        yield Mutant(f"keys of {place.route}", original.with_value(place, "{" + ", ".join(texts) + "}"))


def _cuts(original: Original, place: Place) -> Iterator[tuple[int, int, int]]:
    """Where a pair starts, the next one starts, and that one ends; all at starts of lines."""
    keys = [key.start_mark.index for key, _ in place.node.value]
    starts = [original.line_start(key) for key in keys]
    is_alone = [not original.text[start:key].strip() for start, key in zip(starts, keys, strict=True)]
    ends = [*starts[1:], _block_end(original, place.node.value[-1][1])]
    for (first, second), end, alone in zip(pairwise(starts), ends[1:], is_alone, strict=False):
        if alone and original.text[end - 1] == "\n":
            yield first, second, end


def shuffled(original: Original, dice: Dice) -> Iterator[Mutant]:
    """A log's lines in another order."""
    if original.is_log:
        lines = _with_last_line_ended(original.text).splitlines(keepends=True)
        dice.shuffle(lines)
        yield Mutant("lines in another order", "".join(lines).encode())


def quoted(original: Original, dice: Dice) -> Iterator[Mutant]:
    """A plain text in quotation marks."""
    texts = [p for p in original.short if not p.node.style and p.node.tag == "tag:yaml.org,2002:str"]
    place = dice.choice(texts)
    mark, escaped = dice.choice((("'", place.node.value.replace("'", "''")), ('"', place.node.value)))
    if mark == "'" or not set(escaped) & set('"\\'):
        yield Mutant(f"{place.route} in {mark}", original.with_value(place, f"{mark}{escaped}{mark}"))


KINDS: tuple[Kind, ...] = (
    *(
        replaced,
        inserted,
        repeated,
        without_a_key,
        glued,
        emptied,
        with_a_character,
        with_a_line,
        as_a_whole,
        too_large,
    ),
    *(entries, unchanged, commented, reordered, shuffled, quoted),
)
