"""Expressions that wait: PyYAML reads as it does otherwise, and a run compiles none of its own."""

import subprocess
import sys

from tests.conftest import ROOT

BEGIN = "from medlofte.core.lazy_regex import compile_lazily\nwith compile_lazily():\n    import yaml\n"
READ = """
import re, yaml
text = "[2026-01-31, 2026-01-31 08:30:00, 0o17, 017, 0x1F, 1:30, 1.5, .inf, yes, ~, text, 'a b']"
print(type(re.compile("a")).__name__, yaml.load(text, yaml.SafeLoader))
for loader in (yaml.SafeLoader, yaml.CSafeLoader):
    try:
        yaml.load("a: " + chr(1), loader)
    except yaml.reader.ReaderError as error:
        print(error.character)
"""
RUN = """
import sys
sys.argv = ["medlofte", "validate"]
from medlofte.cli import COMMANDS
from medlofte.cli.app import build, run
assert run(build(COMMANDS)) == 0
waiting = [yaml.reader.Reader.NON_PRINTABLE, yaml.constructor.SafeConstructor.timestamp_regexp]
waiting += [each for _, each in yaml.resolver.Resolver.yaml_implicit_resolvers["0"]]
print("said", {type(each).__name__ for each in waiting}, set().union(*map(vars, waiting)))
"""


def _said(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    return done.stdout


def test_pyyaml_reads_the_same() -> None:
    assert _said(BEGIN + READ) == _said(READ) != ""


def test_a_run_compiles_none_of_pyyamls_expressions() -> None:
    assert _said(BEGIN + RUN).splitlines()[-1] == "said {'LazyPattern'} {'_arguments'}"
