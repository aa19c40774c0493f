"""Compiled templates: medlofte's own are kept, a project's never."""

import sys
from pathlib import Path

import pytest
from jinja2 import Environment

from medlofte.project.workspace import default_template
from medlofte.rendering import template_cache
from medlofte.rendering.template_cache import Compiled

pytestmark = pytest.mark.quick

NAME = "memo.md.j2"


@pytest.fixture
def folder(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(template_cache, "FOLDER", tmp_path)
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    return tmp_path


def compile_template(text: str) -> None:
    cache, environment = Compiled(), Environment(autoescape=True)
    bucket = cache.get_bucket(environment, NAME, None, text)
    bucket.code = compile("1", NAME, "exec")
    cache.set_bucket(bucket)


def test_an_own_template_is_kept_and_fits_this_python(folder: Path) -> None:
    text = default_template(NAME)
    assert text is not None
    compile_template(text)
    (kept,) = folder.iterdir()
    assert kept.name.startswith(f"{NAME}.{sys.implementation.cache_tag}-jinja-")


def test_a_template_of_a_project_is_not_kept(folder: Path) -> None:
    compile_template((default_template(NAME) or "") + " ")
    assert list(folder.iterdir()) == []


def test_nothing_is_kept_where_python_keeps_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    compile_template(default_template(NAME) or "")
    assert list(folder.iterdir()) == []
