"""``python -m tests.clock DAY …``: medlofte on a certain day, with the same references each time, as guides show it."""

import os
import random
import sys
from datetime import date

from medlofte.__main__ import main
from medlofte.project import context


def stand_still(day: str, arguments: list[str]) -> None:
    """Stop the clock on a day, and draw what is drawn at random from the arguments."""

    class Day(date):
        @classmethod
        def today(cls) -> "Day":
            return cls.fromisoformat(day)

    vars(context)["date"] = Day
    os.urandom = random.Random(" ".join(arguments)).randbytes


if __name__ == "__main__":
    day = sys.argv.pop(1)
    stand_still(day, sys.argv[1:])
    main()
