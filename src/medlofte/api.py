"""What a script needs: what the command line does, as functions that return values and print nothing.

Its names are public through ``import medlofte`` and are listed there. Dates are arguments here, also today's.
"""

from __future__ import annotations

from builtins import id as identity
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any, Literal, overload

from medlofte.core import diagnostic as _diagnostic
from medlofte.core.dates import DateSpan
from medlofte.core.diagnostic import in_order
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line, json_value
from medlofte.core.messages import LANGUAGES, Translator, Verbatim, msg
from medlofte.core.record import Record
from medlofte.core.source import Span
from medlofte.due import Obligation
from medlofte.model.entry import KEYS, LoggedEntry
from medlofte.model.promise import Decision, Municipality, Number, Period, Promise
from medlofte.progress import tally as _tally
from medlofte.progress.disclosure import public as _public
from medlofte.progress.forecast import Forecast
from medlofte.progress.pace import Speed
from medlofte.progress.tally import Deviation, PartDone
from medlofte.progress.target import Elapsed
from medlofte.project import workspace
from medlofte.project.context import Context, no_promise, translator_for
from medlofte.project.workspace import PROMISES, Workspace
from medlofte.reports import list as _list
from medlofte.reports.progress import ProgressReportOptions
from medlofte.reports.progress import json as _json
from medlofte.reports.validation.fingerprint import fingerprints
from medlofte.validation import checker, rules

Language = Literal["sv", "en"]


class RelatedPlace(Record):
    """Another place that belongs to a diagnostic, and what is there."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    message: str

    def to_dict(self) -> dict[str, Any]:
        """As an object of ``validate --format json``."""
        return {"path": self.path, **_span_dict(self), "message": self.message}


class Diagnostic(Record):
    """Something that ``medlofte validate`` says: its code, how grave it is, in words, and where it stands.

    ``severity`` is error, warning or note. ``path`` is from the project's folder; ``line`` and ``column`` count from 1,
    and ``end_line`` and ``end_column`` are where it ends. ``route`` leads to the place in the file's data.
    ``fingerprint`` stays the same when lines above come and go.
    """

    code: str
    severity: str
    message: str
    hint: str | None
    path: str
    line: int
    column: int
    end_line: int
    end_column: int
    route: tuple[str | int, ...]
    related: tuple[RelatedPlace, ...]
    fingerprint: str

    def __str__(self) -> str:
        """On one line, as compilers say it; safe to print."""
        return f"{escape_line(self.path)}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}"

    def to_dict(self) -> dict[str, Any]:
        """As an object of ``validate --format json``."""
        told = {
            "code": self.code,
            "severity": self.severity,
            "message": self.message,
            "hint": self.hint,
            "path": self.path,
            **_span_dict(self),
            "route": self.route,
            "related": [each.to_dict() for each in self.related],
            "fingerprint": self.fingerprint,
        }
        return _plain(told)


class Dossier(Record):
    """A promise with the entries of all its logs, and what is said about its files.

    ``promise`` and the entries say what the files say, by the names of ``docs/format.md``. Texts are as somebody wrote
    them: escape them for where they go. ``root`` is the project's folder.
    """

    id: str
    promise: Promise
    entries: tuple[LoggedEntry, ...]
    diagnostics: tuple[Diagnostic, ...]
    root: Path

    def __repr__(self) -> str:
        """In a few words, for a notebook: all of it would be as long as the logs."""
        return f"<{type(self).__name__} {self.id!r}, entries: {len(self.entries)}>"

    @property
    def has_errors(self) -> bool:
        """Whether anything said is an error. No figure and no document is made then."""
        return _has_errors(self.diagnostics)

    def to_dict(self) -> dict[str, Any]:
        """As an object of ``list --format json``: what there is of the promise, in numbers."""
        errors = sum(each.severity == "error" for each in self.diagnostics)
        return _plain(_list.value_of(_list.list_item(self.id, self.promise, self.entries, errors)))


class Project(Record):
    """The promises of a folder, in the order of their ids; iterating gives each, and ``project[id]`` one of them.

    ``ids`` also holds those whose file is no promise that could be read; of them there are only ``diagnostics``, which
    are all that is said about the project, its settings and stray files too.
    """

    root: Path
    ids: tuple[str, ...]
    dossiers: tuple[Dossier, ...]
    diagnostics: tuple[Diagnostic, ...]

    def __repr__(self) -> str:
        """In a few words, for a notebook: all of it would be as long as the logs."""
        return f"<{type(self).__name__} {str(self.root)!r}, promises: {len(self.dossiers)}>"

    @property
    def has_errors(self) -> bool:
        """Whether anything said is an error, about whatever file."""
        return _has_errors(self.diagnostics)

    def __iter__(self) -> Iterator[Dossier]:
        return iter(self.dossiers)

    def __len__(self) -> int:
        return len(self.dossiers)

    def __contains__(self, id: object) -> bool:
        """Whether the promise of that id is here and could be read."""
        return any(each.id == id for each in self.dossiers)

    def __getitem__(self, id: str) -> Dossier:
        """The promise of that id. Raises ``MedlofteError`` when there is none, or its file can't be read."""
        found = next((each for each in self.dossiers if each.id == id), None)
        if found is None:
            raise _unusable(id) if id in self.ids else no_promise(id, self.ids)
        return found


