"""The proofs draw their values with the help of the tests of the schema."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "schema"))
