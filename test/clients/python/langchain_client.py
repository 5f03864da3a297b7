from langchain_core.messages import HumanMessage, ToolMessage
from langchain_openai import ChatOpenAI, OpenAIEmbeddings
from run import base, check, image, key, place, question, run


def model_of(name, **more):
    return ChatOpenAI(model=name, api_key=key, base_url=f"{base}/v1", max_retries=0, **more)


def tool(name):
    return {"type": "function", "function": {"name": name, "description": name, "parameters": place}}


def whole(name):
    answer = model_of(name).invoke(question)
    check("(simulated)" in answer.content and answer.usage_metadata["output_tokens"] > 5, answer)


def stream(name):
    pieces = None
    for piece in model_of(name, stream_usage=True).stream(question):
        pieces = piece if pieces is None else pieces + piece
    check("(simulated)" in pieces.content and pieces.response_metadata["finish_reason"] == "stop", pieces)


def rounds(name, asked, calls):
    model = model_of(name).bind_tools([tool("weather"), tool("time")])
    messages = [HumanMessage(asked)]
    first = model.invoke(messages)
    check(len(first.tool_calls) == calls, first)
    messages += [first, *(ToolMessage("Fine.", tool_call_id=call["id"]) for call in first.tool_calls)]
    check("The tool said" in model.invoke(messages).content, first)


def structured(name):
    model = model_of(name).with_structured_output({"title": "place", **place}, method="json_schema")
    check("place" in model.invoke(question), "no place")


def picture(name):
    content = [{"type": "text", "text": question}, {"type": "image_url", "image_url": {"url": image}}]
    check("(simulated)" in model_of(name).invoke([HumanMessage(content)]).content, "no text")


def reasoning(name):
    answer = model_of(name, model_kwargs={"reasoning_effort": "medium"}).invoke(question)
    check("(simulated)" in answer.content, answer)


def embeddings(name):
    model = OpenAIEmbeddings(
        model=f"{name}-embeddings", api_key=key, base_url=f"{base}/v1", max_retries=0, check_embedding_ctx_length=False
    )
    vectors = model.embed_documents(["one", "two"])
    check(len(vectors) == 2 and len(vectors[0]) > 3, vectors)


def error(name):
    try:
        model_of("no-such-route").invoke(question)
    except Exception as raised:  # noqa: BLE001
        check(getattr(raised, "status_code", 0) in (400, 404), raised)
    else:
        check(False, "no error")


def call(to, name):
    ChatOpenAI(model=name, api_key=key, base_url=f"{to}/v1").invoke(question)


run(
    call,
    {
        "chat": whole,
        "stream": stream,
        "tools": lambda name: rounds(name, "Please call weather.", 1),
        "parallel tools": lambda name: rounds(name, "Please call weather and time.", 2),
        "structured output": structured,
        "image": picture,
        "reasoning": reasoning,
        "embeddings": embeddings,
        "error": error,
    },
)
