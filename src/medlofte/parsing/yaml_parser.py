"""The parser whose events a tree is read from: libyaml's, or PyYAML's own made to agree with it."""

from __future__ import annotations

from typing import Any

import yaml
from yaml.scanner import ScannerError
from yaml.tokens import ScalarToken

_BLANKS = frozenset("\0 \t\r\n\x85\u2028\u2029")
_ENDS_IN_FLOW = frozenset(",[]{}")


class OwnParser(yaml.Loader):
    """PyYAML's own parser, with libyaml's opinion of texts without quotation marks.

    Inside brackets and braces a question mark is a letter like others, and a colon close to a bracket, a brace or a
    comma is refused. So is an escape that stands for no character.
    """

    def scan_flow_scalar(self, style: str) -> Any:
        """The token of a text in quotation marks."""
        start = self.get_mark()
        try:
            token = super().scan_flow_scalar(style)
            token.value.encode()
        except (ValueError, OverflowError):
            problem = "found invalid Unicode character escape code"
            raise ScannerError("while scanning a quoted scalar", start, problem, self.get_mark()) from None
        return token

    def scan_plain(self) -> Any:
        """The token of a text without quotation marks."""
        start = end = self.get_mark()
        chunks: list[str] = []
        spaces: list[str] | None = []
        indent = self.indent + 1
        while self.peek() != "#":
            length = self._length_of_word(start)
            if not length:
                break
            self.allow_simple_key = False
            chunks += [*(spaces or ()), self.prefix(length)]
            self.forward(length)
            end = self.get_mark()
            spaces = self.scan_plain_spaces(indent, start)
            if not spaces or (not self.flow_level and self.column < indent):
                break
        return ScalarToken("".join(chunks), True, start, end)

    def _length_of_word(self, start: Any) -> int:
        """How many characters from here on belong to the text, up to a blank or what ends it."""
        length = 0
        while True:
            char = self.peek(length)
            after = self.peek(length + 1) if char == ":" else ""
            if char == ":" and self.flow_level and (after == "?" or after in _ENDS_IN_FLOW):
                self.forward(length)
                raise ScannerError("while scanning a plain scalar", start, "found unexpected ':'", self.get_mark())
            ends = char in _BLANKS or (char == ":" and after in _BLANKS)
            if ends or (self.flow_level and char in _ENDS_IN_FLOW):
                return length
            length += 1


def nesting_limit_of(error: yaml.YAMLError) -> Any:
    """The mark where libyaml refuses to nest deeper, if that is the error; ``None`` for any other error.

    libyaml stops at 1,000 levels since PyYAML 6.0.4. It scans ahead, so it may stop before it hands out an event.
    """
    return getattr(error, "problem_mark", None) if "nesting" in str(getattr(error, "problem", "")) else None


Parser: Any = getattr(yaml, "CLoader", OwnParser)
"""libyaml's parser where PyYAML was built with it, else ``OwnParser``."""