class ActivityProgress(Record):
    """How far an activity has come. Each field means what it does in ``progress --format json``, in ``docs/cli.md``.

    ``kind``, ``status`` and ``precision`` are words of that format. ``text`` is the figure in Swedish words.
    """

    id: str
    title: str
    focus_area: str | None
    responsible: tuple[str, ...]
    period: Period | None
    elapsed: Elapsed | None
    kind: str
    wanted: Number | None
    wanted_now: Number | None
    unit: str | None
    done: Number | None
    precision: str | None
    percent: int | None
    status: str
    by_party: Mapping[str, Number]
    of_which: tuple[PartDone, ...]
    results: Mapping[str, Number | str]
    assessed: str | None
    reason: str | None
    deviation: tuple[Deviation, ...]
    words: str | None
    pace: Speed | None
    forecast: Forecast | None
    text: str

    def to_dict(self) -> dict[str, Any]:
        """As an object of ``progress --format json``."""
        told = {
            **{name: getattr(self, name) for name in self._fields},
            "period": _json.period_of(self.period),
            "elapsed": _json.elapsed_of(self.elapsed),
            "of_which": [{"tag": part.tag, "wanted": part.wanted, "done": part.done} for part in self.of_which],
            "deviation": [{"date": d.date.text, "text": d.text, "instead": d.instead} for d in self.deviation],
            "pace": _json.pace_of(self.pace),
            "forecast": _json.forecast_of(self.forecast),
        }
        return _plain(told)


class Progress(Record):
    """How far a promise had come at the close of ``as_of``. ``later`` entries are dated after that day."""

    id: str
    title: str
    as_of: date
    period: Period | None
    elapsed: Elapsed | None
    later: int
    activities: tuple[ActivityProgress, ...]
    summary: Mapping[str, int]
    municipality: Municipality
    police_area: str | None
    status: str

    def to_dict(self) -> dict[str, Any]:
        """As an object of ``progress --format json``, but for ``chain``, which takes the promises before."""
        told = {
            "id": self.id,
            "title": self.title,
            "period": _json.period_of(self.period),
            "elapsed": _json.elapsed_of(self.elapsed),
            "later": self.later,
            "activities": [each.to_dict() for each in self.activities],
            "summary": dict(self.summary),
            "municipality": {"name": self.municipality.name, "code": self.municipality.code},
            "police_area": self.police_area,
            "status": self.status,
        }
        return _plain(told)


