import json

from openai import BadRequestError, OpenAI
from run import base, check, image, key, place, question, run

client = OpenAI(base_url=f"{base}/v1", api_key=key, max_retries=0)
chat = client.chat.completions


def user(content):
    return [{"role": "user", "content": content}]


def tool(name):
    return {"type": "function", "function": {"name": name, "description": name, "parameters": place}}


tools = [tool("weather"), tool("time")]


def whole(model):
    answer = chat.create(model=model, messages=user(question))
    check("(simulated)" in answer.choices[0].message.content, answer)
    check(answer.usage.completion_tokens > 5, answer.usage)


def stream(model):
    with chat.stream(model=model, messages=user(question), stream_options={"include_usage": True}) as events:
        for _ in events:
            pass
        answer = events.get_final_completion()
    check("(simulated)" in answer.choices[0].message.content, answer)
    check(answer.choices[0].message.role == "assistant" and answer.usage.completion_tokens > 5, answer)


def rounds(model, asked, calls):
    messages = user(asked)
    with chat.stream(model=model, messages=messages, tools=tools) as events:
        first = events.get_final_completion().choices[0].message
    check(len(first.tool_calls or []) == calls, first)
    for call in first.tool_calls:
        json.loads(call.function.arguments)
    messages.append(first.model_dump(exclude_none=True, exclude={"parsed"}))
    for call in messages[-1]["tool_calls"]:
        call["function"].pop("parsed_arguments", None)
        messages.append({"role": "tool", "tool_call_id": call["id"], "content": "Fine."})
    second = chat.create(model=model, messages=messages, tools=tools)
    check("The tool said" in second.choices[0].message.content, second)


def structured(model):
    form = {"type": "json_schema", "json_schema": {"name": "place", "schema": place, "strict": True}}
    answer = chat.create(model=model, messages=user(question), response_format=form)
    check("place" in json.loads(answer.choices[0].message.content), answer)


def picture(model):
    content = [{"type": "text", "text": question}, {"type": "image_url", "image_url": {"url": image}}]
    answer = chat.create(model=model, messages=user(content))
    check("(simulated)" in answer.choices[0].message.content, answer)


def reasoning(model):
    answer = chat.create(model=model, messages=user(question), reasoning_effort="medium")
    check("(simulated)" in answer.choices[0].message.content, answer)


def embeddings(model):
    answer = client.embeddings.create(model=f"{model}-embeddings", input=["one", "two"])
    check(len(answer.data) == 2 and len(answer.data[0].embedding) > 3, answer)


def error(model):
    try:
        chat.create(model=model, messages=user(question), temperature="hot")
    except BadRequestError as raised:
        check(raised.param == "temperature", raised)
    else:
        check(False, "no error")


def abort(model):
    pieces = chat.create(model=model, messages=user("Say 20000 words."), stream=True)
    next(iter(pieces))
    pieces.close()


def call(to, model):
    own = OpenAI(base_url=f"{to}/v1", api_key=key)
    own.chat.completions.create(model=model, messages=user(question))


run(
    call,
    {
        "chat": whole,
        "stream": stream,
        "tools": lambda model: rounds(model, "Please call weather.", 1),
        "parallel tools": lambda model: rounds(model, "Please call weather and time.", 2),
        "structured output": structured,
        "image": picture,
        "reasoning": reasoning,
        "embeddings": embeddings,
        "error": error,
        "abort": abort,
    },
)
