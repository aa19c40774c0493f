"""``python -m medlofte`` is the same as ``medlofte``."""

from medlofte.cli import main

if __name__ == "__main__":
    main()