class Duty(Record):
    """Something that is owed of a promise. Each field means what it does in ``due --format json``, in ``docs/cli.md``.

    ``due`` are the days of a follow-up, and ``about`` the days of the promise that one which recurs is to report on.
    """

    promise: str
    kind: str
    severity: str
    activity: str | None
    day: date
    days: int
    due: DateSpan | None
    about: Period | None
    to: str | None
    form: str | None
    note: str | None
    message: str


class Due(Record):
    """What is owed of promises at the close of a day, or comes by ``until``, by promise and the gravest first."""

    as_of: date
    until: date
    duties: tuple[Duty, ...]
    _document: Mapping[str, Any]

    def __repr__(self) -> str:
        """In a few words, for a notebook."""
        return f"<{type(self).__name__} {self.as_of}, duties: {len(self.duties)}>"

    def to_dict(self) -> dict[str, Any]:
        """As ``due --format json``."""
        return _plain(self._document)


class Change(Record):
    """A change of a promise or a log, graded: its diagnostic, and the values before and after as the files have them.

    ``grade`` is weaker, unclear, stronger or neutral; ``decision`` is the one that approved it.
    """

    diagnostic: Diagnostic
    grade: str
    before: Any
    after: Any
    decision: Decision | None


class Comparison(Record):
    """What differs between two revisions; ``after`` is missing for what is on disk. ``summary`` counts all changes."""

    before: str
    after: str | None
    changes: tuple[Change, ...]
    summary: Mapping[str, int]
    _document: Mapping[str, Any]

    def __repr__(self) -> str:
        """In a few words, for a notebook."""
        return f"<{type(self).__name__} {self.before!r}, changes: {len(self.changes)}>"

    def to_dict(self) -> dict[str, Any]:
        """As ``diff --format json``."""
        return _plain(self._document)


class NewEntry(Record):
    """An entry that was logged: its line, its keys, and how far its activities have come with it.

    ``is_new`` is false when it had been logged before. ``notices`` ask about what was written all the same.
    """

    promise: str
    party: str
    path: str
    line: str
    ref: str
    entry: Mapping[str, Any]
    activities: tuple[ActivityProgress, ...]
    notices: tuple[str, ...]
    is_new: bool

    def to_dict(self) -> dict[str, Any]:
        """As plain values, by the names of the fields; the entry by the names of ``docs/format.md``."""
        told = {name: getattr(self, name) for name in self._fields}
        return _plain({**told, "activities": [each.to_dict() for each in self.activities]})


def load(path: str | PathLike[str] = ".", *, lang: Language = "sv") -> Project:
    """The project that a folder is in, or of one promise in it when ``path`` is its file or one of its logs.

    What is wrong in the files is in the project's ``diagnostics``, said in Swedish or, with ``lang="en"``, in English.
    Raises ``MedlofteError`` when there is no project, or the path is no promise of one.

    >>> import medlofte
    >>> project = medlofte.load("lofte")
    >>> [(dossier.id, dossier.promise.municipality.name) for dossier in project]
    [('exempelby-2026', 'Exempelby kommun')]
    >>> len(project["exempelby-2026"].entries) > 200
    True
    """
    space, asked = _place(Path(path))
    translator = _translator(_one_of("lang", lang, LANGUAGES))
    said = [] if asked else [*space.arrangement.diagnostics, *_about_settings(space)]
    ids = asked or tuple(sorted(space.ids))
    read = [(id, checker.check_promise(space.bundle(id), space.ids)) for id in ids]
    said = in_order((*said, *(each for _, checked in read for each in checked.diagnostics)))
    in_words = dict(zip(map(identity, said), _in_words(said, translator), strict=True))
    dossiers = []
    for id, checked in read:
        if checked.value is not None:
            about = tuple(in_words[identity(each)] for each in checked.diagnostics)
            dossiers.append(Dossier(id, checked.value.promise, tuple(checked.value.logged), about, space.root))
    return Project(space.root, ids, tuple(dossiers), tuple(in_words.values()))


