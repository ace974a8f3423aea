"""Mutants of a module: each differs from its source in one small thing that a test should notice."""

from __future__ import annotations

import ast
import copy
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

COMPARED: dict[type, tuple[type, ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
RECKONED: dict[type, type] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
NAMES = {"min": "max", "max": "min", "any": "all", "all": "any"}
ROUNDED = {"ROUND_HALF_UP": "ROUND_HALF_DOWN", "ROUND_UP": "ROUND_DOWN", "ROUND_DOWN": "ROUND_UP"}
#: Arguments that say how a thing is built or checked, not what it decides.
UNTOUCHED = {
    "frozen",
    "slots",
    "strict",
    "kw_only",
    "eq",
    "maxsize",
    "maxsplit",
    "field",
    "check_deliverability",
}
#: What stands in brackets behind them is a type.
GENERIC = {"tuple", "list", "dict", "set", "frozenset", "type", "Callable", "Mapping", "Iterable", "Sequence"}
#: Up to this length a list, tuple or set loses each of its members once; a longer one is a table of data.
FEW = 6
LONGEST_SHOWN = 100

Parents = tuple[ast.AST, ...]


@dataclass(frozen=True, slots=True)
class Mutant:
    """One changed module: where it differs, what stood there and what stands there now, and its code."""

    line: int
    place: str
    change: str
    code: CodeType

    @property
    def key(self) -> str:
        """The words by which it is known, wherever its line moves to."""
        return f"{self.place}: {self.change}"


def mutants(source: str, filename: str = "<mutant>") -> Iterator[Mutant]:
    """Yield every mutant of a module's source, in the order of its lines."""
    tree = ast.parse(source)
    for node, parents in list(_decisive(tree, ())):
        for new in _changes(node, parents):
            frame = _shown(node, parents)
            before = ast.unparse(frame)
            ast.copy_location(new, node)
            _put(parents[-1], node, new)
            after = ast.unparse(new if frame is node else frame)
            code = compile(ast.fix_missing_locations(tree), filename, "exec")
            _put(parents[-1], new, node)
            yield Mutant(_line(node, parents), _place(parents), f"{before} → {after}", code)


def _decisive(node: ast.AST, parents: Parents) -> Iterator[tuple[ast.AST, Parents]]:
    """Walk over what runs and decides: not over annotations, decorators, formats and how a thing is built."""
    if parents:
        yield node, parents
    for name, value in ast.iter_fields(node):
        if name in ("annotation", "returns", "decorator_list", "format_spec", "type_params"):
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_form(child):
                yield from _decisive(child, (*parents, node))


def _is_form(node: ast.AST) -> bool:
    """Tell whether a part says how a thing is built or checked, or what type it has."""
    match node:
        case ast.keyword(arg=str(name)):
            return name in UNTOUCHED
        case ast.Subscript(value=ast.Name(id=name)):
            return name in GENERIC
    return False


def _changes(node: ast.AST, parents: Parents) -> Iterator[ast.AST]:
    match node:
        case ast.Compare():
            for index, op in enumerate(node.ops):
                for other in COMPARED[type(op)]:
                    yield _with(node, ops=[*node.ops[:index], other(), *node.ops[index + 1 :]])
        case ast.BoolOp():
            yield _with(node, op=ast.And() if isinstance(node.op, ast.Or) else ast.Or())
        case ast.UnaryOp(op=ast.Not() | ast.USub()):
            yield node.operand
        case ast.BinOp() | ast.AugAssign() if type(node.op) in RECKONED:
            yield _with(node, op=RECKONED[type(node.op)]())
        case ast.Constant(value=bool()):
            yield ast.Constant(not node.value)
        case ast.Constant(value=int() | float()):
            yield ast.Constant(node.value + 1)
            yield ast.Constant(node.value - 1)
        case ast.Call(func=ast.Name(id="Decimal"), args=[ast.Constant(value=str(text))]):
            yield _with(node, args=[ast.Constant(f"{text}E1" if "e" not in text.lower() else f"{text}0")])
        case ast.Name(id=name) if (
            name in NAMES and isinstance(parents[-1], ast.Call) and node is parents[-1].func
        ):
            yield ast.Name(NAMES[name], ast.Load())
        case ast.Name(id=name) if name in ROUNDED:
            yield ast.Constant(ROUNDED[name])  # decimal takes the name for the thing
        case ast.List(ctx=ast.Load()) | ast.Tuple(ctx=ast.Load()) | ast.Set() if 2 <= len(node.elts) <= FEW:
            for index in range(len(node.elts)):
                yield _with(node, elts=[*node.elts[:index], *node.elts[index + 1 :]])
        case ast.Return(value=ast.expr()) if not _is_none(node.value):
            yield ast.Return(ast.Constant(None))
        case ast.Raise() | ast.Expr(value=ast.Call()):
            yield ast.Pass()
        case ast.Break():
            yield ast.Continue()
        case ast.Continue():
            yield ast.Break()
    if _is_condition(node, parents[-1]):
        yield ast.UnaryOp(ast.Not(), node)


def _is_condition(node: ast.AST, parent: ast.AST) -> bool:
    """Tell whether a plain value decides a branch; a comparison in its place has mutants of its own."""
    if not isinstance(node, ast.expr) or isinstance(node, ast.Compare | ast.BoolOp):
        return False
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.Not):
        return False
    if isinstance(parent, ast.If | ast.IfExp | ast.While | ast.Assert):
        return node is parent.test
    return isinstance(parent, ast.BoolOp) or isinstance(parent, ast.comprehension) and node in parent.ifs


def _is_none(node: ast.expr | None) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _with(node: ast.AST, **fields: object) -> ast.AST:
    changed = copy.copy(node)
    for name, value in fields.items():
        setattr(changed, name, value)
    return changed


def _put(parent: ast.AST, old: ast.AST, new: ast.AST) -> None:
    for name, value in ast.iter_fields(parent):
        if value is old:
            setattr(parent, name, new)
        elif isinstance(value, list) and any(child is old for child in value):
            setattr(parent, name, [new if child is old else child for child in value])


def _shown(node: ast.AST, parents: Parents) -> ast.AST:
    """Return the part to show: a bare number or name says nothing without what stands around it."""
    shown = node
    for parent in reversed(parents):
        if not isinstance(parent, ast.expr | ast.Assign | ast.Return | ast.keyword | ast.slice):
            break
        if len(ast.unparse(parent)) > LONGEST_SHOWN:
            break
        shown = parent
        if not isinstance(node, ast.Constant | ast.Name | ast.UnaryOp):
            break
    return shown


def _place(parents: Parents) -> str:
    named = (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    return ".".join(parent.name for parent in parents if isinstance(parent, named)) or "module"


def _line(node: ast.AST, parents: Parents) -> int:
    return next(n.lineno for n in (node, *reversed(parents)) if hasattr(n, "lineno"))
