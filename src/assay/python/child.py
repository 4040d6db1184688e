"""The process of a Python solver under audit: loads the class, serves it to assay.

    python3 -m assay.child FILE.py:CLASS DESCRIPTOR
"""

import difflib
import importlib.util
import os
import sys
import traceback

import numpy  # noqa: F401, before a folder of the solver's can hide it

from . import _assay


def _toml(value):
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return repr(value)
    if isinstance(value, (list, tuple)):
        return "[" + ", ".join(_toml(one) for one in value) + "]"
    text = str(value).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{text}"'


def declaration(declares):
    """A class's `declares`, a dict or a text, as TOML."""
    if declares is None or isinstance(declares, str):
        return declares or ""
    if not isinstance(declares, dict):
        raise ValueError(f"declares is a dict or a text in TOML, not {type(declares).__name__}")
    plain = [f"{key} = {_toml(value)}" for key, value in declares.items()
             if not isinstance(value, dict)]
    for key, table in declares.items():
        if isinstance(table, dict):
            plain.append(f"[{key}]")
            plain += [f"{name} = {_toml(value)}" for name, value in table.items()]
    return "\n".join(plain) + "\n"


def _value(text):
    for kind in (int, float):
        try:
            return kind(text)
        except ValueError:
            pass
    return text


def load(target):
    """The class that FILE.py:CLASS names. Raises ValueError, one clear line."""
    path, _, name = target.rpartition(":")
    sys.path.insert(0, os.path.dirname(path))  # as for a script: modules beside it are found
    spec = importlib.util.spec_from_file_location("assay_solver_under_audit", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except SyntaxError as error:
        raise ValueError(f"{path}:{error.lineno}:{error.offset}: {error.msg}") from None
    except FileNotFoundError:
        raise ValueError(f"there is no file {path}") from None
    except BaseException as error:  # whatever a module does when it is loaded
        last = traceback.extract_tb(error.__traceback__)[-1]
        raise ValueError(
            f"{last.filename}:{last.lineno}: {type(error).__name__}: {error}") from None
    found = module
    for part in name.split("."):
        found = getattr(found, part, None)
    if not isinstance(found, type):
        classes = [key for key, value in vars(module).items()
                   if isinstance(value, type) and value.__module__ == spec.name]
        raise ValueError(f"{path} has no class {name}; it has {', '.join(classes) or 'none'}")
    close = [] if hasattr(found, "declares") else difflib.get_close_matches(
        "declares", vars(found), cutoff=0.7)
    if close:
        raise ValueError(f"{path}: {name} has {close[0]}, which nothing reads: write declares")
    for member in ("start", "step"):
        if not callable(getattr(found, member, None)):
            raise ValueError(f"{path}: {name} has no method {member}")
    return found


def main():
    target, descriptor = sys.argv[1], int(sys.argv[2])
    try:
        solver = load(target)
        text = declaration(getattr(solver, "declares", None))
    except ValueError as error:
        _assay.refuse(descriptor, str(error))
        return 0

    def make(constants, parameters):
        values = {key: _value(value) for key, value in parameters.items() if value != "auto"}
        return solver(constants, values)

    return _assay.serve(descriptor, make, text, hasattr(solver, "calls_per_step"))


if __name__ == "__main__":
    sys.exit(main())