def check(path: str | PathLike[str] = ".", *, lang: Language = "sv") -> tuple[Diagnostic, ...]:
    """Everything that ``medlofte validate`` says about the project or the promise, notes too.

    Raises ``MedlofteError`` as ``load`` does.

    >>> import medlofte
    >>> [str(fault) for fault in medlofte.check("lofte", lang="en") if fault.severity == "error"]
    []
    """
    return load(path, lang=lang).diagnostics


def progress_of(dossier: Dossier, as_of: date, *, public: bool = False) -> Progress:
    """How far each activity of a promise had come at the close of a day.

    With ``public`` small numbers of persons are left out, as they are on the citizens' pages: use it for what you
    publish. Raises ``MedlofteError`` when the promise has an error: a plausible wrong figure is worse than none.

    >>> import medlofte
    >>> from datetime import date
    >>> dossier = medlofte.load("lofte")["exempelby-2026"]
    >>> figures = medlofte.progress_of(dossier, date(2026, 6, 30))
    >>> [(each.id, each.done, each.wanted) for each in figures.activities if each.status == "behind"]
    [('faltarbete', 192, 400), ('trafikkontroll', 24, 52)]
    """
    _refuse_errors(dossier)
    day = _day(as_of)
    whole = _tally.progress_of(dossier.promise, dossier.entries, day)
    shown = _public(whole) if public else whole
    setting = ProgressReportOptions(day, _translator("sv"), public=public)
    return Progress(
        id=dossier.id,
        title=dossier.promise.title,
        as_of=day,
        period=dossier.promise.period,
        elapsed=whole.elapsed,
        later=whole.later,
        activities=tuple(_activity(*tallies, setting) for tallies in zip(shown.tallies, whole.tallies)),
        summary={status.value: number for status, number in whole.summary.items()},
        municipality=dossier.promise.municipality,
        police_area=dossier.promise.police_area,
        status=dossier.promise.status,
    )


@overload
def render(
    dossier: Dossier,
    document: str,
    as_of: date,
    *,
    format: Literal["md", "html"] = "md",
    by: str | None = None,
    template: str | PathLike[str] | None = None,
) -> str: ...
@overload
def render(
    dossier: Dossier,
    document: str,
    as_of: date,
    *,
    format: Literal["docx", "pdf"],
    by: str | None = None,
    template: str | PathLike[str] | None = None,
) -> bytes: ...
def render(
    dossier: Dossier,
    document: str,
    as_of: date,
    *,
    format: str = "md",
    by: str | None = None,
    template: str | PathLike[str] | None = None,
) -> str | bytes:
    """A document of a promise: a text as Markdown or HTML, bytes as Word or PDF.

    ``document`` is memo, followup, interpellation or page. ``by`` parts a follow-up's figures by tertial, quarter or
    month; ``template`` is a file to use in place of the document's own. The project's ``templates/`` and what git knows
    of it are used as by ``medlofte render``. Raises ``MedlofteError`` when the promise has an error, a template is at
    fault, or the format needs an extra that is not installed.

    >>> import medlofte
    >>> from datetime import date
    >>> dossier = medlofte.load("lofte")["exempelby-2026"]
    >>> print(medlofte.render(dossier, "page", date(2026, 6, 30)).splitlines()[0])
    # Medborgarlöfte för Exempelby 2026
    """
    from medlofte.documents import DOCUMENTS
    from medlofte.documents.followup import PARTS
    from medlofte.publishing import PUBLISHERS
    from medlofte.rendering.pipeline import RenderRequest, make

    _refuse_errors(dossier)
    order = RenderRequest(
        document=_one_of("document", document, DOCUMENTS),
        format=_one_of("format", format, PUBLISHERS),
        day=_day(as_of),
        by=None if by is None else _one_of("by", by, PARTS),
        template=None if template is None else Path(template),
    )
    made = make(Context(dossier.root), order, [_dossier(dossier)])[0].data
    return made.decode() if order.format in ("md", "html") else made


