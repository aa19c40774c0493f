"""The spine: what happens to one promise and its logs, from bytes to a value and everything said on the way.

``check_promise`` tells the story of one promise. Shape comes before meaning: no rule meets one of the wrong shape.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from medlofte.core.diagnostic import (
    MOST_OF_A_KIND,
    Checked,
    Code,
    Finding,
    LocatedDiagnostic,
    Pointer,
    Related,
    Severity,
    in_order,
)
from medlofte.core.messages import Message, msg
from medlofte.core.record import Record
from medlofte.core.source import TOP, Route, Source, Span
from medlofte.core.suggestions import Suggester
from medlofte.model.entry import LoggedEntry
from medlofte.model.promise import Promise
from medlofte.parsing import decoder, encoding, log_reader, schema, yaml_reader
from medlofte.parsing.pipeline import (
    ParsedFile,
    ParsedLog,
    ParsedPromise,
    parse_file,
    parse_log,
    parse_promise,
    party_of,
)
from medlofte.parsing.repair import Fault
from medlofte.validation import privacy, rules
from medlofte.validation.rules import LoggedPromise, PartyLog

OWN_CODES = (
    Code("bad-id", Severity.ERROR, "A promise's id is its file name: small letters a–z, digits and hyphens."),
    Code("file-not-read", Severity.WARNING, "A file lies where promises or logs do, but nothing reads it."),
    Code(
        "log-without-promise", Severity.ERROR, "A log for a promise that isn't here: its entries would count nowhere."
    ),
    Code("more-faults", Severity.WARNING, "The file has more problems of this kind than are shown; fix these first."),
    Code("unreadable-file", Severity.ERROR, "The file could not be opened and read."),
)

CODES: Mapping[str, Code] = {
    code.name: code
    for code in (
        *OWN_CODES,
        *privacy.CODES,
        *encoding.CODES,
        *yaml_reader.CODES,
        *schema.CODES,
        *decoder.CODES,
        *log_reader.CODES,
        *rules.CODES,
    )
}
"""Every code that a diagnostic about promises, logs or settings can have."""

Text = yaml_reader.ParsedYaml | log_reader.LogText
"""A text that knows where its values stand."""

_ID_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-")
_TO_ASCII = str.maketrans({"å": "a", "ä": "a", "ö": "o", "é": "e", "ü": "u", " ": "-", "_": "-", ".": "-"})


class ProjectFile(Record):
    """A file of the project: its path from the root with forward slashes, and its bytes, or why there are none."""

    path: str
    data: bytes = b""
    unreadable: Message | None = None


class PromiseFiles(Record):
    """A promise's file and the files of its logs, as they lie on disk."""

    promise: ProjectFile
    logs: tuple[ProjectFile, ...] = ()

    @property
    def id(self) -> str:
        """The promise's id: its file name without the ending."""
        return id_of(self.promise.path)


def id_of(path: str) -> str:
    """The id that a promise's path gives it."""
    return path.rsplit("/", 1)[-1].removesuffix(".yaml")


def is_id(text: str) -> bool:
    """Whether a promise can have the id: small letters a–z, digits, and single hyphens between them."""
    return bool(text) and _ID_CHARACTERS.issuperset(text) and text.strip("-") == text and "--" not in text


def as_id(text: str) -> str:
    """The id nearest to a text; empty when there is no letter or digit in it that an id can have."""
    parts = text.lower().translate(_TO_ASCII)
    return "-".join(part for part in "".join(each for each in parts if each in _ID_CHARACTERS).split("-") if part)


class ProjectLayout(Record):
    """Which files under ``promises/`` are promises, which are logs of which, and what is said about the others."""

    promises: Mapping[str, str]
    logs: Mapping[str, tuple[str, ...]]
    diagnostics: tuple[LocatedDiagnostic, ...] = ()


