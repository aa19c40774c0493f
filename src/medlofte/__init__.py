"""Keep citizens' promises as plain files, check them, count what was done, and tell how it went.

What a script needs is here: ``load``, ``check``, ``progress_of``, ``duties_of``, ``compare``, ``render``, ``export``
and ``log_entry``, the types that they return, and ``MedlofteError``. They are imported when they are asked for, so that
the command line starts no later for them. Everything else is private. ``docs/api.md`` shows how they are used.
"""

from __future__ import annotations

TYPE_CHECKING = False  # as typing has it: to import that here, with the garbage collector on, would be felt
if TYPE_CHECKING:
    from medlofte.api import (
        ActivityProgress,
        Change,
        Comparison,
        Diagnostic,
        Dossier,
        Due,
        Duty,
        NewEntry,
        Progress,
        Project,
        RelatedPlace,
        check,
        compare,
        duties_of,
        export,
        load,
        log_entry,
        progress_of,
        render,
    )
    from medlofte.core.errors import MedlofteError

__version__ = "0.1.0"

__all__ = [
    "ActivityProgress",
    "Change",
    "Comparison",
    "Diagnostic",
    "Dossier",
    "Due",
    "Duty",
    "MedlofteError",
    "NewEntry",
    "Progress",
    "Project",
    "RelatedPlace",
    "__version__",
    "check",
    "compare",
    "duties_of",
    "export",
    "load",
    "log_entry",
    "progress_of",
    "render",
]

if not TYPE_CHECKING:  # or a checker would believe that there is every name

    def __getattr__(name):
        """One of the public names, imported now. Raises ``AttributeError`` for any other."""
        if name not in __all__:
            raise AttributeError(f"module 'medlofte' has no attribute {name!r}")
        from medlofte import api

        value = globals()[name] = getattr(api, name)
        return value


def __dir__() -> list[str]:
    """The public names, for those who look around."""
    return __all__
