"""From the OpenAPI document to HTML: every address with its parameters, body and answers."""

import json
from collections.abc import Iterator, Mapping
from html import escape
from typing import Any

Node = Mapping[str, Any]


def manual_page(document: Node) -> str:
    """The whole page; it needs its stylesheet and nothing else."""
    info = document["info"]
    sections = "".join(_section(tag, operations) for tag, operations in _by_tag(document).items())
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(info['title'])} · HTTP</title>\n"
        '<link rel="stylesheet" href="/docs/style.css">\n</head>\n<body>\n<header>\n'
        f"<h1>{escape(info['title'])}</h1>\n<p>{escape(info['description'])}</p>\n"
        f'<p>Version {escape(info["version"])} · <a href="/openapi.json">OpenAPI document</a> · '
        '<a href="/api/v1/schemas">schemas of the events</a></p>\n</header>\n<main>\n'
        f"{sections}</main>\n</body>\n</html>\n"
    )


def _by_tag(document: Node) -> dict[str, list[tuple[str, str, Node]]]:
    """(method, path, operation) by the first tag, in the order of the document."""
    found: dict[str, list[tuple[str, str, Node]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            found.setdefault(operation.get("tags", ["other"])[0], []).append((method.upper(), path, operation))
    return found


def _section(tag: str, operations: list[tuple[str, str, Node]]) -> str:
    return f"<section>\n<h2>{escape(tag)}</h2>\n{''.join(_operation(*one) for one in operations)}</section>\n"


def _operation(method: str, path: str, operation: Node) -> str:
    return (
        f'<details>\n<summary><span class="method">{method}</span> <code>{escape(path)}</code> '
        f'<span class="what">{escape(operation.get("description", ""))}</span></summary>\n<div>\n'
        f"{''.join(_parts(operation))}</div>\n</details>\n"
    )


def _parts(operation: Node) -> Iterator[str]:
    if parameters := operation.get("parameters"):
        yield "<h3>Parameters</h3>\n<table>\n<thead><tr><th scope=col>Name</th><th scope=col>In</th>"
        yield "<th scope=col>What</th></tr></thead>\n<tbody>\n"
        yield from (_parameter(one) for one in parameters)
        yield "</tbody>\n</table>\n"
    for media_type, content in operation.get("requestBody", {}).get("content", {}).items():
        yield f"<h3>Body: <code>{escape(media_type)}</code></h3>\n{_schema(content.get('schema', {}))}"
    for status, answer in operation["responses"].items():
        yield f"<h3>{escape(status)}: {escape(answer['description'])}</h3>\n"
        for media_type, content in answer.get("content", {}).items():
            yield f"<p><code>{escape(media_type)}</code></p>\n{_schema(content.get('schema', {}))}"


def _parameter(one: Node) -> str:
    schema = one.get("schema", {})
    said = " ".join(filter(None, (one.get("description") or schema.get("description", ""), _bounds(schema))))
    needed = " (required)" if one.get("required") else ""
    return (
        f"<tr><td><code>{escape(one['name'])}</code>{needed}</td><td>{escape(one['in'])}</td>"
        f"<td>{escape(said)}</td></tr>\n"
    )


def _bounds(schema: Node) -> str:
    """What the schema allows, in words."""
    words = []
    for part in schema.get("anyOf", [schema]):
        words += [str(value) for value in part.get("enum", ())]
    low, high = schema.get("minimum"), schema.get("maximum")
    said = f"One of {', '.join(words)}." if words else ""
    if low is not None and high is not None and high < 10**9:
        said = f"{low} to {high}."
    return said + (f" Default {schema['default']}." if "default" in schema else "")


def _schema(schema: Node) -> str:
    return f"<pre>{escape(json.dumps(schema, indent=2, ensure_ascii=False))}</pre>\n" if schema else ""
