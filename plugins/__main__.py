"""``python -m plugins``: see ``plugins.entry.cli``."""

import sys

from plugins.entry.cli import main

if __name__ == "__main__":
    sys.exit(main())
