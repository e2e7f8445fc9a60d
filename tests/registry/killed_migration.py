"""A process that migrates all units and dies inside the transaction of the twelfth.

python -m tests.registry.killed_migration <folder of the release> <port> <database>
"""

import os
import signal
import sys
from pathlib import Path
from typing import Any

DIES_AT = 12


def main(folder: str, port: str, database: str) -> None:
    """Migrate; the process does not survive it."""
    import django
    from django.conf import settings

    for place in (settings.DATABASES["default"], settings.DATABASES["owner"]):
        place |= {"HOST": "127.0.0.1", "PORT": port, "NAME": database}
    django.setup()
    from registry import fleet
    from tests.registry.releases import use_release

    use_release(Path(folder), settings)
    seen: list[int] = []
    texts = fleet.replay_texts

    def dying(steps: Any, unit: Any) -> list[str]:
        seen.append(unit.id)
        if len(seen) == DIES_AT:
            os.kill(os.getpid(), signal.SIGKILL)
        return texts(steps, unit)

    fleet.replay_texts = dying
    fleet.migrate(progress=lambda done, of, key, why: print(key, flush=True))


if __name__ == "__main__":
    main(*sys.argv[1:])
