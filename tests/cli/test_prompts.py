"""Questions at a terminal, asked again until the answer fits."""

import io
from pathlib import Path

import pytest

from medlofte.cli.prompts import ask, ask_until, choose_many, choose_one
from medlofte.cli.session import Session
from medlofte.core.errors import MedlofteError
from medlofte.core.messages import msg

pytestmark = pytest.mark.quick

NAMES, LINES = ["a", "b", "c"], ["Fotpatrull", "Fotbollsskola", "Vandring"]


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path, "en")


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


@pytest.mark.parametrize(
    ("lines", "chosen"),
    [(["2"], "b"), (["c"], "c"), (["vand"], "c"), (["FOTPATRULL"], "a"), (["fot", "0", "4", "", "1"], "a")],
)
def test_one_is_chosen_by_number_name_or_the_beginning_of_its_line(
    monkeypatch: pytest.MonkeyPatch, session: Session, lines: list[str], chosen: str
) -> None:
    answer(monkeypatch, *lines)
    assert choose_one(session, msg("help"), NAMES, LINES, NAMES.__contains__) == chosen


def test_nothing_is_asked_where_there_is_one(monkeypatch: pytest.MonkeyPatch, session: Session) -> None:
    answer(monkeypatch)
    assert choose_one(session, msg("help"), ["a"], ["A"], bool) == "a"
    assert choose_many(session, msg("help"), ["a"], ["A"], bool) == ["a"]


def test_several_are_chosen_once_each_and_all_must_fit(monkeypatch: pytest.MonkeyPatch, session: Session) -> None:
    answer(monkeypatch, "1, x", "3, vandring ,1")
    assert choose_many(session, msg("help"), NAMES, LINES, NAMES.__contains__) == ["c", "a"]


def test_an_empty_answer_is_the_default_and_an_end_of_input_an_interrupt(
    monkeypatch: pytest.MonkeyPatch, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(monkeypatch, "  ")
    assert ask(session, msg("help"), "idag") == "idag"
    assert capsys.readouterr().err == "help [idag]: "
    with pytest.raises(KeyboardInterrupt):
        ask(session, msg("help"), "idag")


def test_it_is_asked_again_with_the_reason(
    monkeypatch: pytest.MonkeyPatch, session: Session, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(text: str) -> int:
        if not text.isdecimal():
            raise MedlofteError(msg("error"))
        return int(text)

    answer(monkeypatch, "tre", "3")
    assert ask_until(session, msg("help"), "", read) == 3
    assert "medlofte: error\n" in capsys.readouterr().err
