"""An open project: its folder, settings, language, translators and ids, and its promises as they are checked."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from functools import cached_property
from gettext import NullTranslations
from pathlib import Path
from typing import Any, Protocol, TypeVar

from medlofte.core.catalogue import MessageCatalogue
from medlofte.core.dates import InvalidDate, days
from medlofte.core.diagnostic import Checked, LocatedDiagnostic, Severity
from medlofte.core.errors import MedlofteError, MissingCatalogue, Rejected
from medlofte.core.messages import LANGUAGES, Message, Translator, msg, msg_n
from medlofte.core.suggestions import suggest
from medlofte.project import workspace
from medlofte.project.workspace import SETTINGS, Workspace
from medlofte.validation.checker import PromiseFiles, check_promise, check_settings
from medlofte.validation.rules import LoggedPromise

READING = msg("Reading promises")
PACKAGE = Path(__file__).parent.parent

T = TypeVar("T")


class Track(Protocol):
    """Returns the items one by one, and shows how far that has come to whoever waits."""

    def __call__(self, items: Iterable[T], doing: Message, total: int | None = None, /) -> Iterable[T]:
        """The items. ``doing`` says what is done with them, and ``total`` how many there are, if that is known."""
        ...


def untracked(items: Iterable[T], doing: Message, total: int | None = None, /) -> Iterable[T]:
    """The items, with nobody waiting."""
    del doing, total
    return items


class Context:
    """An open project.

    ``root`` is its folder; without one it is searched for from the working directory, then from ``near``. ``track``
    wraps what takes long.
    """

    def __init__(
        self, root: Path | None = None, lang: str | None = None, near: Path | None = None, track: Track = untracked
    ) -> None:
        self.root = root
        self.lang = lang
        self.near = near
        self.track = track

    @cached_property
    def workspace(self) -> Workspace:
        """The project's folder. Raises ``MedlofteError`` when there is none."""
        if self.root is not None:
            return workspace.at_root(self.root)
        try:
            return workspace.find(Path.cwd())
        except MedlofteError:
            if self.near is None:
                raise
            return workspace.find(self.near.absolute())

    @cached_property
    def translator(self) -> Translator:
        """The translator of messages."""
        return translator_for(language_of(self.lang, self._settings_language()))

    @cached_property
    def swedish(self) -> Translator:
        """A Swedish translator, for what is Swedish whoever reads it."""
        return self.translator if self.translator.language == "sv" else translator_for("sv")

    @cached_property
    def english(self) -> Translator:
        """An English translator, for what is English whoever reads it."""
        return self.translator if self.translator.language == "en" else translator_for("en")

    @cached_property
    def settings(self) -> Mapping[str, Any]:
        """The valid part of ``medlofte.yaml``. Raises ``MedlofteError`` outside a project."""
        file = self.workspace.settings()
        return (check_settings(file).value if file is not None else None) or {}

    def require_settings(self) -> Mapping[str, Any]:
        """The settings. Raises ``MedlofteError`` when something in them is an error."""
        file = self.workspace.settings()
        checked = check_settings(file) if file is not None else None
        if checked is not None and (checked.has_errors or checked.value is None):
            raise MedlofteError(msg("{path} has an error.", path=SETTINGS), msg("See: medlofte validate"))
        return (checked.value if checked is not None else None) or {}

    def _settings_language(self) -> str | None:
        try:
            language = self.settings.get("lang")
        except MedlofteError:
            return None
        return language if isinstance(language, str) else None

    def ids(self, named: Sequence[str]) -> list[str]:
        """The promises named by id or path; all of them when none is. Raises ``MedlofteError``."""
        known = self.workspace.ids
        if not known and not named:
            message = msg("There are no promises in {folder}.", folder="promises/")
            raise MedlofteError(message, msg("medlofte new begins one; medlofte init --example shows how they look."))
        ids = [each if each in known else self.workspace.id_for(Path(each)) or each for each in named]
        for id in ids:
            if id not in known:
                raise no_promise(id, sorted(known))
        return list(dict.fromkeys(ids)) or sorted(known)

    def check(self, ids: Iterable[str]) -> Iterator[tuple[PromiseFiles, Checked[LoggedPromise]]]:
        """Each promise checked for errors, when its turn comes."""
        known = self.workspace.ids
        for bundle in self.workspace.bundles(self.track(ids, READING)):
            yield bundle, check_promise(bundle, known, Severity.ERROR, Severity.ERROR)

    def require_valid(self, ids: Sequence[str]) -> list[LoggedPromise]:
        """The promises with their entries. Raises ``Rejected`` with the errors of all when there is one in any."""
        return list(self.iter_valid(ids))

    def iter_valid(self, ids: Sequence[str]) -> Iterator[LoggedPromise]:
        """As ``require_valid``, one by one: raises ``Rejected`` after the last.

        Nothing may be reported of a promise before all have been taken: a plausible wrong figure is worse than none.
        """
        errors: list[LocatedDiagnostic] = []
        files = 0
        for bundle, checked in self.check(ids):
            files += 1 + len(bundle.logs)
            errors += checked.errors
            if not errors and checked.value is not None:
                yield checked.value
        if errors:
            refused = msg_n(
                "No figures or documents were made: {n} error must be fixed first.",
                "No figures or documents were made: {n} errors must be fixed first.",
                len(errors),
            )
            raise Rejected(refused, errors, promises=len(ids), files=files)

    def require_sound(self, bundle: PromiseFiles, but: str = "") -> LoggedPromise:
        """The promise as it is to be written. Raises ``Rejected`` when there is an error in it, but of one code."""
        checked = check_promise(bundle, self.workspace.ids, Severity.ERROR)
        errors = [each for each in checked.errors if each.code != but]
        if errors:
            raise Rejected(diagnostics=errors)
        assert checked.value is not None
        return checked.value


def language_of(chosen: str | None, settings: str | None) -> str:
    """The language: as chosen, else as set in the project, else the locale's, else Swedish."""
    for language in (chosen, settings):
        if language in LANGUAGES:
            return str(language)
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "en" if locale.startswith("en") else "sv"


def translator_for(language: str) -> Translator:
    """The translator to a language, with the catalogue in the package. Messages are written in English.

    Raises ``MissingCatalogue`` where the package was never built: nobody who asked for Swedish gets English instead.
    """
    if language == "en":
        return Translator(language, NullTranslations())
    try:
        data = (PACKAGE / "locale" / language / "LC_MESSAGES" / "medlofte.mo").read_bytes()
    except FileNotFoundError:
        raise MissingCatalogue from None
    return Translator(language, MessageCatalogue(data))


def today_or(text: str | None) -> date:
    """The date that a text gives, or today: the only place that reads the calendar. Raises ``MedlofteError``."""
    if text is None:
        return date.today()  # noqa: DTZ011 - the reader's own day is what is meant
    try:
        if len(text) == len("2026-01-31") and "/" not in text:
            return days(text).first
    except InvalidDate:
        pass
    message = msg("{text} is not a date with year, month and day.", text=text)
    raise MedlofteError(message, msg("Write it as 2026-01-31."))


def no_promise(id: str, known: Sequence[str]) -> MedlofteError:
    """The error for a promise that does not exist: names the nearest that does, or those that do."""
    near = suggest(id, known, 0.5)
    hint = msg("Known promises: {ids}", ids=", ".join(known[:8]) + (" …" if len(known) > 8 else ""))
    if near:
        hint = msg("Did you mean {key}?", key=near)
    return MedlofteError(msg("There is no promise {id}.", id=id), hint)
