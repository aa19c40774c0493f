"""The way in: ``medlofte`` and ``python -m medlofte`` are the same."""

import gc


def main() -> None:
    """Run the program and end the process with its exit code.

    The garbage collector is off: a run is short, makes next to no cycles, and would spend a tenth of its time looking.
    """
    gc.disable()
    from medlofte.cli import main as run

    run()


if __name__ == "__main__":
    main()
