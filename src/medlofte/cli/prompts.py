"""A question at a terminal and its answer, asked again until it fits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from medlofte.cli.output import tell_user, write_stderr
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escape_line
from medlofte.core.messages import Message, msg

T = TypeVar("T")


def choose_one(
    session: Session, question: Message, names: Sequence[str], lines: Sequence[str], fits: Callable[[str], bool]
) -> str:
    """One of the names, chosen by its number or written out; asked for until the answer fits."""
    if len(names) == 1:
        return names[0]
    _show(session, lines)
    while True:
        found = _find_named(ask(session, question, ""), names, lines, fits)
        if found is not None:
            return found
        _say_how(session, names)


def choose_many(
    session: Session, question: Message, names: Sequence[str], lines: Sequence[str], fits: Callable[[str], bool]
) -> list[str]:
    """One or more of the names, by their numbers or written out, with commas between; asked for until all fit."""
    if len(names) == 1:
        return [names[0]]
    _show(session, lines)
    while True:
        answers = ask(session, question, "").split(",")
        found = [_find_named(answer.strip(), names, lines, fits) for answer in answers]
        fitting = [name for name in found if name is not None]
        if len(fitting) == len(answers):
            return list(dict.fromkeys(fitting))
        _say_how(session, names)


def _show(session: Session, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines, 1):
        write_stderr(f"{number:4}  {_cut(escape_line(line), session.width - 7)}\n")


def _find_named(answer: str, names: Sequence[str], lines: Sequence[str], fits: Callable[[str], bool]) -> str | None:
    """The name that an answer means: the one of its number, itself, or the only one whose line begins like that."""
    if answer.isdecimal() and 0 < int(answer) <= len(names):
        return names[int(answer) - 1]
    if fits(answer):
        return answer
    said = answer.casefold()
    shown = [(name, line.casefold()) for name, line in zip(names, lines)]
    whole = [name for name, line in shown if line == said]
    begun = whole or [name for name, line in shown if said and line.startswith(said)]
    return begun[0] if len(begun) == 1 else None


def _say_how(session: Session, names: Sequence[str]) -> None:
    tell_user(session.translator, msg("Answer with a number from 1 to {n}, or a name.", n=str(len(names))))


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"


def ask(session: Session, question: Message, default: str) -> str:
    """The answer, or the default for an empty one. An end of input is an interrupt: nothing is written yet."""
    write_stderr(f"{session.translator(question)}{f' [{escape_line(default)}]' if default else ''}: ")
    try:
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        write_stderr(f"\n{session.translator(msg('Nothing was written.'))}\n")
        raise
    return line.strip() or default


def ask_until(session: Session, question: Message, default: str, read: Callable[[str], T]) -> T:
    """What ``read`` makes of the answer; asked again, with the reason, when it raises ``MedlofteError``."""
    while True:
        try:
            return read(ask(session, question, default))
        except MedlofteError as error:
            tell_user(session.translator, error.message, error.hint)
