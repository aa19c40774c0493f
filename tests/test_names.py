"""One name, one thing: no class name is defined in two modules, and functions are named by verbs, not participles."""

import ast
from collections import defaultdict

import pytest

from tests.test_architecture import modules

pytestmark = pytest.mark.quick

PARTICIPLES = frozenset(
    (
        *(
            "answered",
            "asked",
            "blotted",
            "chosen",
            "escaped",
            "found",
            "grouped",
            "judged",
            "kept",
        ),
        *(
            "known",
            "listed",
            "located",
            "masked",
            "mended",
        ),
        *(
            "named",
            "opened",
            "owed",
            "paired",
            "picked",
            "printed",
            "quoted",
            "reported",
            "rounded",
        ),
        *(
            "said",
            "seen",
            "shared",
            "shown",
            "sought",
            "spoken",
        ),
        *(
            "thinned",
            "told",
            "unused",
            "wanted",
            "written",
        ),
    )
)
"""Words that say what something is, not what a function does."""


def test_a_class_name_is_defined_in_one_module() -> None:
    """A private class too: ``_Job`` beside ``Job`` is the same word to a reader."""
    defined = defaultdict(list)
    for path, module in modules().items():
        for node in ast.walk(module):
            if isinstance(node, ast.ClassDef):
                defined[node.name.lstrip("_")].append(f"{path}:{node.lineno}")
    offenders = [f"{name}: {', '.join(places)}" for name, places in sorted(defined.items()) if len(places) > 1]
    assert not offenders, "\n".join(offenders)


def test_no_public_function_is_named_by_a_participle() -> None:
    offenders = [
        f"{path}:{node.lineno} {node.name}"
        for path, module in modules().items()
        for node in module.body
        if isinstance(node, ast.FunctionDef) and node.name in PARTICIPLES
    ]
    assert not offenders, "\n".join(offenders)
