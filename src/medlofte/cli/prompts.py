"""A question at a terminal and its answer, asked again until it fits."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from typing import TypeVar

from medlofte.cli.output import notify, say_aside
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.escaping import escaped
from medlofte.core.messages import Message, say

T = TypeVar("T")


def chosen(
    session: Session, question: Message, names: Sequence[str], lines: Sequence[str], fits: Callable[[str], bool]
) -> str:
    """One of the names, chosen by its number or written out; asked for until the answer fits."""
    if len(names) == 1:
        return names[0]
    _show(session, lines)
    while True:
        found = _named(asked(session, question, ""), names, lines, fits)
        if found is not None:
            return found
        _say_how(session, names)


def several(
    session: Session, question: Message, names: Sequence[str], lines: Sequence[str], fits: Callable[[str], bool]
) -> list[str]:
    """One or more of the names, by their numbers or written out, with commas between; asked for until all fit."""
    if len(names) == 1:
        return [names[0]]
    _show(session, lines)
    while True:
        answers = asked(session, question, "").split(",")
        found = [_named(answer.strip(), names, lines, fits) for answer in answers]
        fitting = [name for name in found if name is not None]
        if len(fitting) == len(answers):
            return list(dict.fromkeys(fitting))
        _say_how(session, names)


def _show(session: Session, lines: Sequence[str]) -> None:
    for number, line in enumerate(lines, 1):
        say_aside(f"{number:4}  {_cut(escaped(line), session.width - 7)}\n")


def _named(answer: str, names: Sequence[str], lines: Sequence[str], fits: Callable[[str], bool]) -> str | None:
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
    notify(session.voice, say("Answer with a number from 1 to {n}, or a name.", n=str(len(names))))


def _cut(line: str, width: int) -> str:
    return line if len(line) <= width else f"{line[: width - 1]}…"


def asked(session: Session, question: Message, default: str) -> str:
    """The answer, or the default for an empty one. An end of input is an interrupt: nothing is written yet."""
    say_aside(f"{session.voice(question)}{f' [{escaped(default)}]' if default else ''}: ")
    try:
        line = sys.stdin.readline()
        if not line:
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        say_aside(f"\n{session.voice(say('Nothing was written.'))}\n")
        raise
    return line.strip() or default


def answered(session: Session, question: Message, default: str, read: Callable[[str], T]) -> T:
    """What ``read`` makes of the answer; asked again, with the reason, when it raises ``MedlofteError``."""
    while True:
        try:
            return read(asked(session, question, default))
        except MedlofteError as error:
            notify(session.voice, error.message, error.hint)