def duties_of(project: Project, as_of: date, *, within: str = "60d", lang: Language = "sv") -> Due:
    """What is owed of the project's promises at the close of a day, or comes ``within`` a time: 60d, 8w or 3m.

    Raises ``MedlofteError`` when a promise has an error.

    >>> import medlofte
    >>> from datetime import date
    >>> owed = medlofte.duties_of(medlofte.load("lofte"), date(2026, 6, 30))
    >>> sorted({duty.kind for duty in owed.duties})
    ['activity-silent']
    """
    from medlofte.due import SILENCE_DAYS, obligations, until_of
    from medlofte.reports.due.json import document_of
    from medlofte.reports.due.view import DueReportOptions, Owing

    _require_valid(project)
    day, translator = _day(as_of), _translator(_one_of("lang", lang, LANGUAGES))
    until = until_of(day, within)
    silence = Context(project.root).settings.get("due", {}).get("silence_days", SILENCE_DAYS)
    owing = [Owing(each.promise, obligations(_dossier(each), day, until, silence)) for each in project.dossiers]
    found = tuple(_duty(each, day, translator) for owed in owing for each in owed.duties)
    return Due(day, until, found, document_of(owing, translator, DueReportOptions(day, until)))


def _duty(duty: Obligation, as_of: date, translator: Translator) -> Duty:
    followup = duty.followup
    return Duty(
        promise=duty.promise,
        kind=duty.kind.value,
        severity=duty.kind.severity.word,
        activity=duty.activity,
        day=duty.day,
        days=(as_of - duty.day).days,
        due=duty.due,
        about=duty.about,
        to=followup.to if followup else None,
        form=followup.form if followup else None,
        note=followup.note if followup else None,
        message=translator.plain(duty.message),
    )


def compare(path: str | PathLike[str] = ".", ref: str | None = None, *, lang: Language = "sv") -> Comparison:
    """What changed in a project's promises since a revision, or between two: A..B, or A...B from their merge base.

    Without ``ref`` it is the default branch. Raises ``MedlofteError`` where git can't tell.

    >>> import medlofte
    >>> medlofte.compare("lofte", "HEAD").changes
    ()
    """
    from medlofte.project.revisions import compare_with
    from medlofte.reports.diff.json import document_of

    space, _ = _place(Path(path))
    translator = _translator(_one_of("lang", lang, LANGUAGES))
    report = compare_with(space, ref)
    document = document_of(report, translator)
    in_words = _in_words([each.diagnostic for each in report.differences_shown], translator)
    changes = tuple(
        Change(about, each.grade.word, each.before, each.after, each.decision)
        for about, each in zip(in_words, report.differences_shown, strict=True)
    )
    return Comparison(report.before, report.after, changes, document["summary"], document)


def export(project: Project, as_of: date, *, format: str = "json") -> dict[str, bytes]:
    """The project's promises as open data: each file's bytes by its name. Drafts are left out.

    ``format`` is json, csv, csv-sv, xlsx, parquet or dcat. Raises ``MedlofteError`` when a promise has an error, or an
    extra or a setting is missing.

    >>> import medlofte
    >>> from datetime import date
    >>> sorted(medlofte.export(medlofte.load("lofte"), date(2026, 6, 30), format="csv"))
    ['activities.csv', 'datapackage.json', 'entries.csv', 'promises.csv']
    """
    from medlofte.opendata import FORMATS
    from medlofte.project.open_data import export as files_of

    _require_valid(project)
    published = [_dossier(each) for each in project.dossiers if each.promise.status != "draft"]
    return files_of(Context(project.root), published, _one_of("format", format, FORMATS), _day(as_of))


