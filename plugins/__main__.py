"""``python -m plugins``: see ``plugins.entry.cli``."""

import gc
import sys

# Before anything else is loaded: to look for cycles among what lives as long as the process takes
# a tenth of its time, and a build makes hardly any.
gc.set_threshold(1_000_000, 20, 20)

from plugins.entry.cli import main  # noqa: E402

if __name__ == "__main__":
    sys.exit(main())
