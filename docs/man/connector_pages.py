# SPDX-License-Identifier: Apache-2.0
"""A page for each connector: from what it says of itself, which is what forms and programs go by too."""
import json

import mdoc
from command_pages import ask

TYPES = {"boolean": "true or false", "integer": "a whole number", "number": "a number", "string": "text",
         "array": "a list", "object": "an object"}


def type_of(field):
    if "enum" in field:
        return "one of " + ", ".join(json.dumps(value) for value in field["enum"])
    names = field.get("type", [])
    names = [names] if isinstance(names, str) else names
    return " or ".join(TYPES[name] for name in names if name != "null") or "any JSON"


def bounds(field):
    low, high = field.get("minimum"), field.get("maximum")
    if low is not None and high is not None:
        return f" from {low} to {high}"
    return f" from {low}" if low is not None else f" up to {high}" if high is not None else ""


def facts(field, required):
    out = type_of(field) + bounds(field)
    if field.get("x-secret"):
        out += "; a secret"
    if required:
        out += "; required"
    if "default" in field:
        out += "; default " + json.dumps(field["default"], ensure_ascii=False)
    if field.get("examples"):
        out += "; such as " + json.dumps(field["examples"][0], ensure_ascii=False)
    return out[0].upper() + out[1:] + "."


def in_order(properties):
    return sorted(properties.items(), key=lambda item: item[1].get("x-ui", {}).get("order", 1000000))


def fields(schema, prefix=""):
    out = ""
    for name, field in in_order(schema.get("properties", {})):
        required = name in schema.get("required", [])
        out += ".It Li " + mdoc.word(prefix + name) + "\n"
        out += mdoc.line(field.get("title", name).rstrip(".") + ".") if "title" in field else ""
        out += mdoc.sentences(field.get("description", ""))
        out += mdoc.sentences(facts(field, required))
        out += fields(field, prefix + name + ".")
        out += fields(field.get("items", {}), prefix + name + "[].")
    return out


def field_list(schema):
    listed = fields(schema)
    return f".Bl -tag -width Ds\n{listed}.El\n" if listed else "None.\n"


def action(described):
    out = f".Sh ACTION {described['id'].upper()}\n" + mdoc.sentences(described["description"])
    again = "changes nothing more" if described["idempotent"] else "may do again what was done"
    kind = {"id": "an id", "content": "a file's bytes", "none": "nothing"}[described["inputKind"]]
    out += ".Pp\n" + mdoc.sentences(
        f"Each input is {kind}; inputs to outputs {described['cardinality']}. "
        f"Run again over the same inputs, it {again}.")
    out += ".Ss Operation\n" + field_list(described["operationSchema"])
    out += ".Ss Properties of an input\n" + field_list(described["inputProperties"])
    out += ".Ss Properties of an output\n" + field_list(described["outputProperties"])
    if described.get("responseProfile"):
        out += ".Ss A record\n" + field_list(described["responseProfile"])
    if described["errors"]:
        out += ".Ss Errors of a document\n.Bl -item -compact\n"
        out += "".join(f".It\n.Li {mdoc.word(name)}\n" for name in described["errors"]) + ".El\n"
    return out


def errors(described):
    out = ".Sh ERROR IDS\n.Bl -tag -width Ds\n"
    for error in described:
        out += ".It Li " + mdoc.word(error["id"]) + "\n"
        out += mdoc.line(f"{error['title'].rstrip('.')} ({error['class']}, retry {error['retry']}).")
        out += mdoc.sentences(error.get("hint") or "")
    return out + ".El\n"


def page(described):
    name = described["id"]
    out = mdoc.begin(f"hawser-{name}", 7, f"{described['title']}, a connector of hawser")
    out += ".Sh DESCRIPTION\n" + mdoc.sentences(described["description"])
    out += ".Pp\n" + mdoc.sentences("It is run with") + f".Xr hawser-run 1 .\n"
    out += "A field is set in a file of JSON, or with\n.Fl Fl set-connection\nand\n.Fl Fl set .\n"
    out += ".Sh CONNECTION\n" + field_list(described["connectionSchema"])
    out += "".join(action(one) for one in described["actions"]) + errors(described["errors"])
    return out + mdoc.see_also([("hawser", 1), ("hawser-init", 1), ("hawser-run", 1), ("hawser-test", 1)])


def pages(program, connectors):
    """`connectors` are ids, or paths of shared objects."""
    out = {}
    for connector in connectors:
        described = json.loads(ask(program, "describe", connector, "--json"))
        out[f"hawser-{described['id']}.7"] = page(described)
    return out