def log_entry(
    path: str | PathLike[str],
    promise: str,
    activity: str,
    entry: Mapping[str, Any],
    today: date,
    *,
    party: str | None = None,
    file: str | None = None,
    joint: bool = False,
    once: bool = False,
    lang: Language = "sv",
) -> NewEntry:
    """Log what was done, as ``medlofte log`` does: checked before it is written, locked, and on disk on return.

    ``entry`` has the keys of an entry in ``docs/format.md``, of which ``date`` is ``today`` when it is left out. What
    is to be there ``once`` is not written again when its ``ref`` has been logged. Raises ``MedlofteError`` when
    anything is wrong with it, and has then written nothing.

    >>> import medlofte
    >>> from datetime import date
    >>> entry = {"date": date(2026, 12, 30), "count": 3, "place": "Torget", "ref": "nyar"}
    >>> new = medlofte.log_entry("lofte", "exempelby-2026", "fotpatrull", entry, date(2026, 12, 31))
    >>> print(new.path)
    promises/exempelby-2026/polis.yaml
    >>> print(new.line)
    - {date: 2026-12-30, activity: fotpatrull, count: 3, place: Torget, ref: nyar}
    """
    from medlofte.core.dates import days
    from medlofte.project.entries import EntryRequest, read_request, write_entry

    translator = _translator(_one_of("lang", lang, LANGUAGES))
    space, _ = _place(Path(path))
    context = Context(space.root)
    request = EntryRequest(promise, activity, party, file, _as_typed(entry), joint, once)
    written = write_entry(context, read_request(context, request, days(_day(today).isoformat())))
    setting = ProgressReportOptions(written.as_of, _translator("sv"))
    notices = [written.moved, *written.notices, written.other]
    return NewEntry(
        promise=written.promise,
        party=written.party,
        path=written.path,
        line=written.line,
        ref=str(written.values["ref"]),
        entry=written.values,
        activities=tuple(_activity(tally, tally, setting) for tally in written.tallies()),
        notices=tuple(translator(each.message) for each in notices if each is not None),
        is_new=written.is_new,
    )


def _as_typed(entry: Mapping[str, Any]) -> dict[str, Any]:
    """The values of an entry as a person types them. Raises ``MedlofteError`` for a key that an entry has not."""
    typed: dict[str, Any] = {}
    for key, value in entry.items():
        _one_of("entry", key, _KEYS)
        if key in ("place", "tags"):
            typed[key] = [value] if isinstance(value, str) else list(value)
        elif key == "results":
            typed[key] = [f"{name}={number}" for name, number in _flat(value)]
        else:
            typed[key] = value if isinstance(value, bool) else str(value)
    return typed


_KEYS = tuple(key for key in KEYS if key not in ("activity", "of_which"))
"""The keys of an entry that can be given."""


