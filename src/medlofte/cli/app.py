"""The door: arguments in, exit code out, and every error said in the reader's language."""

import os
import sys
from collections.abc import Sequence
from errno import EINVAL
from importlib import import_module
from keyword import iskeyword
from pathlib import Path
from typing import Any

import typer
from typer import _click as click  # the copy of Click that Typer carries; it exports no names of its own
from typer.core import TyperCommand, TyperGroup

from medlofte.cli.options import Color, Lang, Quiet, Root, Version
from medlofte.cli.output import tell_user, write_stderr
from medlofte.cli.progress_bar import clear
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError, MissingCatalogue, Rejected, internal_error
from medlofte.core.escaping import escape_terminal
from medlofte.core.messages import Message, Translator, msg
from medlofte.core.suggestions import suggest
from medlofte.project.context import language_of, translator_for

INTERRUPTED = 130
OUR_FAULT = 70
USAGE = 2
WINDOWS = os.name == "nt"

_FIXED = (
    msg("Usage:"),
    msg("Options:"),
    msg("Commands:"),
    msg("Arguments:"),
    msg("Show this message and exit."),
    msg("[required]"),
    msg("[OPTIONS]"),
    msg("COMMAND [ARGS]..."),
    msg("[default:"),
)


def build(commands: Sequence[str]) -> click.Command:
    """The command tree, its help in the reader's language. A command's module is imported when it is called."""
    app = _typer(add_completion=True, cls=_CommandGroup)
    app.callback(invoke_without_command=False)(_common_options)
    group = typer.main.get_command(app)
    assert isinstance(group, _CommandGroup)
    group.names = tuple(commands)
    return group


def _typer(**settings: Any) -> typer.Typer:
    return typer.Typer(name="medlofte", rich_markup_mode=None, pretty_exceptions_enable=False, **settings)


def _common_options(
    root: Root = None,
    lang: Lang = None,
    color: Color = None,
    quiet: Quiet = False,
    version: Version = False,
) -> None:
    """Citizens' promises as plain files: check them, follow them up, and make documents of them."""


def run(command: click.Command) -> int:
    """Run the command on this process's arguments and return the exit code."""
    _make_streams_forgiving()
    try:
        return _run(command)
    except MissingCatalogue as error:  # no other error can be reported in the reader's language either
        tell_user(translator_for("en"), error.message, error.hint)
        return error.exit_code


def _run(command: click.Command) -> int:
    try:
        try:
            result = command.main(prog_name="medlofte", standalone_mode=False)
        finally:
            clear()
        sys.stdout.flush()
        return int(result or 0)
    except typer.Exit as stop:
        return stop.exit_code
    except Rejected as error:
        from medlofte.cli.report import report_rejection

        report_rejection(_session(), error)
        return error.exit_code
    except MedlofteError as error:
        _say(error.message, error.hint)
        return error.exit_code
    except click.exceptions.UsageError as error:
        path = error.ctx.command_path if error.ctx is not None else "medlofte"
        _say(_usage(error), msg("See: {command} --help", command=path))
        return USAGE
    except (KeyboardInterrupt, typer.Abort):
        return INTERRUPTED
    except OSError as error:
        if _is_broken_pipe(error):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            return 0
        _say(msg("It could not be written: {reason}", reason=error.strerror or str(error)), None)
        return USAGE
    except Exception as error:  # the last door: whatever comes here is a fault of ours
        _say_our_fault(error)
        return OUR_FAULT


def _is_broken_pipe(error: OSError) -> bool:
    """Whether nobody reads what is written any more. Windows calls that an invalid argument."""
    return isinstance(error, BrokenPipeError) or (WINDOWS and error.errno == EINVAL)


