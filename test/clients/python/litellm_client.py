import json

import litellm
from run import base, check, image, key, place, question, run

litellm.suppress_debug_info = True
tools = [
    {"type": "function", "function": {"name": name, "description": name, "parameters": place}}
    for name in ("weather", "time")
]


def ask(model, content, **more):
    messages = content if isinstance(content, list) else [{"role": "user", "content": content}]
    return litellm.completion(
        model=f"openai/{model}", api_base=f"{base}/v1", api_key=key, messages=messages, num_retries=0, **more
    )


def whole(model):
    answer = ask(model, question)
    check("(simulated)" in answer.choices[0].message.content and answer.usage.completion_tokens > 5, answer)


def stream(model):
    text = "".join(piece.choices[0].delta.content or "" for piece in ask(model, question, stream=True))
    check("(simulated)" in text, text)


def rounds(model, asked, calls):
    messages = [{"role": "user", "content": asked}]
    first = ask(model, messages, tools=tools).choices[0].message
    check(len(first.tool_calls or []) == calls, first)
    messages.append(first.model_dump(exclude_none=True))
    messages += [{"role": "tool", "tool_call_id": call.id, "content": "Fine."} for call in first.tool_calls]
    check("The tool said" in ask(model, messages, tools=tools).choices[0].message.content, first)


def structured(model):
    form = {"type": "json_schema", "json_schema": {"name": "place", "schema": place, "strict": True}}
    check("place" in json.loads(ask(model, question, response_format=form).choices[0].message.content), "no JSON")


def picture(model):
    content = [{"type": "text", "text": question}, {"type": "image_url", "image_url": {"url": image}}]
    answer = ask(model, [{"role": "user", "content": content}])
    check("(simulated)" in answer.choices[0].message.content, answer)


def embeddings(model):
    answer = litellm.embedding(
        model=f"openai/{model}-embeddings", api_base=f"{base}/v1", api_key=key, input=["one", "two"]
    )
    check(len(answer.data) == 2, answer)


def error(model):
    try:
        ask("no-such-route", question)
    except (litellm.NotFoundError, litellm.BadRequestError):
        return
    check(False, "no error")


def call(to, model):
    messages = [{"role": "user", "content": question}]
    litellm.completion(model=f"openai/{model}", api_base=f"{to}/v1", api_key=key, messages=messages)


run(
    call,
    {
        "chat": whole,
        "stream": stream,
        "tools": lambda model: rounds(model, "Please call weather.", 1),
        "parallel tools": lambda model: rounds(model, "Please call weather and time.", 2),
        "structured output": structured,
        "image": picture,
        "embeddings": embeddings,
        "error": error,
    },
)
