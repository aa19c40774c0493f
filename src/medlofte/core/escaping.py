"""Escaping: how any text is made safe and true for the place where it is written.

Every text on its way out goes through here: terminal, CI log, Markdown, HTML, XML, CSV and JSON. Identity numbers are
masked in all of them, for they must not be shown even in the message that says one was found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import TYPE_CHECKING
from unicodedata import normalize

from medlofte.core.personal_data import mask_identity_numbers

if TYPE_CHECKING:
    pass

LONGEST_QUOTE = 60

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


def escape_line(text: str) -> str:
    r"""The text on one line of a terminal, whatever is no visible character spelled out as ``\u202e``."""
    safe = mask_identity_numbers(text)
    if "\n" in safe or not _shows_all(safe):
        safe = re.sub(_HIDDEN, _spell_out, safe)
    return _break_commands(safe)


def escape_wrapped(text: str) -> str:
    """As ``escape_line``, for a text that will be broken into lines: wherever one begins, no command does."""
    return escape_line(text).replace("::", "\\x3a:")


def quote_short(text: str) -> str:
    """The text as it is quoted in a message: on one line, spelled out, at most 60 characters."""
    safe = escape_line(text)
    return safe if len(safe) <= LONGEST_QUOTE else safe[: LONGEST_QUOTE - 1] + "…"


def escape_terminal(text: str) -> str:
    """The text for a terminal or a CI log: line breaks stay, and nothing in it is a command to either."""
    return _break_commands(mask_and_escape(text))


def mask_and_escape(text: str) -> str:
    """The text with line breaks, everything else that is no visible character spelled out, identity numbers masked."""
    return escape_invisible(mask_identity_numbers(text))


def escape_invisible(text: str) -> str:
    """The text with line breaks, and everything else that is no visible character spelled out."""
    return text if _shows_all(text) else re.sub(HIDDEN_BUT_NEWLINE, _spell_out, text)


def find_hidden(text: str) -> str | None:
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


def _break_commands(text: str) -> str:
    """The text with GitHub's workflow commands broken: ``::x::`` where a line begins, and ``##[x]`` anywhere."""
    if "::" not in text:
        return _break_old_commands(text)
    return re.sub(r"(?m)^(\s*):(?=:)", r"\1\\x3a", _break_old_commands(text))


def _break_old_commands(text: str) -> str:
    """The text with the older form of GitHub's commands broken, which is obeyed wherever it stands on a line."""
    return text.replace("##[", "#\\x23[")


