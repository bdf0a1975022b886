"""`python -m tui` is `xingfu`."""

import sys

from tui.cli import main

sys.exit(main())
