"""The valid promises and logs that are changed, taken apart and put together by the tests that follow no case."""

from pathlib import Path

from medlofte.validation.checker import ProjectFile, PromiseFiles
from tests.docs.test_examples import examples
from tests.support.invariants import bundle_at

HERE = Path(__file__).parents[1]
ROOT = HERE.parent
CASES = ("equal-entries-parties", "kept-against-figures", "type-not-pooled", "unknown-tag")
"""Cases without errors in which several parties, judgements, kinds and parts stand."""


def _example() -> PromiseFiles:
    texts = {name: text.encode() for name, text in examples("format.md").items()}
    log = ProjectFile("promises/exempelby-2026/polis.yaml", texts["log"])
    return PromiseFiles(ProjectFile("promises/exempelby-2026.yaml", texts["promise"]), (log,))


BUNDLES = {
    **{path.stem: bundle_at(ROOT, path.stem) for path in sorted((ROOT / "promises").glob("*.yaml"))},
    **{name: bundle_at(HERE / "validation" / "cases" / name, "exempelby-2026") for name in CASES},
    "format.md": _example(),
}
"""By a name for the test: the repository's promises, some cases, and the example that has every kind of target."""

FILES = [(name, file.path) for name, bundle in BUNDLES.items() for file in (bundle.promise, *bundle.logs)]
DATA = [file.data for bundle in BUNDLES.values() for file in (bundle.promise, *bundle.logs)]


def data_of(name: str, path: str) -> bytes:
    """The bytes of a file of a bundle."""
    bundle = BUNDLES[name]
    return next(file.data for file in (bundle.promise, *bundle.logs) if file.path == path)