def lay_out(paths: Iterable[str], folder: str = "promises") -> ProjectLayout:
    """Sort the paths of all files under the folder: promises by id, logs by promise, and what nobody reads."""
    places: dict[str, list[str]] = {}
    for path in sorted(paths):
        if "/." not in path:
            places.setdefault(path[: path.rindex("/")], []).append(path)
    promises = {id_of(path): path for path in places.get(folder, ()) if path.endswith(".yaml")}
    known = Suggester(sorted(promises))
    logs: dict[str, tuple[str, ...]] = {}
    said: list[LocatedDiagnostic] = []
    for place, here in places.items():
        id = place.removeprefix(f"{folder}/")
        read = [path for path in here if path.endswith(".yaml")] if place == folder or id in promises else []
        if read and place != folder:
            logs[id] = tuple(sorted(read, key=_parts_of_name))
        if len(read) < len(here):
            said += _not_among(sorted(set(here).difference(read)), known, folder)
    return ProjectLayout(promises, logs, tuple(in_order(said)))


def _parts_of_name(path: str) -> str:
    """What logs are ordered by, part by part: ``polis.yaml`` comes before ``polis.2026-03.yaml``."""
    return path.removesuffix(".yaml").replace(".", "\0")


def _not_among(paths: Iterable[str], known: Suggester, folder: str) -> Iterator[LocatedDiagnostic]:
    """What is said about files that are neither promises nor logs of one."""
    for path in paths:
        parts = path.removeprefix(f"{folder}/").split("/")
        yield from privacy.in_path(path)
        if path.endswith(".yaml") and len(parts) == 2:
            yield _log_without_promise(path, parts[0], known, folder)
        elif not path.endswith((".md", ".rest")):
            yield _not_read(path, len(parts), folder)


def _log_without_promise(path: str, id: str, known: Suggester, folder: str) -> LocatedDiagnostic:
    near = known.suggest(id)
    hint = (
        msg("Did you mean {key}?", key=near)
        if near
        else msg("Write the promise in {path}.", path=f"{folder}/{id}.yaml")
    )
    return _about_file("log-without-promise", path, msg("There is no promise {id} for this log.", id=id), hint)


def _not_read(path: str, depth: int, folder: str) -> LocatedDiagnostic:
    hint = msg("Promises are {folder}/<id>.yaml, logs {folder}/<id>/<party>.yaml.", folder=folder)
    if depth > 2:
        return _about_file("file-not-read", path, msg("The file lies too deep to be read."), hint)
    if path.lower().endswith((".yml", ".yaml")):
        hint = msg("Rename it to end in .yaml.")
    return _about_file("file-not-read", path, msg("The file is not read."), hint)


def _the_first(diagnostics: Iterable[LocatedDiagnostic]) -> tuple[LocatedDiagnostic, ...]:
    """The diagnostics in order, of each file and severity the first fifty, and a warning where there are more."""
    kept: list[LocatedDiagnostic] = []
    numbers: dict[tuple[str, Severity], int] = {}
    for each in in_order(diagnostics):
        number = numbers[each.path, each.severity] = numbers.get((each.path, each.severity), 0) + 1
        if number <= MOST_OF_A_KIND:
            kept.append(each)
        elif number == MOST_OF_A_KIND + 1 and each.severity is not Severity.NOTE:
            kept.append(more_faults(each))
    return tuple(in_order(kept))


def more_faults(first: LocatedDiagnostic) -> LocatedDiagnostic:
    """What is said in place of a file's diagnostics of one severity that are not shown, of which this is the first."""
    message = msg("Only the first {n} of this kind are shown for this file.", n=MOST_OF_A_KIND)
    hint = msg("Fix those that are shown, and run again.")
    code = CODES["more-faults"]
    return LocatedDiagnostic(
        code.name, code.severity, message, first.path, first.span, hint, first.route, (), first.line
    )


def _about_file(code: str, path: str, message: Message, hint: Message | None) -> LocatedDiagnostic:
    return LocatedDiagnostic(code, CODES[code].severity, message, path, TOP, hint)


class ParsedBundle(Record):
    """What the files of a bundle hold, in their order; nothing in place of one that could not be opened."""

    promise: ParsedPromise | None
    logs: tuple[ParsedLog | None, ...]


