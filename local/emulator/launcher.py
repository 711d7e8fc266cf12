"""Starts ministack, the AWS emulator, with what it lacks. Run by local/src/emulator.ts, which sets the environment."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))

from endpoints import with_endpoints  # noqa: E402
from ministack import app  # noqa: E402

app.app = with_endpoints(app.app)

if __name__ == "__main__":
    app.main()
