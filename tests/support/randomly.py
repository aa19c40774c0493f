"""Random mutants: a file with a few things in the wrong place. Nothing is expected of them but the invariants."""

import random
import re
from collections.abc import Callable, Sequence

TOKENS = tuple(
    token.encode("utf-8", "surrogatepass")
    for token in (
        *(": ", ":", "- ", "-", "? ", "?", ", ", ",", "[", "]", "{", "}", "{}", "[]", "#", " #", "|\n", ">-\n", "|#"),
        *("&a ", "*a", "!x ", "!!int ", "<<: ", "%YAML 1.1\n", "---\n", "...\n", "@", "`", "~", "''", '""', "'", '"'),
        *('"\\x1b[31m"', '"\\u202e"', '"\\ud800"', '"\\', "\\", '"\\N\\L\\P\\_"', "\t", "\r", "\0", "\x1b[2J", "\x7f"),
        *("\u0085", "\u2028", "\u2029", "\u202e", "\u200b", "\ufeff", "\u00a0", "\ud800", "\ufffe", "\U000e0041"),
        *("::error::x", "::error file=a::x", "\n::stop-commands::x\n", "##[error]x", "%0A::error::x", "e\u0301"),
        *("<<<<<<< a\n", "=======\n", ">>>>>>> b\n", "\n", "\n\n", "\r\n", "\n  ", "\n    - ", "  ", "\n# x\n"),
        *("0665", "1_000", "20:30", "1e3", "1e999", ".inf", "-0", "0", "-1", "0.5", "1.50", "9" * 15, "9" * 16),
        *("9" * 5000, "0." + "3" * 15, "0x1F", "no", "true", "null", "all", "2018-02-30", "2018", "2018-10"),
        *("0000-00-00", "9999-12-31", "2018-10-01/2018-10-31", "2019/2018", "date: 2018, ", "count: 1, ", "ref: a, "),
        *("activity: [a, b]", "results: {a: {b: 1}}", "of_which: {a: 1}", "tags: [a]", "done: true", "assessed: kept"),
        *("[" * 40, "{" * 40, "]" * 40, "- " * 40, "{a: " * 40, "? " * 40, "[" * 3000, "- " * 3000, "a" * 3000),
        *("{name}", "{0}", "{", "}}", "%s", "😀", "٣", "½", "İ", "ß", "\x80", "Ω", "*bold*", "[red]", "|a|", "<b>"),
    )
)
"""What YAML, a terminal, a CI log, a table or a format string could trip over."""

WORD = re.compile(rb"[\w\x80-\xff-]+")
Dice = random.Random
Change = Callable[[bytes, Dice, Sequence[bytes]], bytes]


def mutant_of(data: bytes, dice: Dice, others: Sequence[bytes] = ()) -> bytes:
    """The bytes with one to four changes; ``others`` are files that lines and words are taken from."""
    for _ in range(dice.choice((1, 1, 1, 2, 2, 3, 4))):
        data = dice.choice(CHANGES)(data, dice, others or (data,))
    return data


def flip(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """Another byte in place of one."""
    at = dice.randrange(len(data) + 1)
    return data[:at] + bytes([dice.randrange(256)]) + data[at + 1 :]


def cut_out(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """Without one to forty bytes."""
    at = dice.randrange(len(data) + 1)
    return data[:at] + data[at + dice.choice((1, 1, 1, 2, 5, 40)) :]


def cut_off(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """Nothing after some place."""
    return data[: dice.randrange(len(data) + 1)]


def insert(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """A token anywhere between two characters."""
    at = _between_characters(data, dice)
    return data[:at] + dice.choice(TOKENS) + data[at:]


def replace_word(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """A token or a word of any file in place of a word, so that the text may still be YAML."""
    start, end = _word(data, dice)
    new = dice.choice(TOKENS) if dice.random() < 0.5 else _some_word(dice.choice(others), dice)
    return data[:start] + new + data[end:]


def swap_words(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """Two words in each other's places."""
    (start, end), (other_start, other_end) = sorted((_word(data, dice), _word(data, dice)))
    if other_start < end:
        return data
    return b"".join(
        (data[:start], data[other_start:other_end], data[end:other_start], data[start:end], data[other_end:])
    )


def repeat_line(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """A line twice, or often."""
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    return b"\n".join([*lines[:at], *[lines[at]] * dice.choice((2, 2, 2, 60)), *lines[at + 1 :]])


def drop_line(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """Without a line."""
    lines = data.split(b"\n")
    del lines[dice.randrange(len(lines))]
    return b"\n".join(lines)


def swap_lines(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """Two lines in each other's places."""
    lines = data.split(b"\n")
    one, other = dice.randrange(len(lines)), dice.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]
    return b"\n".join(lines)


def indent_line(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """A line with more or fewer blanks in front."""
    lines = data.split(b"\n")
    at = dice.randrange(len(lines))
    bare = lines[at].lstrip(b" ")
    lines[at] = b" " * dice.randrange(9) + bare
    return b"\n".join(lines)


def splice(data: bytes, dice: Dice, others: Sequence[bytes]) -> bytes:
    """The beginning of the file and the end of another, or one to five lines of another in the middle."""
    lines, other = data.split(b"\n"), dice.choice(others).split(b"\n")
    at, start = dice.randrange(len(lines) + 1), dice.randrange(len(other))
    if dice.random() < 0.3:
        return b"\n".join([*lines[:at], *other[start:]])
    return b"\n".join([*lines[:at], *other[start : start + dice.randrange(1, 6)], *lines[at:]])


CHANGES: tuple[Change, ...] = (
    *(flip, cut_out, cut_off, repeat_line, drop_line, swap_lines, indent_line, splice),
    *(insert, insert, insert, swap_words, swap_words, replace_word, replace_word, replace_word, replace_word),
)
"""Those that leave the text readable come more often than those that seldom do."""


def _between_characters(data: bytes, dice: Dice) -> int:
    at = dice.randrange(len(data) + 1)
    while at < len(data) and data[at] & 0xC0 == 0x80:
        at += 1
    return at


def _word(data: bytes, dice: Dice) -> tuple[int, int]:
    """Where a word stands; an empty place where there is none after a random one."""
    at = dice.randrange(len(data) + 1)
    match = WORD.search(data, at)
    return match.span() if match else (at, at)


def _some_word(data: bytes, dice: Dice) -> bytes:
    start, end = _word(data, dice)
    return data[start:end]
