"""Runs the scenarios of one client against every model, and prints what came of each as JSON."""
import json
import os

base = os.environ["BASE_URL"]
key = os.environ["KEY"]
question = "Say 12 words about railways."
image = (
    "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)
place = {
    "type": "object",
    "properties": {"place": {"type": "string"}},
    "required": ["place"],
    "additionalProperties": False,
}


def check(is_so, seen):
    """Raises with what was seen where it is not so."""
    if not is_so:
        raise AssertionError(f"saw {str(seen)[:160]}")


def run(scenarios):
    """`scenarios`: by name, what is done with a model; what it raises is what came of it."""
    results = {}
    for model in json.loads(os.environ["MODELS"]):
        results[model] = {}
        for name, scenario in scenarios.items():
            try:
                scenario(model)
                results[model][name] = "ok"
            except Exception as error:  # noqa: BLE001
                results[model][name] = str(error).split("\n")[0][:200] or type(error).__name__
    print(json.dumps(results))
