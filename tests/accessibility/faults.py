"""Faults put into the good page one at a time, and what the judge must say of each: view/check/rule, and no more."""

from collections.abc import Iterable
from typing import NamedTuple

POLICY = (
    '<meta http-equiv="Content-Security-Policy" '
    "content=\"default-src 'none'; style-src 'unsafe-inline'; img-src data:\">\n"
)
FOOTER = "</footer>"
SCROLLER = '<section class="wide" tabindex="0" aria-label="Tabell över aktiviteter">'
INDICATOR = ":focus-visible { outline: 3px solid var(--link); outline-offset: 2px }"
PICTURE = '<img src="https://example.org/vapen.png" alt="Vapen">'
PHONE = ("320 px", "320 px, text spacing")


class Fault(NamedTuple):
    """What is replaced by what in the good page, and the findings that it must have."""

    changes: tuple[tuple[str, str], ...]
    findings: frozenset[str]

    def put_into(self, page: str) -> str:
        """The page with the fault. Each text to replace stands in it once."""
        for old, new in self.changes:
            assert page.count(old) == 1, old
            page = page.replace(old, new)
        return page


def _fault(*changes: tuple[str, str], findings: Iterable[str]) -> Fault:
    return Fault(changes, frozenset(findings))


def _axe(finding: str) -> list[str]:
    return [f"{view}/{finding}" for view in ("light", "dark", "320 px")]


def _schemes(finding: str) -> list[str]:
    return [f"{view}/{finding}" for view in ("light", "dark")]


def _phone(*rules: str) -> list[str]:
    return [f"{view}/lost/{rule}" for view in PHONE for rule in rules]


FAULTS = {
    "no title of the page": _fault(
        ("<title>Medborgarlöfte för Exempelby</title>\n", ""),
        findings=["source/markup/element-required-content", *_axe("wcag/document-title")],
    ),
    "no language": _fault(
        (' lang="sv"', ""), findings=["source/markup/element-required-attributes", *_axe("wcag/html-has-lang")]
    ),
    "no alternative text": _fault(
        (FOOTER, '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" width="40" height="40">' + FOOTER),
        findings=["source/markup/wcag/h37", *_axe("wcag/image-alt")],
    ),
    "picture without title": _fault(
        ('<title id="bar">44 av 200 tillfällen</title>', ""),
        findings=[*_axe("wcag/svg-img-alt"), *_schemes("undecided/aria-valid-attr-value")],
    ),
    "faint on a shape in a picture": _fault(
        ('font-size="14" fill="#fff"', 'font-size="14" fill="#333"'), findings=_axe("wcag/contrast-in-picture")
    ),
    "faint in a picture in the dark": _fault(
        (".count { fill: var(--ink) }", ".count { fill: #333 }"), findings=["dark/wcag/contrast-in-picture"]
    ),
    "faint in the dark": _fault(("--quiet: #bbb", "--quiet: #444"), findings=["dark/wcag/color-contrast"]),
    "heading jump": _fault(
        ('<h2 id="how">Hur det går</h2>', '<h4 id="how">Hur det går</h4>'), findings=_axe("best-practice/heading-order")
    ),
    "two main headings": _fault(
        ('<h2 id="how">Hur det går</h2>', '<h1 id="how">Hur det går</h1>'),
        findings=["light/structure/one-h1"],
    ),
    "heading of a column without scope": _fault(
        ('<th scope="col">Status</th>', "<th>Status</th>"), findings=["source/markup/wcag/h63"]
    ),
    "heading of a column without text": _fault(
        ('<th scope="col">Status</th>', '<th scope="col"></th>'), findings=_axe("best-practice/empty-table-header")
    ),
    "table without caption": _fault(
        ("<caption>Vad som är gjort till och med den 31 mars 2026</caption>\n", ""),
        findings=["light/structure/table-caption"],
    ),
    "too wide for a phone": _fault(
        (".quiet {", ".quiet { min-width: 30rem;"), findings=[*_phone("sideways"), "320 px, text spacing/lost/beyond"]
    ),
    "table without a scroller": _fault((SCROLLER, "<section>"), findings=_phone("sideways", "beyond")),
    "scroller without keyboard": _fault(
        (SCROLLER, '<section class="wide">'),
        findings=[*_phone("scroller"), "320 px/wcag/scrollable-region-focusable"],
    ),
    "cut on a phone": _fault(
        (".quiet {", "h1 { overflow: hidden; white-space: nowrap; text-overflow: ellipsis } .quiet {"),
        findings=_phone("clipped"),
    ),
    "cut when text is large": _fault(
        (".quiet {", ".quiet { height: 30px; overflow: hidden } .quiet {"),
        findings=["1280 px, text 200 %/lost/clipped", "320 px, text spacing/lost/clipped"],
    ),
    "lying over each other": _fault(
        (".quiet {", "footer { margin-top: -2.5rem; padding: 0 } footer p { margin: 0 } .quiet {"),
        findings=[
            *(f"{view}/lost/overlap" for view in ("1280 px", "1280 px, text 200 %", "640 px", "320 px")),
            *_schemes("undecided/color-contrast"),
        ],
    ),
    "text that does not grow": _fault(
        (".quiet {", "footer p { font-size: 16px } .quiet {"), findings=["1280 px, text 200 %/lost/fixed-size"]
    ),
    "no focus indicator": _fault(
        (INDICATOR, ":focus-visible { outline: none }"), findings=_schemes("keyboard/focus-unseen")
    ),
    "focus indicator faint in the dark": _fault(
        (INDICATOR, ":focus-visible { outline: 3px solid #0b2f4a }"), findings=["dark/keyboard/focus-faint"]
    ),
    "a shadow is a focus indicator too": _fault(
        (INDICATOR, ":focus-visible { outline: none; box-shadow: 0 0 0 3px var(--link) }"), findings=[]
    ),
    "order by tabindex": _fault(
        ('<li><a href="good.html#how">', '<li><a tabindex="1" href="good.html#how">'),
        findings=[*_axe("best-practice/tabindex"), *_schemes("keyboard/order")],
    ),
    "shown in another order": _fault(
        ("nav ul { display: flex;", "nav ul { display: flex; flex-direction: row-reverse;"),
        findings=_schemes("keyboard/order"),
    ),
    "keyboard trap": _fault(
        (POLICY, ""),
        ("<summary>", '<summary onkeydown="event.preventDefault()">'),
        findings=_schemes("keyboard/trap"),
    ),
    "picture from elsewhere": _fault(
        (POLICY, ""), (FOOTER, PICTURE + FOOTER), findings=["light/requests/image", "light/console/error"]
    ),
    "picture from elsewhere that is not allowed": _fault((FOOTER, PICTURE + FOOTER), findings=["light/console/error"]),
    "text by script": _fault(
        (POLICY, ""),
        ("</main>", '<script>document.write("<p>Bara med skript.</p>")</script></main>'),
        findings=["light/script/text"],
    ),
    "script that fails": _fault(
        (POLICY, ""), (FOOTER, f"{FOOTER}<script>undefined.length</script>"), findings=["light/console/exception"]
    ),
}
