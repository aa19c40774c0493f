"""Bytes to text: what a file must be before anything is read out of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import chain, islice

from medlofte.core.diagnostic import MOST_OF_A_KIND, Checked, Code, LocatedDiagnostic, Severity
from medlofte.core.escaping import bytes_show_all, escape_line, find_hidden
from medlofte.core.messages import Message, msg
from medlofte.core.source import TOP, Source, Span, on_line

CODES = (
    Code("not-utf8", Severity.ERROR, "The file is not text in UTF-8, so its letters can't be known for certain."),
    Code("not-text", Severity.ERROR, "The file is a packed or binary file, or a pointer to one, not YAML text."),
    Code(
        "hidden-character",
        Severity.ERROR,
        "A control, bidirectional or zero-width character: the text would show something else than it says.",
    ),
    Code("tab-character", Severity.ERROR, "A tab: YAML readers disagree on its width and place. Use spaces."),
    Code("conflict-marker", Severity.ERROR, "A line that git left there because two changes met in the same place."),
    Code("too-large", Severity.ERROR, "The file is larger than a promise (1 MiB) or a log (64 MiB) ever needs to be."),
)
_SEVERITY = {code.name: code.severity for code in CODES}

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
LARGEST_PROMISE = 1 << 20
LARGEST_LOG = 64 << 20

_BINARY_STARTS = (
    (b"\xff\xfe", msg("UTF-16 text")),
    (b"\xfe\xff", msg("UTF-16 text")),
    (b"PK\x03\x04", msg("a zip file, such as a Word or Excel document")),
    (b"\x1f\x8b", msg("a gzip file")),
    (b"version https://git-lfs.github.com/spec/", msg("a pointer to a file in Git LFS")),
)
_CONFLICT = r"(?:<{7}|>{7})(?: .*)?"


def read(path: str, data: bytes, largest: int = LARGEST_PROMISE) -> Checked[Source]:
    """The text of a file, without byte order mark and with LF line ends.

    No value, and an error, when the bytes are not clean UTF-8 text of at most ``largest`` bytes.
    """
    if len(data) > largest:
        size = msg("The file is larger than {largest} bytes, which is the most that is read.", largest=largest)
        return _refused(path, "too-large", size, msg("Split it: a log may have several files of the same party."))
    for start, what in _BINARY_STARTS:
        if data.startswith(start):
            return _refused(
                path, "not-text", msg("This is {what}, not YAML.", what=what), msg("Save it as plain text in UTF-8.")
            )
    data = data.removeprefix(BYTE_ORDER_MARK)
    try:
        text = data.decode()
    except UnicodeDecodeError as error:
        return _not_utf8(path, data, error.start)
    source = Source(path, text.replace("\r\n", "\n"))
    found: list[Iterator[LocatedDiagnostic]] = []
    if not bytes_show_all(data) and find_hidden(source.text):
        found.append(_faulty_characters(source))
    if "<<<<<<<" in text or ">>>>>>>" in text:
        found.append(_conflicts(source))
    faults = tuple(islice(chain(*found), MOST_OF_A_KIND + 1))
    return Checked(None if faults else source, faults)


def _refused(path: str, code: str, message: Message, hint: Message, span: Span = TOP) -> Checked[Source]:
    return Checked(None, (LocatedDiagnostic(code, _SEVERITY[code], message, path, span, hint),))


def _not_utf8(path: str, data: bytes, at: int) -> Checked[Source]:
    before = data[:at].rsplit(b"\n", 1)[-1]
    column = len(before.decode()) + 1
    byte = data[at]
    message = msg("The byte 0x{byte} on this line is not UTF-8.", byte=f"{byte:02x}")
    hint = msg("Save the file with the encoding UTF-8.")
    if byte >= 0x80 and bytes([byte]).decode("cp1252", "ignore").isalpha():
        letter = bytes([byte]).decode("cp1252")
        hint = msg(
            "In Windows-1252 it would be “{letter}”. Save the file as UTF-8; in Notepad: Save as, Encoding.",
            letter=letter,
        )
    return _refused(path, "not-utf8", message, hint, on_line(data.count(b"\n", 0, at) + 1, column))


def _faulty_characters(source: Source) -> Iterator[LocatedDiagnostic]:
    for number, line in enumerate(source.lines, 1):
        hidden = find_hidden(line)
        if hidden is None:
            continue
        if hidden == "\t":
            code, message = "tab-character", msg("There is a tab on this line.")
            hint = msg("Write spaces instead.")
        else:
            code = "hidden-character"
            message = msg("There is an invisible character, {name}, on this line.", name=escape_line(hidden))
            hint = msg("Remove it; text copied from a web page or from Word may carry it along.")
        span = on_line(number, line.index(hidden) + 1)
        yield LocatedDiagnostic(code, _SEVERITY[code], message, source.path, span, hint, line=line)


def _conflicts(source: Source) -> Iterator[LocatedDiagnostic]:
    found = [(number, line) for number, line in enumerate(source.lines, 1) if re.fullmatch(_CONFLICT, line)]
    opening = [(number, line) for number, line in found if line.startswith("<")]
    for number, line in opening or found:
        message = msg("An unresolved merge conflict: git's marker {marker}.", marker=line[:7])
        hint = msg("Keep what is right from both sides and remove the marker lines.")
        span = on_line(number, 1, len(line))
        yield LocatedDiagnostic("conflict-marker", Severity.ERROR, message, source.path, span, hint, line=line)
