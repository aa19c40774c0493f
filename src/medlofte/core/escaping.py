"""Escaping: how any text is made safe and true for the place where it is written.

Every text on its way out goes through here: terminal, CI log, Markdown, HTML, XML, CSV and JSON. Identity numbers are
masked in all of them, for they must not be shown even in the message that says one was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING
from unicodedata import normalize

from medlofte.core.personal_data import masked

if TYPE_CHECKING:
    import json

LONGEST_SHOWN = 60

# C1 controls, line and paragraph separators, bidirectional and zero-width characters, the byte order mark.
_INVISIBLE = (
    "\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ufffe\uffff\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e007f"
)
HIDDEN_BUT_NEWLINE = f"[\x00-\x09\x0b-\x1f{_INVISIBLE}]"
"""A character that shows nothing or changes how others are shown; a line break is not among them."""

_HIDDEN = f"[\x00-\x1f{_INVISIBLE}]"
_HIDDEN_LETTERS = "\u034f\u115f\u1160\u17b4\u17b5\u3164\uffa0"
"""What is hidden and a letter or an accent to Unicode, so that Python calls it printable."""

_VISIBLE_ASCII = bytes([ord("\n"), *range(0x20, 0x7F)])
_MARKDOWN = r"([\\`*_{}\[\]<>#|~$&^=])"
_MARKDOWN_AT_LINE_START = r"(?m)^(\s*)([-+]|:(?=[-:]))|^(\s*)(\d{1,9})([.)])(?=\s|$)"
_URL_LIKE = r"(?i)(https?|ftp|mailto)(:)|(www)(\.)|(@)"
_CSV_FORMULA = ("=", "+", "-", "@")


def escaped(text: str) -> str:
    r"""The text on one line of a terminal, whatever is no visible character spelled out as ``\u202e``."""
    safe = masked(text)
    if "\n" in safe or not _shows_all(safe):
        safe = re.sub(_HIDDEN, _spelled_out, safe)
    return _no_command(safe)


def wrappable(text: str) -> str:
    """As ``escaped``, for a text that will be broken into lines: wherever one begins, no command does."""
    return escaped(text).replace("::", "\\x3a:")


def shown(text: str) -> str:
    """The text as it is quoted in a message: on one line, spelled out, at most 60 characters."""
    safe = escaped(text)
    return safe if len(safe) <= LONGEST_SHOWN else safe[: LONGEST_SHOWN - 1] + "…"


def terminal(text: str) -> str:
    """The text for a terminal or a CI log: line breaks stay, and nothing in it is a command to either."""
    return _no_command(printable(text))


def printable(text: str) -> str:
    """The text with line breaks, everything else that is no visible character spelled out, identity numbers masked."""
    return visible(masked(text))


def visible(text: str) -> str:
    """The text with line breaks, and everything else that is no visible character spelled out."""
    return text if _shows_all(text) else re.sub(HIDDEN_BUT_NEWLINE, _spelled_out, text)


def first_hidden(text: str) -> str | None:
    """The first character that shows nothing or changes how others are shown, if any; a line break is none."""
    match = None if _shows_all(text) else re.search(HIDDEN_BUT_NEWLINE, text)
    return None if match is None else match.group()


def bytes_show_all(data: bytes) -> bool:
    """Whether nothing is hidden in the UTF-8 text, as far as a quick look can tell."""
    rest = data.translate(None, _VISIBLE_ASCII)
    return not rest or _shows_all(rest.decode())


def _shows_all(text: str) -> bool:
    """Whether nothing can be hidden in the text: a quick look, for the expression takes long to compile."""
    return text.replace("\n", "").isprintable() and not any(letter in text for letter in _HIDDEN_LETTERS)


def _no_command(text: str) -> str:
    """The text with GitHub's workflow commands broken: ``::x::`` where a line begins, and ``##[x]`` anywhere."""
    if "::" not in text:
        return _no_old_command(text)
    return re.sub(r"(?m)^(\s*):(?=:)", r"\1\\x3a", _no_old_command(text))


def _no_old_command(text: str) -> str:
    """The text with the older form of GitHub's commands broken, which is obeyed wherever it stands on a line."""
    return text.replace("##[", "#\\x23[")


def _spelled_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def plain(text: str) -> str:
    """A text of our own without the asterisks that mark words in it, for a screen."""
    return text.replace("*", "")


def github_data(text: str) -> str:
    """The text as the message of a GitHub workflow command."""
    return _no_old_command(printable(text)).replace("%", "%25").replace("\n", "%0A")


def github_property(text: str) -> str:
    """The text as a property value of a GitHub workflow command."""
    return github_data(text).replace(":", "%3A").replace(",", "%2C")