def _spell_out(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def strip_asterisks(text: str) -> str:
    """A text of our own without the asterisks that mark words in it, for a screen."""
    return text.replace("*", "")


def escape_github_data(text: str) -> str:
    """The text as the message of a GitHub workflow command."""
    return _break_old_commands(mask_and_escape(text)).replace("%", "%25").replace("\n", "%0A")


def escape_github_property(text: str) -> str:
    """The text as a property value of a GitHub workflow command."""
    return escape_github_data(text).replace(":", "%3A").replace(",", "%2C")


_NOTHING_TO_ESCAPE = "[A-Za-zÅÄÖåäöÉé](?:[A-Za-zÅÄÖåäöÉé,;!?()–” ]*[A-Za-zÅÄÖåäöÉé)?!.”])?"
"""Words on one line, without digits: most of what is printed. It means nothing in Markdown, and hides no number."""


def escape_markdown(text: str) -> str:
    """The text as inline Markdown that shows exactly it: no heading, list, link, table or HTML can come of it."""
    if re.fullmatch(_NOTHING_TO_ESCAPE, text):
        return text
    safe = re.sub(_MARKDOWN, r"\\\1", re.sub(r"(?m)^[ \t]{2,}", " ", mask_and_escape(text)))
    safe = re.sub(_MARKDOWN_AT_LINE_START, _escape_line_start, safe)
    return re.sub(_URL_LIKE, _escape_url, safe)


def _escape_line_start(match: re.Match[str]) -> str:
    blank, sign, number_blank, number, dot = match.groups()
    return f"{number_blank}{number}\\{dot}" if number else f"{blank}\\{sign}"


def _escape_url(match: re.Match[str]) -> str:
    return "".join(f"\\{part}" if part in (":", ".", "@") else part for part in match.groups() if part)


def escape_markdown_cell(text: str) -> str:
    """The text as the content of one cell of a Markdown table: as ``escape_markdown``, on one line."""
    return escape_markdown(" ".join(text.split("\n")))


def escape_markdown_code(text: str) -> str:
    """The text on one line as a code span of Markdown, in which GitHub makes no link, no mention and no picture.

    What is no visible character is spelled out, line breaks too.
    """
    safe = escape_line(text)
    fence = "`" * (max(map(len, re.findall("`+", safe)), default=0) + 1)
    gap = " " if set("` ") & {safe[:1], safe[-1:]} else ""  # Markdown takes one blank away where both ends have one
    return f"{fence}{gap}{safe}{gap}{fence}"


def escape_html(text: str) -> str:
    """The text as HTML or SVG that shows exactly it, between tags or as an attribute in quotation marks."""
    safe = mask_and_escape(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return safe.replace('"', "&quot;").replace("'", "&#39;")


def escape_css(sheet: str) -> str:
    """A style sheet as the content of a ``style`` element, which it can't end."""
    return escape_invisible(sheet.expandtabs(4)).replace("</", "<\\/")


def check_javascript(script: str) -> str:
    """A script of our own as the content of a ``script`` element. Raises ``ValueError`` if it can't stand there."""
    if escape_invisible(script) != script or any(sign in script.lower() for sign in ("</script", "<script", "<!--")):
        raise ValueError("a script holds what can't stand in a script element")
    return script


def escape_xml(text: str) -> str:
    """The text as the content of an XML element, or of an attribute if it is on one line.

    What XML can't hold, and what shows nothing, is spelled out as by ``mask_and_escape``; so are halves of characters.
    What a CI log would obey is written as references, and reads back the same.
    """
    safe = re.sub("[\ud800-\udfff]", _spell_out, mask_and_escape(text)).replace("&", "&amp;")
    safe = safe.replace("<", "&lt;").replace(">", "&gt;").replace('"', "&quot;").replace("'", "&apos;")
    return re.sub(r"(?m)^(\s*):(?=:)", r"\1&#58;", safe.replace("##[", "#&#35;["))


def escape_xml_attribute(text: str) -> str:
    """The text as the value of an XML attribute in quotation marks, its line breaks kept."""
    return escape_xml(text).replace("\n", "&#10;")


def escape_uri_path(path: str) -> str:
    """A path with forward slashes as a relative URI that names it: percent-encoded UTF-8, identity numbers masked."""
    from urllib.parse import quote  # here, because only SARIF needs it

    return quote(mask_identity_numbers(path), safe="/", errors="surrogatepass")


def escape_sarif(text: str) -> str:
    """The text as a message of SARIF: ``](``, which would make a link of what stands before it, is set apart."""
    return mask_and_escape(text).replace("](", "] (")


def escape_csv_cell(text: str) -> str:
    """The text as a CSV cell: what a spreadsheet would take for a formula gets an apostrophe in front.

    So does what begins with such an apostrophe already; a reader who takes one away has the text again.
    """
    safe = mask_and_escape(text)
    return f"'{safe}" if safe.lstrip("'").startswith(_CSV_FORMULA) else safe


def unescape_csv_cell(cell: str) -> str:
    """The text of a CSV cell, without the apostrophe that ``escape_csv_cell`` has put in front."""
    is_ours = cell.startswith("'") and cell.lstrip("'").startswith(_CSV_FORMULA)
    return cell[1:] if is_ours else cell


def csv_table(rows: Iterable[Iterable[object]], *, swedish: bool = False) -> str:
    """Rows as CSV with CRLF at the end: texts by ``escape_csv_cell``, None empty.

    With commas between and a decimal point; ``swedish`` as a Swedish Excel reads it, with semicolons and a decimal
    comma.
    """
    import csv  # here, because only this format needs it
    from io import StringIO

    out = StringIO()
    writer = csv.writer(out, lineterminator="\r\n", delimiter=";" if swedish else ",")
    writer.writerows([_csv_value(value, "," if swedish else ".") for value in row] for row in rows)
    return out.getvalue()


def _csv_value(value: object, point: str) -> str:
    if isinstance(value, (int, Decimal)):
        return _digits(value).replace(".", point)
    return "" if value is None else escape_csv_cell(str(value))


def escape_turtle(text: str, language: str | None = None) -> str:
    """The text as a literal of RDF's Turtle, in a language if one is named."""
    safe = mask_and_escape(text).replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    safe = safe.replace("##[", "#\\u0023[")
    return f'"{safe}"' + (f"@{language}" if language else "")


def escape_turtle_iri(address: str) -> str:
    """An address as an IRI of Turtle; what it can't hold is percent-encoded."""
    from urllib.parse import quote  # here, because only this format needs it

    return "<" + quote(mask_identity_numbers(address), safe="!#$%&'()*+,/:;=?@[]~", errors="replace") + ">"


def json_text(document: object, indent: int | None = 2) -> str:
    """A value as JSON on several lines. What is invisible, and what a CI log would obey, is written as escapes.

    Read again it is the same value, but for masked identity numbers. Without ``indent`` it stands on one line, which is
    ten times faster.
    """
    import json  # here, because only machine formats need it

    text = json.dumps(json_value(document), ensure_ascii=False, indent=indent)
    return re.sub(HIDDEN_BUT_NEWLINE, _json_escape, text).replace("##[", "#\\u0023[") + "\n"


def quote_yaml(text: str) -> str:
    """The text in double quotation marks, as YAML reads it back."""
    import json  # here, because only what writes a log needs it

    return json.dumps(text, ensure_ascii=False)


def json_value(value: object) -> object:
    """The value as JSON has it: identity numbers masked, decimals as plain numbers, tuples as lists."""
    if isinstance(value, str):
        return mask_identity_numbers(value)
    if isinstance(value, Mapping):
        return {mask_identity_numbers(key): json_value(each) for key, each in value.items()}
    if isinstance(value, (list, tuple)):
        return [json_value(each) for each in value]
    if isinstance(value, Decimal):
        plain = simplify_number(value)
        return plain if isinstance(plain, int) else float(plain)
    return value


def _json_escape(match: re.Match[str]) -> str:
    return "".join(f"\\u{unit:04x}" for unit in _utf16(ord(match.group())))


def _utf16(code: int) -> tuple[int, ...]:
    """The code units that stand for a character in UTF-16, which JSON's escapes are written in."""
    return (code,) if code < 0x10000 else (0xD7C0 + (code >> 10), 0xDC00 + (code & 0x3FF))


def collapse_whitespace(text: str) -> str:
    """The text's words with single blanks between and letters in one form: what is compared, and said in a sentence."""
    return normalize("NFC", " ".join(text.split()))


def format_number(value: int | Decimal) -> str:
    """The number as it is written in Swedish: decimal comma, thousands apart with a no-break space."""
    whole, _, decimals = _digits(value).partition(".")
    sign, whole = ("-", whole[1:]) if whole.startswith("-") else ("", whole)
    grouped = f"{int(whole):,}".replace(",", "\u00a0")
    return f"{sign}{grouped},{decimals}" if decimals else f"{sign}{grouped}"


def simplify_number(value: int | Decimal) -> int | Decimal:
    """The same number without needless decimals: ``2.50`` is 2.5, and ``2.0`` is the integer 2."""
    digits = _digits(value)
    return Decimal(digits) if "." in digits else int(digits)


def _digits(value: int | Decimal) -> str:
    """The number's digits, with a point where there are decimals that matter; nothing is rounded."""
    text = str(value) if isinstance(value, int) else f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text
