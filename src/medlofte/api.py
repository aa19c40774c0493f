"""What a script needs: a project loaded, checked, counted and rendered, as values and without a word on the screen.

Its names are public through ``import medlofte`` and are listed there. It is a second way in beside the command line,
and does the same by the same rooms; the day is an argument here too.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from os import PathLike
from pathlib import Path
from typing import Any, Literal, overload

from medlofte.core import diagnostic as _diagnostic
from medlofte.core.diagnostic import in_order
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escaped
from medlofte.core.messages import LANGUAGES, ToCopy, Voice, say
from medlofte.core.record import Record
from medlofte.model.entry import Logged
from medlofte.model.promise import Number, Period, Promise
from medlofte.progress import tally as _tally
from medlofte.progress.disclosure import public as _public
from medlofte.progress.forecast import Forecast
from medlofte.progress.pace import Speed
from medlofte.progress.tally import Deviation, PartDone
from medlofte.progress.target import Elapsed
from medlofte.project import workspace
from medlofte.project.context import Context, no_promise, voice_for
from medlofte.project.workspace import PROMISES, Workspace
from medlofte.reports.progress import Setting
from medlofte.reports.progress.json import activity_of
from medlofte.validation import checker as ledger
from medlofte.validation import rules

Language = Literal["sv", "en"]


class Diagnostic(Record):
    """Something that ``medlofte validate`` says: its code, how grave it is, in words, and where it stands.

    ``severity`` is error, warning or note. ``path`` is from the project's folder; ``line`` and ``column`` count from 1.
    """

    code: str
    severity: str
    message: str
    hint: str | None
    path: str
    line: int
    column: int

    def __str__(self) -> str:
        """On one line, as compilers say it; safe to print."""
        return f"{escaped(self.path)}:{self.line}:{self.column}: {self.severity}[{self.code}]: {self.message}"


class Dossier(Record):
    """A promise with the entries of all its logs, and what is said about its files.

    ``promise`` and the entries say what the files say, by the names of ``docs/format.md``. Texts are as somebody wrote
    them: escape them for where they go. ``root`` is the project's folder.
    """

    id: str
    promise: Promise
    entries: tuple[Logged, ...]
    diagnostics: tuple[Diagnostic, ...]
    root: Path

    def __repr__(self) -> str:
        """In a few words, for a notebook: all of it would be as long as the logs."""
        return f"<{type(self).__name__} {self.id!r}, entries: {len(self.entries)}>"

    @property
    def has_errors(self) -> bool:
        """Whether anything said is an error. No figure and no document is made then."""
        return _has_errors(self.diagnostics)


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
    voice = _voice(_one_of("lang", lang, LANGUAGES))
    said = [] if asked else [*space.arrangement.diagnostics, *_about_settings(space)]
    ids = asked or tuple(sorted(space.ids))
    dossiers = []
    for id in ids:
        checked = ledger.check(space.bundle(id), space.ids)
        said += checked.diagnostics
        if checked.value is not None:
            about = _in_words(checked.diagnostics, voice)
            dossiers.append(Dossier(id, checked.value.promise, tuple(checked.value.logged), about, space.root))
    return Project(space.root, ids, tuple(dossiers), _in_words(in_order(said), voice))


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
    setting = Setting(day, _voice("sv"), public=public)
    return Progress(
        id=dossier.id,
        title=dossier.promise.title,
        as_of=day,
        period=dossier.promise.period,
        elapsed=whole.elapsed,
        later=whole.later,
        activities=tuple(_activity(*tallies, setting) for tallies in zip(shown.tallies, whole.tallies)),
        summary={status.value: number for status, number in whole.summary.items()},
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
    from medlofte.rendering.pipeline import Order, make

    _refuse_errors(dossier)
    order = Order(
        document=_one_of("document", document, DOCUMENTS),
        format=_one_of("format", format, PUBLISHERS),
        day=_day(as_of),
        by=None if by is None else _one_of("by", by, PARTS),
        template=None if template is None else Path(template),
    )
    made = make(Context(dossier.root), order, [rules.Dossier(dossier.promise, logged=dossier.entries)])[0].data
    return made.decode() if order.format in ("md", "html") else made


def _place(path: Path) -> tuple[Workspace, tuple[str, ...]]:
    """The project, and the promise that is asked for, if it is one. Raises ``MedlofteError``."""
    where = path.absolute()
    try:
        is_folder, is_there = where.is_dir(), where.exists()
    except (OSError, ValueError):  # a name that nothing can have
        is_folder = is_there = False
    if not is_there:
        raise MedlofteError(say("There is no file or folder {path}.", path=str(path)))
    space = workspace.find(where if is_folder else where.parent)
    inside = space.relative(where)
    if is_folder and (inside is None or not inside.startswith(f"{PROMISES}/")):
        return space, ()
    id = space.id_for(where)
    if id is None:
        message = say("{path} is neither a promise nor a log of one.", path=str(path))
        hint = say("Promises are {folder}/<id>.yaml, logs {folder}/<id>/<party>.yaml.", folder=PROMISES)
        raise MedlofteError(message, hint)
    return space, (id,)


def _about_settings(space: Workspace) -> Sequence[_diagnostic.Diagnostic]:
    settings = space.settings()
    return () if settings is None else ledger.check_settings(settings).diagnostics


def _in_words(diagnostics: Sequence[_diagnostic.Diagnostic], voice: Voice) -> tuple[Diagnostic, ...]:
    """The diagnostics as their reader will see them."""
    return tuple(
        Diagnostic(
            code=each.code,
            severity=each.severity.word,
            message=voice(each.message),
            hint=voice(each.hint) if each.hint else None,
            path=each.path,
            line=each.span.start.line,
            column=each.span.start.column,
        )
        for each in diagnostics
    )


def _activity(shown: _tally.Tally, whole: _tally.Tally, setting: Setting) -> ActivityProgress:
    """The figures as the JSON report has them, with Python's own types where JSON has none."""
    told: dict[str, Any] = activity_of(shown, whole, setting) | {
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
def _voice(lang: str) -> Voice:
    return voice_for(lang)


def _one_of(name: str, value: str, choices: Sequence[str] | Mapping[str, object]) -> str:
    """The value, when it is one of the choices. Raises ``MedlofteError``."""
    if value not in choices:
        raise MedlofteError(say("{name} takes one of: {choices}.", name=name, choices=ToCopy(", ".join(choices))))
    return value


def _day(value: date) -> date:
    """The day, when it is one and no hour of one. Raises ``MedlofteError``."""
    if not isinstance(value, date) or isinstance(value, datetime):
        message = say("{text} is not a date with year, month and day.", text=str(value))
        raise MedlofteError(message, say("Give a date of Python's own: datetime.date(2026, 1, 31)."))
    return value


def _has_errors(diagnostics: Sequence[Diagnostic]) -> bool:
    return any(each.severity == "error" for each in diagnostics)


def _refuse_errors(dossier: Dossier) -> None:
    """Raises ``MedlofteError`` when anything said about the promise is an error."""
    if dossier.has_errors:
        raise _unusable(dossier.id)


def _unusable(id: str) -> MedlofteError:
    message = say("{id} has errors, so no figures or documents are made of it.", id=id)
    return MedlofteError(message, say("Its diagnostics say what is wrong, and so does medlofte validate."))
