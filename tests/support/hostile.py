"""A promise with a log that hold a text wherever the format takes one, found in the schemas themselves."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from unicodedata import normalize

from medlofte.parsing import schema as _schema

SCHEMAS = Path(_schema.__file__).parent
ID = "exempelby-2026"

Text = Callable[[str], str]
"""From the name of a field to what stands in it."""

SIGNS = (
    '# * _ [x](javascript:alert(1)) <script>x</script> <b onclick=x>y</b> | \\ $x$ #import "x" #{panic()} {{ 7*7 }} '
    "{% raw %} =1+1 ![p](picture:bar-fotpatrull) [s](status:kept) [h](lang:en) <!-- ]]> &amp; &#60; **b** __c__ `d` "
    "~~e~~ 1. - > + ~~~ ``` @f ^g = h // i /* j www.k.se https://l.se <https://m.se> 'n' \"o\" p\\ "
)
LINES = (
    "# a\n## b\n- c\n* d\n+ e\n1. f\n2) g\n> h\n~~~\ni\n```\n| j | k |\n| --- | --- |\n---\n===\n***\n    l\n<div>\n"
    "[m]: https://n.se\n\\o\n=p\n@q\n{% r\n<!--\n"
)
LETTERS = (
    "ǻ è ﬁ ½ ✓ ▲ 👩 🚒 🇸🇪 𝔐 مرحبا שלום 中文 한국어 ไทย "
    "a\u0301\u0327 hårt\u00a0mellanrum smalt\u202fmellanrum – — … ‐ ‑ “” ’ "
)
LONG = "långtordutanslut" * 20 + " " + "många ord i en lång följd " * 20


def plain(text: str) -> str:
    """A harmless text with as many lines and paragraphs."""
    return "\n".join("ett ord " if line.strip() else "" for line in text.split("\n"))


def texts(text: str) -> Text:
    """Each field's text: the same for all, with the field's name at the end."""
    return lambda name: f"{text}{name}"


_VALUES: dict[str, Any] = {
    "format": 1,
    "municipality": {"name": "Exempelby kommun"},
    "period": {"start": "2026-01-01", "end": "2026-12-31"},
    "status": "adopted",
    "decisions[].kind": "adopted",
    "decisions[].date": "2025-12-01",
    "decisions[].changes": ["activities.nyckel"],
    "decisions[].fingerprint": None,
    "focus_areas[].status": None,
    "effects[].focus_area": "nyckel",
    "activities[].focus_area": "nyckel",
    "activities[].responsible": ["nyckel"],
    "activities[].supporting": None,
    "activities[].target": None,
    "activities[].period": None,
    "activities[].pace": None,
    "activities[].of_which[].at_least": 1,
    "activities[].sensitive": None,
    "follows": None,
}
_TARGETS: dict[str, dict[str, Any]] = {
    "antal": {"at_least": 20, "unit": "unit"},
    "alla": {"all": "all", "of": 7, "unit": None},
    "klart": {"done": "done", "by": "2026-10-01"},
}
_ENTRY = {
    "date": "2026-02-01",
    "results": None,
    "tags": None,
    "assessed": "partly",
    "precision": None,
    "total": None,
    "within": None,
    "done": None,
    "reached": None,
    "ref": "r1",
    "activity": "antal",
    "count": 4,
    "of_which": None,
}


def promise(text: Text) -> dict[str, Any]:
    """A promise whose every field is there, each text being what the function gives for its name."""
    schema = json.loads((SCHEMAS / "promise.schema.json").read_text("utf-8"))
    value = dict(_filled(schema, "", schema["$defs"], text))
    model = value["activities"]["nyckel"]
    value["activities"] = {id: _with_target(model, id, target, text) for id, target in _TARGETS.items()}
    cases = value["cases"][0]
    value["cases"] = [{**cases, "kind": kind} for kind in ("memo", "followup", "interpellation")]
    return value


def _with_target(model: Mapping[str, Any], id: str, target: Mapping[str, Any], text: Text) -> dict[str, Any]:
    said = {name: text(f"target-{name}") if each == name else each for name, each in target.items() if each is not None}
    made = {**model, "title": text(f"activity-{id}"), "target": said}
    if id != "antal":
        made = {name: each for name, each in made.items() if name not in ("of_which", "counts")}
    return made


def log(text: Text) -> list[dict[str, Any]]:
    """Entries that hold every text of a log."""
    schema = json.loads((SCHEMAS / "log.schema.json").read_text("utf-8"))
    names = schema["$defs"]["entry"]["properties"]
    entry: dict[str, Any] = {name: _ENTRY[name] if name in _ENTRY else text(f"entry-{name}") for name in names}
    entry["results"] = {normalize("NFC", text("entry-result")): 3}
    entry["tags"] = [text("entry-tag")]
    return [{name: each for name, each in entry.items() if each is not None}]


def write(project: Path, text: Text) -> None:
    """Put the promise and its log into a project."""
    folder = project / "promises"
    (folder / ID).mkdir(parents=True, exist_ok=True)
    for other in (folder / ID).iterdir():
        other.unlink()
    (folder / f"{ID}.yaml").write_text(_yaml(promise(text)), "utf-8")
    lines = "".join(f"- {_yaml(each)}\n" for each in log(text))
    (folder / ID / "nyckel.yaml").write_text(lines, "utf-8")


def _yaml(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _filled(schema: Mapping[str, Any], path: str, defs: Mapping[str, Any], text: Text) -> Any:
    """A value of the schema; nothing where the format has a choice that is made elsewhere."""
    if path in _VALUES:
        return _VALUES[path]
    kind = str(schema.get("$ref", "")).rpartition("/")[2]
    if kind == "text":
        return text(path.replace("[]", "").replace(".", "-"))
    if kind in ("days", "moment"):
        return "2026-11"
    if kind == "precision":
        return "about"
    if "enum" in schema:
        return schema["enum"][0]
    of = schema.get("type")
    if of == "array":
        return [_filled(schema["items"], f"{path}[]", defs, text)]
    if of == "object":
        return _object(schema, path, defs, text)
    if of == "boolean":
        return True
    if isinstance(of, list):
        return text(path.replace("[]", "").replace(".", "-"))
    return 3


def _object(schema: Mapping[str, Any], path: str, defs: Mapping[str, Any], text: Text) -> dict[str, Any]:
    if not schema.get("properties"):
        return {"nyckel": _filled(schema["additionalProperties"], f"{path}[]", defs, text)}
    fields = {
        name: _filled(each, f"{path}.{name}".strip("."), defs, text) for name, each in schema["properties"].items()
    }
    return {name: each for name, each in fields.items() if each is not None}
