"""The gallery of faults: each code's case with the lines that are wrong, what is printed, and the lines mended."""

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from medlofte.changes.gate.grade import Grade
from medlofte.changes.gate.kinds import KINDS
from medlofte.core.diagnostic import Code, LocatedDiagnostic
from medlofte.core.escaping import strip_asterisks
from medlofte.core.messages import Translator, msg
from medlofte.parsing import decoder, encoding, log_reader, schema, yaml_reader
from medlofte.reports import diff, validation
from medlofte.reports.validation import Look
from medlofte.validation import checker, privacy, rules
from tests.changes.gate.test_gate_cases import CASES as GATE_CASES
from tests.changes.gate.test_gate_cases import differences_in
from tests.support.explained import ABOUT_FILES, WITHOUT, Hunk, change_of, example_of, hunks_of, shown_lines
from tests.validation.test_cases import CASES, said_in

LOOK = Look(width=100, notes=True, quiet=True)
INTRODUCTION = {
    "sv": """# Fel och hur de rättas

Varje fel som kontrollen kan hitta, med raden som är fel, vad som skrivs på skärmen och raden som den ska vara.
Ett **fel** måste rättas innan siffror och dokument kan göras. En **varning** är en fråga: stämmer det verkligen? En
**anmärkning** är ett råd, och visas med `medlofte validate --notes`. Samma sak på skärmen: `medlofte explain` och
felets namn.

Kommunen i exemplen heter Exempelby och är påhittad. Sidan är gjord av programmet självt, ur de fall som det prövas med.
""",
    "en": """# Gallery of faults

Everything that `validate` can find, by subject: the lines that are wrong, what the terminal prints, and the lines
mended. An *error* stops figures and documents, a *warning* is probably a mistake, a *note* is advice and is shown with
`--notes`. `medlofte explain CODE` tells the same; [rules.md](rules.md) is the short list, by severity. På svenska:
[Fel och hur de rättas](sv/fel.md).

Exempelby is made up. The page is made from the program's own table and the test suite's cases; `pytest --update`
writes it.
""",
}
WORDS = {
    "sv": {
        "error": "Fel",
        "warning": "Varning",
        "note": "Anmärkning",
        "bad": "Så står det",
        "said": "Så säger kontrollen",
        "good": "Så ska det stå",
        "gone": "Det tas bort.",
        "before": "Så stod det",
        "now": "Så står det nu",
        "decision": "Ett nytt beslut som säger det går igenom",
        "without": "Det går inte att visa på några rader.",
        "rest": "Vad som inte stoppas, och hur varje ändring vägs, står i [the gate](../gate.md) (på engelska).",
    },
    "en": {
        "error": "Error",
        "warning": "Warning",
        "note": "Note",
        "bad": "As it stands",
        "said": "What is said",
        "good": "As it should be",
        "gone": "It is taken away.",
        "before": "As it stood",
        "now": "As it stands now",
        "decision": "A new decision that says so lets it through",
        "without": "This can't be shown in a few lines.",
        "rest": "What is not stopped, and how every kind of change weighs, stands in [the gate](gate.md).",
    },
}
SUBJECTS = {
    "sv": (
        *("Personuppgifter", "Löftet", "Aktiviteter och mål", "Loggen", "Siffror som inte går ihop"),
        *("Ord och värden", "Hur texten är skriven", "Filer"),
    ),
    "en": (
        *("Personal data", "The promise", "Activities and targets", "The log", "Figures that don't agree"),
        *("Keys and values", "How the text is written", "Files"),
    ),
}
CHANGES = {"sv": "Ändringar i ett antaget löfte", "en": "Changes to an adopted promise"}


def rooms() -> Iterator[tuple[Code, ...]]:
    """The codes by subject, in the order of ``SUBJECTS``: each subject is what a room or two looks for."""

    def of(room: str) -> tuple[Code, ...]:
        return tuple(rule.code for rule in rules.RULES if rule.check.__module__.endswith(f".{room}"))

    yield (*privacy.CODES, *of("persons"))
    yield of("promise")
    yield of("activities")
    yield (*log_reader.CODES, *of("entries"))
    yield of("figures")
    yield (*schema.CODES, *decoder.CODES)
    yield (*yaml_reader.CODES, *encoding.CODES)
    yield checker.OWN_CODES


def page(translator: Translator) -> str:
    """The whole page in the voice's language."""
    words = WORDS[translator.language]
    parts = [INTRODUCTION[translator.language]]
    for subject, codes in zip(SUBJECTS[translator.language], rooms(), strict=True):
        parts.append(f"## {subject}\n")
        parts += (part for code in codes for part in fault(code, translator))
    parts += (f"## {CHANGES[translator.language]}\n", f"{words['rest']}\n")
    stopped = [kind for kind in KINDS if kind.grade in (Grade.WEAKER, Grade.UNCLEAR)]
    parts += (part for kind in stopped for part in change(kind.code, translator))
    return "\n".join(parts)


def fault(code: Code, translator: Translator) -> Iterator[str]:
    """A fault in a file."""
    words = WORDS[translator.language]
    yield from heading(code, translator)
    if code.name in WITHOUT:
        yield f"{words['without']}\n"
        return
    bad, good = example_of(code.name)
    yield block(words["bad"], bad, "yaml")
    yield block(words["said"], said_of(code, translator), "text")
    yield block(words["good"], good, "yaml") if good else f"{words['gone']}\n"


def change(code: Code, translator: Translator) -> Iterator[str]:
    """A change that is stopped or asked about."""
    words = WORDS[translator.language]
    yield from heading(code, translator)
    if code.name not in ABOUT_FILES:
        sides = change_of(code.name)
        yield from (block(words[side], sides[side], "yaml") for side in ("before", "now") if sides[side])
    yield block(words["said"], told_of(code, translator), "text")
    if code.name not in ABOUT_FILES and sides["decision"]:
        yield block(words["decision"], sides["decision"], "yaml")


def heading(code: Code, translator: Translator) -> Iterator[str]:
    """The code, how grave it is, and what it means."""
    yield f"### {code.name}\n"
    yield f"*{WORDS[translator.language][code.severity.word]}.* {strip_asterisks(translator(msg(code.about)))}\n"


def block(title: str, text: str, language: str) -> str:
    """A block of text under its title."""
    return f"{title}:\n\n```{language}\n{text}\n```\n"


def said_of(code: Code, translator: Translator) -> str:
    """What ``validate`` prints of the fault that the example mends, in the case as a user could have written it."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(shutil.copytree(CASES / code.name, Path(folder, code.name)))
        for path in copy.rglob("*.y*ml"):
            path.write_bytes(b"\n".join(shown_lines(path)))
        said = [each for each in said_in(copy) if each.code == code.name]
    shown = next((each for each in said if is_about(each, hunks_of(code.name)[0])), said[0])
    printed = validation.render("text", validation.ValidationReport((shown,), promises=1, files=1), translator, LOOK)
    return printed.split("\n\n", 1)[1].rsplit("\n\n", 1)[0]


def is_about(each: LocatedDiagnostic, hunk: Hunk) -> bool:
    """Whether that is said of the lines that the example mends."""
    path, number = hunk.place
    return each.path == path and number <= each.span.start.line < number + len(hunk.bad)


def told_of(code: Code, translator: Translator) -> str:
    """What ``diff`` prints of the first change of the kind."""
    first = next(each for each in differences_in(GATE_CASES / code.name) if each.diagnostic.code == code.name)
    printed = diff.render("text", diff.DiffReport((first,), "main"), translator, LOOK)
    return printed.split("\n\n", 1)[1].split("\n\n", 1)[0].strip("\n")
