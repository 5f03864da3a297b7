"""Runs the scenarios of one client against every model, and prints what came of each as JSON."""
import json
import os
from concurrent.futures import ThreadPoolExecutor
from urllib.request import urlopen

base = os.environ.get("BASE_URL", "")
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


def call_all(calls, call):
    """All at once, when whoever counts them is ready. Prints how many there were."""
    urlopen(os.environ["READY"]).read()

    def one(to):
        try:
            call(to["base"], to["model"])
        except Exception:  # noqa: BLE001
            pass

    with ThreadPoolExecutor(len(calls)) as pool:
        list(pool.map(one, calls))
    print(json.dumps({"calls": len(calls)}))


def run(call, scenarios):
    """`call`: one call of the client as it comes, with its own retries; where `CALLS` says what is called, that is all that is done.

    `scenarios`: by name, what is done with a model; what it raises is what came of it.
    """
    if "CALLS" in os.environ:
        call_all(json.loads(os.environ["CALLS"]), call)
        return
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
