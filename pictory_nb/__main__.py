"""``python -m pictory_nb`` is ``pictory-nb``."""

import sys

from pictory_nb.cli import main

if __name__ == "__main__":
    sys.exit(main())