def _make_streams_forgiving() -> None:
    """Streams that take any character; what is closed gets a place to write to all the same.

    On Windows what no person reads as it is written is UTF-8, as files are, and not in the code page of the country.
    """
    for name in ("stdout", "stderr"):
        if getattr(sys, name) is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115, PTH123 - for the whole run
    for stream in (sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            others = WINDOWS and not stream.isatty() and "PYTHONIOENCODING" not in os.environ
            reconfigure(encoding="utf-8" if others else None, errors="backslashreplace", newline="\n")


def _say(message: Message, hint: Message | None) -> None:
    tell_user(_translator(), message, hint)


def _translator() -> Translator:
    """The translator of errors: in the language asked for, else in that of the project that was meant."""
    try:
        return _session().translator
    except OSError:  # the folder is gone, or nobody may look into it
        return _translator_of_person()


def _session() -> Session:
    """The project that was meant, also where the arguments could not be read."""
    root = _asked("--root")
    return Session(Path(root) if root else None, _asked("--lang"))


def _translator_of_person() -> Translator:
    """The translator for whoever runs the program, wherever that is."""
    return translator_for(language_of(_asked("--lang"), None))


def _asked(option: str) -> str | None:
    """What an option is on the command line, also where the arguments could not be read."""
    arguments = sys.argv[1:]
    for index, argument in enumerate(arguments):
        if argument.startswith(f"{option}="):
            return argument.removeprefix(f"{option}=")
        if argument == option and index + 1 < len(arguments):
            return arguments[index + 1]
    return None


def _usage(error: click.exceptions.UsageError) -> Message:
    if isinstance(error, click.exceptions.NoSuchOption):
        near = error.possibilities
        if near:
            return msg("There is no option {name}. Did you mean {near}?", name=error.option_name, near=sorted(near)[0])
        return msg("There is no option {name}.", name=error.option_name)
    if isinstance(error, click.exceptions.MissingParameter):
        return msg("{name} is missing.", name=_name_of(error.param))
    if isinstance(error, click.exceptions.BadParameter) and error.param is not None:
        return msg("{name} can't take that value.", name=_name_of(error.param))
    if error.message.startswith("No such command"):
        return _no_command(error.message.split("'")[1], error.ctx)
    if error.message.startswith("Missing command"):
        return msg("Say what is to be done: validate, progress, render …")
    return msg("{text}", text=error.message)


def _name_of(param: click.Parameter | None) -> str:
    if param is None:
        return ""
    return param.opts[-1] if param.param_type_name == "option" else (param.name or "").upper()


def _no_command(name: str, ctx: click.Context | None) -> Message:
    known = ctx.command.names if ctx is not None and isinstance(ctx.command, _CommandGroup) else ()
    near = suggest(name, known)
    if near:
        return msg("There is no command {name}. Did you mean {near}?", name=name, near=near)
    return msg("There is no command {name}.", name=name)


def _say_our_fault(error: Exception) -> None:
    hint = msg("Please report it, with the command you gave and MEDLOFTE_DEBUG=1 set.")
    tell_user(_translator_of_person(), internal_error(error), hint)
    if os.environ.get("MEDLOFTE_DEBUG"):
        import traceback

        write_stderr(escape_terminal("".join(traceback.format_exception(error))))


_COMMON = ("root", "lang", "color", "quiet")
"""The options that stand before a command's name or after it."""


class _Translated(click.Command):
    """A command whose help is said in the reader's language."""

    def get_help(self, ctx: click.Context) -> str:
        """The help text. What Typer says by itself is translated in the finished text, for it has no catalogue."""
        translator = _translator_of_person()
        with _in_language(self, ctx, translator):
            text = super().get_help(ctx)
        for fixed in _FIXED:
            text = text.replace(fixed.text, translator(fixed))
        return text


class _in_language:  # noqa: N801 - reads as the words of a with statement
    """While help is formatted, the texts of a command, its options and its commands are in one language."""

    def __init__(self, command: click.Command, ctx: click.Context, translator: Translator) -> None:
        self._translator = translator
        group = command if isinstance(command, _CommandGroup) else None
        commands = [group.get_command(ctx, name) for name in group.names] if group else []
        options = [option for option in command.get_params(ctx) if getattr(option, "help", None)]
        self._owners: list[Any] = [command, *commands, *options]

    def __enter__(self) -> None:
        self._before = [(owner, owner.help) for owner in self._owners]
        for owner, text in self._before:
            owner.help = self._translator(msg(" ".join(text.split()))) if text else text

    def __exit__(self, *_: object) -> None:
        for owner, text in self._before:
            owner.help = text


class _Command(_Translated, TyperCommand):
    """A command that takes the common options too, and finds its session in ``ctx.obj``."""

    common: tuple[str, ...] = ()

    def share(self, options: Sequence[click.Parameter]) -> None:
        """Take the options that the command has not of its own."""
        own = {each.name for each in self.params}
        added = [each for each in options if each.name in _COMMON and each.name not in own]
        self.params += added
        self.common = tuple(str(each.name) for each in added)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command. An option after the command's name counts before the same one that stands before it."""
        given = dict(ctx.parent.params) if ctx.parent is not None else {}
        given |= {name: value for name in self.common if (value := ctx.params.pop(name))}
        root, lang, color, quiet = (given.get(name) for name in _COMMON)
        ctx.obj = Session(Path(root) if root else None, lang, color, bool(quiet))
        return super().invoke(ctx)


class _CommandGroup(_Translated, TyperGroup):
    names: tuple[str, ...] = ()

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(self.names)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        del ctx
        if name not in self.names:
            return None
        if name not in self.commands:
            app = _typer(add_completion=False)
            own = f"{name}_" if iskeyword(name) else name
            app.command(name, cls=_Command)(getattr(import_module(f"medlofte.cli.commands.{own}"), own))
            command = typer.main.get_command(app)
            assert isinstance(command, _Command)
            command.share(self.params)
            self.commands[name] = command
        return self.commands[name]