def _flat(results: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in results.items():
        if isinstance(value, Mapping):
            yield from ((f"{name}.{part}", number) for part, number in value.items())
        else:
            yield name, value


def _dossier(dossier: Dossier) -> rules.LoggedPromise:
    return rules.LoggedPromise(dossier.promise, logged=dossier.entries)


def _require_valid(project: Project) -> None:
    """Raises ``MedlofteError`` when a promise has an error, or could not be read."""
    read = {each.id: each for each in project.dossiers}
    for id in project.ids:
        if id not in read or read[id].has_errors:
            raise _unusable(id)


def _plain(value: Mapping[str, Any]) -> dict[str, Any]:
    """Plain values that JSON has, identity numbers masked as in the machine formats."""
    plain = json_value(value)
    assert isinstance(plain, dict)
    return plain


def _span_dict(place: Diagnostic | RelatedPlace) -> dict[str, dict[str, int]]:
    return {
        "start": {"line": place.line, "column": place.column},
        "end": {"line": place.end_line, "column": place.end_column},
    }


def _place(path: Path) -> tuple[Workspace, tuple[str, ...]]:
    """The project, and the promise that is asked for, if it is one. Raises ``MedlofteError``."""
    where = path.absolute()
    try:
        is_folder, is_there = where.is_dir(), where.exists()
    except (OSError, ValueError):  # a name that nothing can have
        is_folder = is_there = False
    if not is_there:
        raise MedlofteError(msg("There is no file or folder {path}.", path=str(path)))
    space = workspace.find(where if is_folder else where.parent)
    inside = space.relative(where)
    if is_folder and (inside is None or not inside.startswith(f"{PROMISES}/")):
        return space, ()
    id = space.id_for(where)
    if id is None:
        message = msg("{path} is neither a promise nor a log of one.", path=str(path))
        hint = msg("Promises are {folder}/<id>.yaml, logs {folder}/<id>/<party>.yaml.", folder=PROMISES)
        raise MedlofteError(message, hint)
    return space, (id,)


def _about_settings(space: Workspace) -> Sequence[_diagnostic.LocatedDiagnostic]:
    settings = space.settings()
    return () if settings is None else checker.check_settings(settings).diagnostics


def _in_words(diagnostics: Sequence[_diagnostic.LocatedDiagnostic], translator: Translator) -> tuple[Diagnostic, ...]:
    """The diagnostics as their reader will see them."""
    return tuple(
        Diagnostic(
            code=each.code,
            severity=each.severity.word,
            message=translator(each.message),
            hint=translator(each.hint) if each.hint else None,
            path=each.path,
            **_span(each.span),
            route=tuple(each.route),
            related=tuple(
                RelatedPlace(path=other.path, **_span(other.span), message=translator(other.message))
                for other in each.related
            ),
            fingerprint=fingerprint,
        )
        for each, fingerprint in zip(diagnostics, fingerprints(diagnostics), strict=True)
    )


def _span(span: Span) -> dict[str, int]:
    return {
        "line": span.start.line,
        "column": span.start.column,
        "end_line": span.end.line,
        "end_column": span.end.column,
    }


def _activity(
    shown: _tally.ActivityFigures, whole: _tally.ActivityFigures, setting: ProgressReportOptions
) -> ActivityProgress:
    """The figures as the JSON report has them, with Python's own types where JSON has none."""
    told: dict[str, Any] = _json.activity_of(shown, whole, setting) | {
        "responsible": shown.activity.responsible,
        "period": shown.period,
        "elapsed": shown.elapsed,
        "of_which": shown.of_which,
        "deviation": shown.deviations,
        "pace": shown.speed,
        "forecast": shown.forecast,
    }
    return ActivityProgress(**told)


@cache
def _translator(lang: str) -> Translator:
    return translator_for(lang)


def _one_of(name: str, value: str, choices: Sequence[str] | Mapping[str, object]) -> str:
    """The value, when it is one of the choices. Raises ``MedlofteError``."""
    if value not in choices:
        raise MedlofteError(msg("{name} takes one of: {choices}.", name=name, choices=Verbatim(", ".join(choices))))
    return value


def _day(value: date) -> date:
    """The day, when it is one and no hour of one. Raises ``MedlofteError``."""
    if not isinstance(value, date) or isinstance(value, datetime):
        message = msg("{text} is not a date with year, month and day.", text=str(value))
        raise MedlofteError(message, msg("Give a date of Python's own: datetime.date(2026, 1, 31)."))
    return value


def _has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(each.severity == "error" for each in diagnostics)


def _refuse_errors(dossier: Dossier) -> None:
    """Raises ``MedlofteError`` when anything said about the promise is an error."""
    if dossier.has_errors:
        raise _unusable(dossier.id)


def _unusable(id: str) -> MedlofteError:
    message = msg("{id} has errors, so no figures or documents are made of it.", id=id)
    return MedlofteError(message, msg("Its diagnostics say what is wrong, and so does medlofte validate."))