def parse(bundle: PromiseFiles) -> ParsedBundle:
    """Read the files of a bundle."""
    file = bundle.promise
    promise = parse_promise(bundle.id, file.path, file.data) if file.unreadable is None else None
    logs = (parse_log(each.path, each.data) if each.unreadable is None else None for each in bundle.logs)
    return ParsedBundle(promise, tuple(logs))


def check_promise(
    bundle: PromiseFiles,
    known_ids: frozenset[str] = frozenset(),
    min_reported: Severity = Severity.NOTE,
    min_checked: Severity = Severity.NOTE,
    parsed: ParsedBundle | None = None,
) -> Checked[LoggedPromise]:
    """The promise with its entries, and everything wrong with them, by place.

    What is less grave than ``min_reported`` is only counted. Rules less grave than ``min_checked`` are not asked,
    so what they would find is not counted either. ``parsed`` is what the bundle was read to, where somebody has
    done that.

    There is a value when the promise has the right shape. When anything said is an error, its figures can't be
    trusted, and nothing may be made from them.
    """
    parsed = parsed or parse(bundle)
    checking = DiagnosticCollector(min_reported)
    _check_id(checking, bundle)
    promise = _check_promise_file(checking, bundle.promise, parsed.promise)
    is_whole = not any(each.severity is Severity.ERROR for each in checking.diagnostics)
    logged = [each for log in zip(bundle.logs, parsed.logs) for each in _check_log(checking, *log)]
    if promise is None:
        return Checked(None, _the_first(checking.diagnostics), checking.only_counted)
    log_files = tuple(PartyLog(file.path, party_of(file.path)) for file in bundle.logs)
    dossier = LoggedPromise(promise, log_files, tuple(logged), known_ids, is_whole)
    for rule in (rule for rule in rules.RULES if rule.severity >= min_checked):
        for finding in rule.check(dossier):
            checking.add_by_rule(rule.code.name, finding)
    return Checked(dossier, _the_first(checking.diagnostics), checking.only_counted)


def check_settings(file: ProjectFile) -> Checked[Mapping[str, Any]]:
    """The settings of ``medlofte.yaml``, and everything wrong with them."""
    checking = DiagnosticCollector()
    checking.say_of_file(file)
    if file.unreadable is not None:
        return Checked(None, tuple(checking.diagnostics))
    parsed = parse_file("config", file.path, file.data)
    checking.say_of_values(file.path, parsed)
    if parsed.tree is None:
        return Checked(None, tuple(checking.diagnostics))
    return Checked(parsed.plain if isinstance(parsed.plain, dict) else {}, _the_first(checking.diagnostics))


