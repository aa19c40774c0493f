"""``medlofte init``: a new repository of promises."""

import os
import re
import shlex
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer

from medlofte import __version__
from medlofte.authoring import scaffold
from medlofte.authoring.scaffold import HOSTS, Choice
from medlofte.cli.options import choice
from medlofte.cli.output import notify, say_aside, write_out
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escaped
from medlofte.core.messages import count, say
from medlofte.project import workspace
from medlofte.project.workspace import Workspace

_URL = r"[a-z][a-z+]*://[A-Za-z0-9._~:/?#@!$&()*+,;=%-]+"
_VERSION = r"[0-9]+(\.[0-9a-z]+)*"
_REQUIREMENT = rf"medlofte(\[[a-z]+(,[a-z]+)*\])?( *,? *(==|>=|~=|<) *[0-9][0-9a-z.*]*)*( +@ {_URL})?"


def init(
    ctx: typer.Context,
    folder: Annotated[
        Path | None, typer.Argument(metavar="[DIR]", help="Where; here if left out.", show_default=False)
    ] = None,
    ci: Annotated[
        str, typer.Option("--ci", help="Whose checks of changes are written, if any.", **choice(*HOSTS))
    ] = HOSTS[0],
    example: Annotated[
        bool,
        typer.Option("--example", help="Add a made-up municipality with a year of entries.", show_default=False),
    ] = False,
    medlofte: Annotated[
        str | None,
        typer.Option(
            "--medlofte",
            metavar="REQUIREMENT",
            help="Where to install medlofte from: a version, a file or an address; this version if left out.",
            show_default=False,
        ),
    ] = None,
) -> None:
    """Begin a repository of promises: settings, checks and a guide."""
    session: Session = ctx.obj
    root = folder or session.root or Path()
    chosen = Choice(_requirement(medlofte), ci, session.lang or "sv", example)
    made = scaffold.files(chosen)
    new = _new_places(root, made)
    if not new:
        raise MedlofteError(say("Nothing was written: all files are there already."))
    for path in sorted(made.keys() - new.keys()):
        notify(session.voice, say("{path} is there already and was left as it is.", path=path))
    for path, place in new.items():
        workspace.create(place, made[path])
        if not session.quiet:
            write_out(f"{escaped(path)}\n", None)
    if not session.quiet:
        _tell_what_is_next(session, root, len(new), chosen)


def _requirement(asked: str | None) -> str:
    """What pip is to install. Raises ``MedlofteError`` for what is neither a version, a file nor an address."""
    if asked is None:
        return f"medlofte=={__version__}"
    if re.fullmatch(_VERSION, asked):
        return f"medlofte=={asked}"
    if re.fullmatch(_REQUIREMENT, asked):
        return asked
    if re.fullmatch(_URL, asked):
        return f"medlofte @ {asked}"
    if asked and os.path.lexists(asked):
        return f"medlofte @ {Path(asked).resolve().as_uri()}"
    raise MedlofteError(
        say("{text} is neither a version of medlofte, a file nor an address.", text=asked),
        say("Write a version such as {version}, or the path or address of a package.", version=__version__),
    )


def _new_places(root: Path, paths: Iterable[str]) -> Mapping[str, Path]:
    """Where each file that is not there yet is to be written. Raises ``MedlofteError``, before anything is written."""
    if root.is_symlink():
        raise MedlofteError(say("{path} is a link; nothing is written through it.", path=str(root)))
    if os.path.lexists(root) and not root.is_dir():
        raise MedlofteError(say("{path} is a file, not a folder.", path=str(root)), say("Name another folder."))
    space = Workspace(root)
    new = {path: space.place_for(path) for path in paths if not os.path.lexists(root / path)}
    for path in new:
        for parent in Path(path).parents:
            if os.path.lexists(root / parent) and not (root / parent).is_dir():
                raise MedlofteError(
                    say("{path} is a file, not a folder.", path=parent.as_posix()), say("Move it away, and try again.")
                )
    return new


def _tell_what_is_next(session: Session, root: Path, number: int, chosen: Choice) -> None:
    """Say what was done, and what to do next."""
    sys.stdout.flush()
    message = count("{n} file was written.", "{n} files were written.", number)
    say_aside(f"\n{session.voice(message)} {session.voice(say('Next:'))}\n")
    steps = []
    if root.resolve() != Path.cwd():
        steps.append(f"cd {shlex.quote(str(root))}")
    above = next((each for each in root.resolve().parents if os.path.lexists(each / ".git")), None)
    if not os.path.lexists(root / ".git") and above is None:
        steps.append("git init -b main")
    steps += ["git add -A", f'git commit -m "{session.voice(say("Promises to citizens"))}"']
    steps += ["medlofte progress" if chosen.has_example else "medlofte new kommun-2027", "medlofte validate"]
    for step in steps:
        say_aside(f"  {escaped(step)}\n")
    say_aside(
        session.voice(say("README.md is for officers; its last part is for whoever looks after the files.")) + "\n"
    )
    if above is not None and not os.path.lexists(root / ".git") and chosen.host != "none":
        message = say("The folder lies in the git repository {path}.", path=str(above))
        notify(session.voice, message, say("A host reads its checks at the top of a repository only; move them there."))
