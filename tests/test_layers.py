"""The packages of the assistant import one way, from what reads words to what is shown."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import assistant

ROOT = Path(assistant.__file__).parent
# None imports one that stands behind it; the modules of the package itself join them.
LAYERS = (
    "language understanding answers evidence silence lookups dialogue claims tables plans llm web"
).split()


def imported(module: Path) -> set[str]:
    """Return the packages of the assistant that a module imports when it is imported."""
    names: set[str] = set()
    for node in ast.parse(module.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
        elif isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
    parts = [name.split(".") for name in names]
    return {part[1] for part in parts if part[0] == "assistant" and len(part) > 1}


def test_every_package_stands_in_one_place():
    packages = {path.parent.name for path in ROOT.glob("*/__init__.py")}
    assert packages == set(LAYERS)


def test_no_package_imports_one_behind_it():
    behind = [
        f"{layer}/{module.name} imports {found}"
        for place, layer in enumerate(LAYERS)
        for module in sorted((ROOT / layer).glob("*.py"))
        for found in sorted(imported(module) & set(LAYERS[place + 1 :]))
    ]
    assert behind == []


def modules_imported(module: Path) -> set[str]:
    """Return the modules of the assistant that a module imports when it is imported."""
    body = ast.parse(module.read_text(encoding="utf-8")).body
    names = {node.module or "" for node in body if isinstance(node, ast.ImportFrom)}
    return {name for name in names if name.startswith("assistant.")}


def test_no_module_needs_one_that_needs_it():
    needs = {
        ".".join(("assistant", *module.relative_to(ROOT).with_suffix("").parts)): modules_imported(
            module
        )
        for module in ROOT.rglob("*.py")
    }
    order = [*TopologicalSorter(needs).static_order()]  # raises CycleError where one does
    assert order.index("assistant.single_turn") < order.index("assistant.decomposition")
    assert order.index("assistant.decomposition") < order.index("assistant.chain")
