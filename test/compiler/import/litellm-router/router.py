"""Asks LiteLLM's own router. A line of JSON in: a configuration and the model to ask for; a line out: what came of it."""
import asyncio
import json
import sys

import litellm
from litellm import Router

litellm.suppress_debug_info = True
litellm.telemetry = False


async def ask(question):
    config = question["config"]
    settings = {**config.get("litellm_settings", {}), **config.get("router_settings", {})}
    settings.pop("drop_params", None)
    timeout = settings.pop("request_timeout", None)
    if timeout is not None:
        settings.setdefault("timeout", timeout)
    router = Router(model_list=config["model_list"], **settings)
    try:
        answer = await router.acompletion(
            model=question["model"], messages=[{"role": "user", "content": "hello"}]
        )
        return {"answer": answer.choices[0].message.content}
    except Exception as error:  # whatever a client would be told
        return {"error": type(error).__name__}


async def main():
    print(json.dumps({"version": __import__("importlib.metadata").metadata.version("litellm")}), flush=True)
    for line in sys.stdin:
        print(json.dumps(await ask(json.loads(line))), flush=True)


asyncio.run(main())
