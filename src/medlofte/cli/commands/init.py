"""``medlofte init``: a new repository of promises."""

import os
import re
import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated
from urllib.parse import unquote, urlsplit

import typer

from medlofte import __version__
from medlofte.authoring import scaffold
from medlofte.authoring.scaffold import HOSTS, Choice
from medlofte.authoring.scaffold.origin import ADDRESS, Origin, has_credentials, name_requirement, parse_record
from medlofte.cli.options import choice
from medlofte.cli.output import tell_user, write_out, write_stderr
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line
from medlofte.core.messages import Verbatim, msg, msg_n
from medlofte.project import workspace
from medlofte.project.workspace import Workspace

_NAME = r"medlofte(?:\[[a-z]+(?:,[a-z]+)*\])?"
_VERSION = r"[0-9]+(\.[0-9a-z]+)*"
_VERSIONS = rf"{_NAME}( *,? *(==|>=|~=|<) *[0-9][0-9a-z.*]*)*"
_NAMED_ADDRESS = rf"({_NAME}) *@ *({ADDRESS})"
_EXAMPLE = Verbatim('--medlofte "git+https://HOST/OWNER/medlofte@COMMIT"')
_NAME_IT = msg("Give the address: {option}", option=_EXAMPLE)


def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(metavar="[DIR]", help="Target directory (default: current directory).", show_default=False),
    ] = None,
    ci: Annotated[str, typer.Option("--ci", help="CI provider to generate workflows for.", **choice(*HOSTS))] = HOSTS[
        0
    ],
    example: Annotated[
        bool,
        typer.Option("--example", help="Add a fictional municipality with a year of entries.", show_default=False),
    ] = False,
    medlofte: Annotated[
        str | None,
        typer.Option(
            "--medlofte",
            metavar="REQUIREMENT",
            help="Version, file or address to install medlofte from (default: what it was installed from).",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Begin a repository of promises: settings, checks and a guide."""
    session: Session = ctx.obj
    root = folder or session.root or Path()
    origin = _origin() if medlofte is None else Origin(_requirement(medlofte))
    chosen = Choice(origin.requirement, ci, session.lang or "sv", example)
    made = scaffold.files(chosen)
    new = _new_places(root, made)
    if not new:
        raise MedlofteError(msg("Nothing was written: all files are there already."))
    for path in sorted(made.keys() - new.keys()):
        tell_user(session.translator, msg("{path} is there already and was left as it is.", path=path))
    for path, place in new.items():
        workspace.create(place, made[path])
        if not session.quiet:
            write_out(f"{escape_line(path)}\n", None)
    _report_origin(session, origin)
    if not session.quiet:
        _tell_what_is_next(session, root, len(new), chosen)


def _origin() -> Origin:
    """What the running medlofte was installed from. Raises ``MedlofteError`` when that is not known for certain."""
    record, version = _install_record()
    if record is None and version == __version__:  # from an index, by its version
        return Origin(f"medlofte=={version}")
    origin = None if record is None else parse_record(record)
    if origin is None:
        raise _unknown_origin()
    _check_is_there(origin)
    return origin


def _install_record() -> tuple[str | None, str]:
    """The installed ``direct_url.json``, ``None`` if there is none, and the installed version.

    Raises ``MedlofteError`` when nothing is installed, or when the file can't be read.
    """
    from importlib.metadata import PackageNotFoundError, distribution  # takes time, and only init needs it

    try:
        installed = distribution("medlofte")
        record = installed.read_text("direct_url.json")
        # A file that may not be read is None too, but it is listed.
        is_hidden = record is None and any(path.name == "direct_url.json" for path in installed.files or ())
    except (PackageNotFoundError, OSError, ValueError):
        raise _unknown_origin() from None
    if is_hidden:
        raise _unknown_origin()
    return record, installed.version


def _unknown_origin() -> MedlofteError:
    return MedlofteError(
        msg("It is not known what medlofte was installed from: the record of it is missing or damaged."), _NAME_IT
    )


def _check_is_there(origin: Origin) -> None:
    """Raise ``MedlofteError`` when what medlofte was installed from was on this computer, and is not any more."""
    address = urlsplit(origin.requirement.rpartition(" @ ")[2])
    path = {"file": address.path, "git+file": address.path.rpartition("@")[0]}.get(address.scheme)
    if path is None:
        return
    place = unquote(path.removeprefix("/") if os.name == "nt" else path)
    if not os.path.lexists(place):
        raise MedlofteError(msg("{path} is gone, and medlofte was installed from it.", path=Verbatim(place)), _NAME_IT)


def _report_origin(session: Session, origin: Origin) -> None:
    """Report what the checks need to know about where medlofte comes from, on standard error."""
    if origin.had_credentials:
        tell_user(
            session.translator,
            msg("The address that medlofte was installed from has a user name or a password, which is not written."),
            msg("Let git or pip read it from where the computer keeps it."),
        )
    if origin.is_local and not session.quiet:
        tell_user(
            session.translator,
            msg("medlofte was installed from this computer, so the checks work on this computer only."),
            msg(
                "For checks elsewhere, write an address that they can reach in requirements.txt and "
                ".pre-commit-config.yaml, or start again in a new folder with {option}",
                option=_EXAMPLE,
            ),
        )


def _requirement(asked: str) -> str:
    """What pip is to install. Raises ``MedlofteError`` for what is neither a version, a file nor an address."""
    if re.fullmatch(_VERSION, asked):
        return f"medlofte=={asked}"
    if re.fullmatch(_VERSIONS, asked):
        return asked
    if re.fullmatch(ADDRESS, asked):
        return name_requirement(_checked(asked))
    if parts := re.fullmatch(_NAMED_ADDRESS, asked):
        return name_requirement(_checked(parts[2]), parts[1])
    if asked and os.path.lexists(asked):
        return f"medlofte @ {Path(asked).resolve().as_uri()}"
    raise MedlofteError(
        msg("{text} is neither a version of medlofte, a file nor an address.", text=asked),
        msg("Write a version such as {version}, or the path or address of a package.", version=__version__),
    )


def _checked(address: str) -> str:
    """The address. Raises ``MedlofteError`` when it holds what no file may hold: it is written for all to read."""
    try:
        if not has_credentials(address):
            return address
    except ValueError:
        raise MedlofteError(
            msg("What follows {option} is not an address.", option="--medlofte"),
            _NAME_IT,
        ) from None
    raise MedlofteError(
        msg("The address has a user name, a password or a key in it, and everybody can read it where it is written."),
        msg("Leave it out, and let git or pip read it from where the computer keeps it."),
    )


def _new_places(root: Path, paths: Iterable[str]) -> Mapping[str, Path]:
    """Where each file that is not there yet is to be written. Raises ``MedlofteError``, before anything is written."""
    if root.is_symlink():
        raise MedlofteError(msg("{path} is a link; nothing is written through it.", path=str(root)))
    if os.path.lexists(root) and not root.is_dir():
        raise MedlofteError(msg("{path} is a file, not a folder.", path=str(root)), msg("Name another folder."))
    space = Workspace(root)
    new = {path: space.place_for(path) for path in paths if not os.path.lexists(root / path)}
    for path in new:
        for parent in Path(path).parents:
            if os.path.lexists(root / parent) and not (root / parent).is_dir():
                raise MedlofteError(
                    msg("{path} is a file, not a folder.", path=parent.as_posix()), msg("Move it away, and try again.")
                )
    return new


def _tell_what_is_next(session: Session, root: Path, number: int, chosen: Choice) -> None:
    """Say what was done, and what to do next."""
    sys.stdout.flush()
    message = msg_n("{n} file was written.", "{n} files were written.", number)
    write_stderr(f"\n{session.translator(message)} {session.translator(msg('Next:'))}\n")
    steps = []
    if root.resolve() != Path.cwd():
        steps.append(f"cd {shlex.quote(str(root))}")
    above = next((each for each in root.resolve().parents if os.path.lexists(each / ".git")), None)
    if not os.path.lexists(root / ".git") and above is None:
        steps.append("git init -b main")
    steps += ["git add -A", f'git commit -m "{session.translator(msg("Promises to citizens"))}"']
    steps += ["medlofte progress" if chosen.has_example else "medlofte new kommun-2027", "medlofte validate"]
    for step in steps:
        write_stderr(f"  {escape_line(step)}\n")
    write_stderr(
        session.translator(msg("README.md is for officers; its last part is for whoever looks after the files.")) + "\n"
    )
    if above is not None and not os.path.lexists(root / ".git") and chosen.host != "none":
        message = msg("The folder lies in the git repository {path}.", path=str(above))
        tell_user(
            session.translator,
            message,
            msg("A host reads its checks at the top of a repository only; move them there."),
        )
