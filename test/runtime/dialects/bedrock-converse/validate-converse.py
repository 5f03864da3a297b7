"""Requests of Converse, one JSON object a line on stdin, held to botocore's model of the service.

Each body must pass the client's own validation, and the rules on single values that the model states and the client leaves to
the service; and what the client would write of the same parameters must be our body and our path.
"""

import base64
import json
import re
import sys

import botocore.session
from botocore.serialize import create_serializer
from botocore.validate import ParamValidator

service = botocore.session.get_session().get_service_model("bedrock-runtime")
operation = service.operation_model("Converse")
shape = operation.input_shape
serializer = create_serializer(service.metadata["protocol"], include_validation=False)


def is_document(shape):
    return getattr(shape, "is_document_type", False)


def parameters(value, shape):
    """The same as the client takes it: bytes in place of base64."""
    if is_document(shape):
        return value
    if shape.type_name == "structure" and isinstance(value, dict):
        return {k: parameters(v, shape.members[k]) if k in shape.members else v for k, v in value.items()}
    if shape.type_name == "list" and isinstance(value, list):
        return [parameters(item, shape.member) for item in value]
    if shape.type_name == "blob" and isinstance(value, str):
        return base64.b64decode(value, validate=True)
    return value


def broken(value, shape, path):
    """Rules on single values: enums, lengths and patterns."""
    if is_document(shape):
        return
    if shape.type_name == "structure":
        for name, inner in value.items():
            yield from broken(inner, shape.members[name], f"{path}.{name}")
        return
    if shape.type_name == "list":
        for index, item in enumerate(value):
            yield from broken(item, shape.member, f"{path}[{index}]")
    rules = shape.metadata
    if "enum" in rules and value not in rules["enum"]:
        yield f"{path}: {value!r} is none of {rules['enum']}"
    if "pattern" in rules and not re.fullmatch(rules["pattern"], value):
        yield f"{path}: {value!r} does not match {rules['pattern']}"
    size = value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
    if size is None and hasattr(value, "__len__"):
        size = len(value)
    if size is not None and ("max" in rules and size > rules["max"] or "min" in rules and size < rules["min"]):
        yield f"{path}: {size} is not from {rules.get('min')} to {rules.get('max')}"


def faults(case):
    given = parameters({"modelId": case["model"], **case["body"]}, shape)
    report = ParamValidator().validate(given, shape)
    if report.has_errors():
        yield report.generate_report()
        return
    yield from broken(given, shape, "")
    written = serializer.serialize_to_request(given, operation)
    body = json.loads(written["body"])
    if body != case["body"]:
        yield f"the client would write {json.dumps(body)[:500]}"
    if written["url_path"] != case["path"]:
        yield f"the client would ask {written['url_path']}, not {case['path']}"


cases = [json.loads(line) for line in sys.stdin if line.strip()]
wrong = [(case["name"], fault) for case in cases for fault in faults(case)]
for name, fault in wrong:
    print(f"{name}: {fault}")
print(f"{len(cases)} requests, {len(wrong)} faults, by botocore {botocore.__version__}")
sys.exit(1 if wrong or not cases else 0)