_NOTHING_TO_ESCAPE = "[A-Za-zÅÄÖåäöÉé](?:[A-Za-zÅÄÖåäöÉé,;!?()–” ]*[A-Za-zÅÄÖåäöÉé)?!.”])?"
"""Words on one line, without digits: most of what is printed. It means nothing in Markdown, and hides no number."""


def markdown(text: str) -> str:
    """The text as inline Markdown that shows exactly it: no heading, list, link, table or HTML can come of it."""
    if re.fullmatch(_NOTHING_TO_ESCAPE, text):
        return text
    safe = re.sub(_MARKDOWN, r"\\\1", re.sub(r"(?m)^[ \t]{2,}", " ", printable(text)))
    safe = re.sub(_MARKDOWN_AT_LINE_START, _escaped_line_start, safe)
    return re.sub(_URL_LIKE, _escaped_url, safe)


def _escaped_line_start(match: re.Match[str]) -> str:
    blank, sign, number_blank, number, dot = match.groups()
    return f"{number_blank}{number}\\{dot}" if number else f"{blank}\\{sign}"


def _escaped_url(match: re.Match[str]) -> str:
    return "".join(f"\\{part}" if part in (":", ".", "@") else part for part in match.groups() if part)


def markdown_cell(text: str) -> str:
    """The text as the content of one cell of a Markdown table: as ``markdown``, on one line."""
    return markdown(" ".join(text.split("\n")))


def markdown_code(text: str) -> str:
    """The text on one line as a code span of Markdown, in which GitHub makes no link, no mention and no picture.

    What is no visible character is spelled out, line breaks too.
    """
    safe = escaped(text)
    fence = "`" * (max(map(len, re.findall("`+", safe)), default=0) + 1)
    gap = " " if set("` ") & {safe[:1], safe[-1:]} else ""  # Markdown takes one blank away where both ends have one
    return f"{fence}{gap}{safe}{gap}{fence}"


