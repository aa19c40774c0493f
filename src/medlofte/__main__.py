"""The way in: ``medlofte`` and ``python -m medlofte`` are the same."""

import gc
import os
import sys

from medlofte.core.lazy_regex import compile_lazily


def main() -> None:
    """Run the program and end the process with its exit code.

    The garbage collector looks seldom: a run is short and makes next to no cycles, and would spend a tenth of its time.
    The process ends without taking its objects apart, which would be another tenth; everything is written by then.
    """
    gc.set_threshold(50_000, 20, 100)
    try:
        with compile_lazily():  # a twentieth of a short run, for a reader that libyaml does without
            import yaml  # noqa: F401

        from medlofte.cli import COMMANDS
        from medlofte.cli.app import build, run

        code = run(build(COMMANDS))
    except KeyboardInterrupt:  # before the door was reached, or after it
        code = 130
    if sys.gettrace() is not None:  # a debugger or a measurement of coverage wants to end in its own way
        sys.exit(code)
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except (OSError, ValueError):
            code = code or 2
    os._exit(code)


if __name__ == "__main__":
    main()