class DiagnosticCollector:
    """What has been said so far, and where things stand in the files read so far; the promise's own path is ``""``."""

    def __init__(self, min_reported: Severity = Severity.NOTE) -> None:
        self.min_reported = min_reported
        self.diagnostics: list[LocatedDiagnostic] = []
        self.only_counted: dict[Severity, int] = {}
        self.texts: dict[str, Text] = {}
        self.faulty_routes: dict[str, set[Route]] = {}
        self.kept_per_file: dict[tuple[str, Severity], int] = {}
        self.faulty_parents: dict[str, set[Route]] = {}

    def say_of_file(self, file: ProjectFile) -> None:
        """Say what is wrong with the file's path, and if it could not be opened."""
        self.diagnostics += privacy.in_path(file.path)
        if file.unreadable is not None:
            self.diagnostics.append(_about_file("unreadable-file", file.path, file.unreadable, None))

    def say_of_text(self, name: str, kind: str, parsed: ParsedFile | ParsedLog, text: Text | None) -> None:
        """Say what is wrong with a file before its schema: as text, as YAML, and in what it hides."""
        if parsed.source is not None:
            self.diagnostics += privacy.in_text(parsed.source, kind)
        self.diagnostics += parsed.diagnostics
        if text is not None:
            self.texts[name] = text
            self.faulty_routes[name] = set(text.faulty)
            if "\\" in text.source.text:
                values = text.value if isinstance(text, yaml_reader.ParsedYaml) else [row.value for row in text.rows]
                self.look_behind_escapes(name, values, text.source)

    def say_of_values(self, name: str, parsed: ParsedFile) -> None:
        """Say all that is wrong with a promise or the settings as such a file."""
        self.say_of_text(name, parsed.kind, parsed, parsed.tree)
        self.say_all(name, parsed.faults)
        if parsed.tree is not None:
            self.faulty_routes[name].update(parsed.repaired)

    def say_all(self, name: str, faults: Iterable[Fault]) -> None:
        """Say what is wrong with values of the file."""
        for code, finding in faults:
            self.add(code, _in(name, finding))

    def look_behind_escapes(self, name: str, value: Any, source: Source) -> None:
        """Say which values and keys hold a personal number that the file's text hides; their line is not shown."""
        code = "personal-number"
        shown = {each.span.start.line for each in self.diagnostics if each.code == code and each.path == source.path}
        for finding in privacy.in_values(value):
            at = _in(name, finding)
            span, path, _ = self._place(at.at)
            if not any(span.start.line <= line <= span.end.line for line in shown):
                self.diagnostics.append(
                    LocatedDiagnostic(
                        code, CODES[code].severity, finding.message, path, span, finding.hint, finding.at.route
                    )
                )

    def add(self, code: str, finding: Finding) -> None:
        """Locate a finding and keep it, unless something has been said about its place already."""
        at = finding.at
        faulty = self.faulty_routes.get(at.path, ())
        if any(at.route[:length] in faulty for length in range(len(at.route) + 1)):
            return
        self._keep(code, finding)

    def add_by_rule(self, code: str, finding: Finding) -> None:
        """As ``add``, but also held back when something has been said about a part of what it points at."""
        at = finding.at
        if at.path not in self.faulty_parents:
            routes = self.faulty_routes.get(at.path, ())
            self.faulty_parents[at.path] = {route[:length] for route in routes for length in range(1, len(route) + 1)}
        if at.route not in self.faulty_parents[at.path]:
            self.add(code, finding)

    def _keep(self, code: str, finding: Finding) -> None:
        at = finding.at
        severity = CODES[code].severity
        if severity < self.min_reported:
            self.only_counted[severity] = self.only_counted.get(severity, 0) + 1
            return
        kept = self.kept_per_file[at.path, severity] = self.kept_per_file.get((at.path, severity), 0) + 1
        if kept > MOST_OF_A_KIND + 1:
            return
        span, path, line = self._place(at)
        related = tuple(
            Related(other_path, other, message, other_line)
            for pointer, message in finding.related
            for other, other_path, other_line in [self._place(pointer)]
        )
        self.diagnostics.append(
            LocatedDiagnostic(code, severity, finding.message, path, span, finding.hint, at.route, related, line)
        )

    def _place(self, at: Pointer) -> tuple[Span, str, str]:
        text = self.texts.get(at.path)
        if text is None:
            return TOP, at.path, ""
        span = text.key_span(at.route) if at.on_key else text.span(at.route)
        return span, text.source.path, text.source.line(span.start.line)


def _in(name: str, finding: Finding) -> Finding:
    return Finding(Pointer(finding.at.route, name, finding.at.on_key), finding.message, finding.hint, finding.related)


def _check_id(checking: DiagnosticCollector, bundle: PromiseFiles) -> None:
    id = bundle.id
    if not is_id(id):
        message = msg("{id} can't be the id of a promise.", id=id)
        hint = msg("Rename the file to {name}.", name=f"{as_id(id) or 'kommun-2026'}.yaml")
        checking.diagnostics.append(_about_file("bad-id", bundle.promise.path, message, hint))


def _check_promise_file(
    checking: DiagnosticCollector, file: ProjectFile, parsed: ParsedPromise | None
) -> Promise | None:
    checking.say_of_file(file)
    if parsed is None:
        return None
    checking.say_of_values("", parsed.file)
    checking.say_all("", parsed.faults)
    return parsed.promise


def _check_log(checking: DiagnosticCollector, file: ProjectFile, parsed: ParsedLog | None) -> list[LoggedEntry]:
    checking.say_of_file(file)
    if parsed is None:
        return []
    checking.say_of_text(file.path, "log", parsed, parsed.text)
    checking.say_all(file.path, parsed.faults)
    return parsed.logged