def html(text: str) -> str:
    """The text as HTML or SVG that shows exactly it, between tags or as an attribute in quotation marks."""
    safe = printable(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("'", "&#39;")


def css(sheet: str) -> str:
    """A style sheet as the content of a ``style`` element, which it can't end."""
    return visible(sheet.expandtabs(4)).replace("</", "<\\/")


def javascript(script: str) -> str:
    """A script of our own as the content of a ``script`` element. Raises ``ValueError`` if it can't stand there."""
    if visible(script) != script or any(sign in script.lower() for sign in ("</script", "<script", "<!--")):
        raise ValueError("a script holds what can't stand in a script element")
    return script


def xml(text: str) -> str:
    """The text as the content of an XML element, or of an attribute if it is on one line.

    What XML can't hold, and what shows nothing, is spelled out as ``printable`` does it; so are halves of characters.
    What a CI log would obey is written as references, and reads back the same.
    """
    safe = re.sub("[\ud800-\udfff]", _spelled_out, printable(text)).replace("&", "&amp;")
    safe = safe.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&apos;")
    return re.sub(r"(?m)^(\s*):(?=:)", r"\1&#58;", safe.replace("##[", "#&#35;["))


def xml_attribute(text: str) -> str:
    """The text as the value of an XML attribute in quotation marks, its line breaks kept."""
    return xml(text).replace("\n", "&#10;")


def uri_path(path: str) -> str:
    """A path with forward slashes as a relative URI that names it: percent-encoded UTF-8, identity numbers masked."""
    from urllib.parse import quote  # here, because only SARIF needs it

    return quote(masked(path), safe="/", errors="surrogatepass")


def sarif_message(text: str) -> str:
    """The text as a message of SARIF: ``](``, which would make a link of what stands before it, is set apart."""
    return printable(text).replace("](", "] (")


def csv_cell(text: str) -> str:
    """The text as a CSV cell: what a spreadsheet would take for a formula gets an apostrophe in front.

    So does what begins with such an apostrophe already; a reader who takes one away has the text again.
    """
    safe = printable(text)
    return f"'{safe}" if safe.lstrip("'").startswith(_CSV_FORMULA) else safe


def from_csv_cell(cell: str) -> str:
    """The text of a CSV cell, without the apostrophe that ``csv_cell`` has put in front."""
    is_ours = cell.startswith("'") and cell.lstrip("'").startswith(_CSV_FORMULA)
    return cell[1:] if is_ours else cell


def csv_table(rows: Iterable[Iterable[object]], *, swedish: bool = False) -> str:
    """Rows as CSV with CRLF at the end: texts by ``csv_cell``, None empty.

    With commas between and a decimal point; ``swedish`` as a Swedish Excel reads it, with semicolons and a decimal
    comma.
    """
    return "".join(csv_lines(rows, swedish=swedish))


def csv_lines(rows: Iterable[Iterable[object]], *, swedish: bool = False) -> Iterator[str]:
    """A text for each row, which together are ``csv_table``."""
    import csv  # here, because only this format needs it
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n", delimiter=";" if swedish else ",")
    for row in rows:
        writer.writerow([_csv_value(value, "," if swedish else ".") for value in row])
        yield out.getvalue()
        out.seek(0)
        out.truncate()


def _csv_value(value: object, point: str) -> str:
    if isinstance(value, (int, Decimal)):
        return _digits(value).replace(".", point)
    return "" if value is None else csv_cell(str(value))


def turtle(text: str, language: str | None = None) -> str:
    """The text as a literal of RDF's Turtle, in a language if one is named."""
    safe = printable(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    safe = safe.replace("##[", "#\\u0023[")
    return f'"{safe}"' + (f"@{language}" if language else "")


def turtle_iri(address: str) -> str:
    """An address as an IRI of Turtle; what it can't hold is percent-encoded."""
    from urllib.parse import quote  # here, because only this format needs it

    return "<" + quote(masked(address), safe="!#$%&'()*+,/:;=?@[]~", errors="replace") + ">"


def json_text(document: object, indent: int | None = 2) -> str:
    """A value as JSON on several lines. What is invisible, and what a CI log would obey, is written as escapes.

    Read again it is the same value, but for masked identity numbers. Without ``indent`` it stands on one line, which is
    ten times faster.
    """
    return f"{_json(document, indent)}\n"


def json_pieces(items: Iterable[tuple[str, object]], indent: int | None = 2) -> Iterator[str]:
    """Pieces of text, which together are ``json_text`` of an object with the items.

    A value that is an iterator is a list, and goes out item by item.
    """
    comma, margin = ("," if indent else ", "), "\n" + " " * indent if indent else ""
    opening = "{"
    for key, value in items:
        yield f"{opening}{margin}{_json(key, None)}: "
        opening = comma
        if isinstance(value, Iterator):
            yield from _json_list(value, indent)
        else:
            yield _json(value, indent, margin)
    end = "\n}\n" if indent else "}\n"
    yield "{}\n" if opening == "{" else end


def _json_list(items: Iterator[object], indent: int | None) -> Iterator[str]:
    """The pieces of a list that is a value of the outermost object."""
    comma, margin = ("," if indent else ", "), "\n" + " " * indent * 2 if indent else ""
    opening = "["
    for each in items:
        yield f"{opening}{margin}{_json(each, indent, margin)}"
        opening = comma
    yield "[]" if opening == "[" else f"{margin[:-indent] if indent else ''}]"


def _json(value: object, indent: int | None, margin: str = "") -> str:
    """The value as JSON without a line break at its end; ``margin`` takes the place of its line breaks."""
    text = _encoder(indent).encode(_masked_all(value))
    text = text.replace("\n", margin) if margin else text
    return re.sub(HIDDEN_BUT_NEWLINE, _json_escape, text).replace("##[", "#\\u0023[")


@cache
def _encoder(indent: int | None) -> json.JSONEncoder:
    import json  # here, because only machine formats need it

    return json.JSONEncoder(ensure_ascii=False, indent=indent)


def yaml_quoted(text: str) -> str:
    """The text in double quotation marks, as YAML reads it back."""
    import json  # here, because only what writes a log needs it

    return json.dumps(text, ensure_ascii=False)


def _masked_all(value: object) -> object:
    """The value with the identity numbers in its texts masked, and decimals as JSON has them."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, Mapping):
        return {masked(key): _masked_all(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [_masked_all(each) for each in value]
    if isinstance(value, Decimal):
        plain = plain_number(value)
        return plain if isinstance(plain, int) else float(plain)
    return value


def _json_escape(match: re.Match[str]) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _utf16(ord(match.group())))


def _utf16(code: int) -> tuple[int, ...]:
    """The code units that stand for a character in UTF-16, which JSON's escapes are written in."""
    return (code,) if code < 0x10000 else (0xD7C0 + (code >> 10), 0xDC00 + (code & 0x3FF))


def one_line(text: str) -> str:
    """The text's words with single blanks between and letters in one form: what is compared, and said in a sentence."""
    return normalize("NFC", " ".join(text.split()))


def number(value: int | Decimal) -> str:
    """The number as it is written in Swedish: decimal comma, thousands apart with a no-break space."""
    whole, _, decimals = _digits(value).partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(whole):,}".replace(",", "\u00a0")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def plain_number(value: int | Decimal) -> int | Decimal:
    """The same number without needless decimals: ``2.50`` is 2.5, and ``2.0`` is the integer 2."""
    digits = _digits(value)
    return Decimal(digits) if "." in digits else int(digits)


def _digits(value: int | Decimal) -> str:
    """The number's digits, with a point where there are decimals that matter; nothing is rounded."""
    text = str(value) if isinstance(value, int) else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
