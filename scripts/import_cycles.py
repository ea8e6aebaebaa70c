"""Fail if modules import each other in a circle at run time, imports inside functions included.

Imports under TYPE_CHECKING do not count. Prints one circle per group of modules, exit status 1.
"""

from __future__ import annotations

import sys
import tomllib
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import grimp

ROOT = Path(__file__).parent.parent


def main() -> int:
    sys.path.insert(0, str(ROOT))
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]
    graph = grimp.build_graph(*settings["root_packages"], exclude_type_checking_imports=True, cache_dir=None)
    imports = {module: graph.find_modules_directly_imported_by(module) for module in graph.modules}
    try:
        TopologicalSorter(imports).prepare()
    except CycleError as error:
        print("Modules import each other:", " -> ".join(error.args[1]))
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
