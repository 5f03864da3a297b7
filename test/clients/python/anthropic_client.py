from anthropic import Anthropic, BadRequestError
from run import base, check, image, key, place, question, run

client = Anthropic(base_url=base, api_key=key, max_retries=0)


def user(content):
    return [{"role": "user", "content": content}]


tools = [{"name": name, "description": name, "input_schema": place} for name in ("weather", "time")]


def text_of(message):
    return "".join(getattr(block, "text", "") for block in message.content)


def streamed(**asked):
    with client.messages.stream(**asked) as events:
        return events.get_final_message()


def whole(model):
    message = client.messages.create(model=model, max_tokens=400, messages=user(question))
    check("(simulated)" in text_of(message) and message.usage.output_tokens > 5, message)


def stream(model):
    message = streamed(model=model, max_tokens=400, messages=user(question))
    check("(simulated)" in text_of(message) and message.stop_reason == "end_turn", message)


def rounds(model, asked, calls):
    messages = user(asked)
    first = streamed(model=model, max_tokens=400, messages=messages, tools=tools)
    made = [block for block in first.content if block.type == "tool_use"]
    check(first.stop_reason == "tool_use" and len(made) == calls, first)
    messages.append({"role": "assistant", "content": first.content})
    messages += user([{"type": "tool_result", "tool_use_id": block.id, "content": "Fine."} for block in made])
    second = client.messages.create(model=model, max_tokens=400, messages=messages, tools=tools)
    check("The tool said" in text_of(second), second)


def picture(model):
    source = {"type": "base64", "media_type": "image/png", "data": image.split(",")[1]}
    content = [{"type": "image", "source": source}, {"type": "text", "text": question}]
    message = client.messages.create(model=model, max_tokens=400, messages=user(content))
    check("(simulated)" in text_of(message), message)


def reasoning(model):
    thinking = {"type": "enabled", "budget_tokens": 1024}
    message = streamed(model=model, max_tokens=4000, messages=user(question), thinking=thinking)
    check("(simulated)" in text_of(message), message)


def error(model):
    try:
        client.messages.create(
            model=model, max_tokens=400, messages=user(question), extra_body={"temperature": "hot"}
        )
    except BadRequestError as raised:
        check("temperature" in str(raised), raised)
    else:
        check(False, "no error")


def abort(model):
    with client.messages.stream(model=model, max_tokens=9000, messages=user("Say 20000 words.")) as events:
        next(iter(events))


def call(to, model):
    Anthropic(base_url=to, api_key=key).messages.create(model=model, max_tokens=400, messages=user(question))


run(
    call,
    {
        "chat": whole,
        "stream": stream,
        "tools": lambda model: rounds(model, "Please call weather.", 1),
        "parallel tools": lambda model: rounds(model, "Please call weather and time.", 2),
        "image": picture,
        "reasoning": reasoning,
        "error": error,
        "abort": abort,
    },
)
