import OpenAI from "openai";
import { check, image, place, question, run } from "./run.mjs";

const clientOf = ({ base, key }) => new OpenAI({ baseURL: `${base}/v1`, apiKey: key, maxRetries: 0 });
const user = (content) => [{ role: "user", content }];
const tool = (name) => ({ type: "function", function: { name, description: name, parameters: place } });
const tools = [tool("weather"), tool("time")];

/** As it comes, with its own retries. */
const call = ({ base, key, model }) =>
  new OpenAI({ baseURL: `${base}/v1`, apiKey: key }).chat.completions.create({ model, messages: user(question) });

await run(call, {
  async chat(to) {
    const { choices, usage } = await clientOf(to).chat.completions.create({
      model: to.model,
      messages: user(question),
    });
    check(choices[0].message.content.includes("(simulated)") && choices[0].finish_reason === "stop", choices);
    check(usage.prompt_tokens > 0 && usage.completion_tokens > 5, usage);
  },
  async stream(to) {
    const stream = clientOf(to).chat.completions.stream({
      ...{ model: to.model, messages: user(question) },
      stream_options: { include_usage: true },
    });
    const { choices, usage } = await stream.finalChatCompletion();
    check(choices[0].message.content.includes("(simulated)") && choices[0].message.role === "assistant", choices);
    check(usage.completion_tokens > 5, usage);
  },
  async tools(to) {
    const client = clientOf(to);
    const messages = user("Please call weather.");
    const first = await client.chat.completions.stream({ model: to.model, messages, tools }).finalChatCompletion();
    const { message, finish_reason: finish } = first.choices[0];
    check(finish === "tool_calls" && message.tool_calls?.length === 1, first.choices);
    JSON.parse(message.tool_calls[0].function.arguments);
    messages.push(message, { role: "tool", tool_call_id: message.tool_calls[0].id, content: "It rains." });
    const second = await client.chat.completions.create({ model: to.model, messages, tools });
    check(second.choices[0].message.content.includes("The tool said"), second.choices);
  },
  async "parallel tools"(to) {
    const client = clientOf(to);
    const messages = user("Please call weather and time.");
    const first = await client.chat.completions.create({ model: to.model, messages, tools });
    const { message } = first.choices[0];
    check(message.tool_calls?.length === 2, first.choices);
    messages.push(message);
    for (const { id } of message.tool_calls) messages.push({ role: "tool", tool_call_id: id, content: "Fine." });
    const second = await client.chat.completions.create({ model: to.model, messages, tools });
    check(second.choices[0].finish_reason === "stop", second.choices);
  },
  async "structured output"(to) {
    const response_format = { type: "json_schema", json_schema: { name: "place", schema: place, strict: true } };
    const ask = { model: to.model, messages: user(question), response_format };
    const { choices } = await clientOf(to).chat.completions.create(ask);
    check(typeof JSON.parse(choices[0].message.content).place === "string", choices);
  },
  async image(to) {
    const content = [
      { type: "text", text: question },
      { type: "image_url", image_url: { url: image } },
    ];
    const { choices } = await clientOf(to).chat.completions.create({ model: to.model, messages: user(content) });
    check(choices[0].message.content.includes("(simulated)"), choices);
  },
  async reasoning(to) {
    const ask = { model: to.model, messages: user(question), reasoning_effort: "medium" };
    const { choices, usage } = await clientOf(to).chat.completions.create(ask);
    check(choices[0].message.content.includes("(simulated)"), choices);
    check(usage.completion_tokens > 0, usage);
  },
  async embeddings(to) {
    const ask = { model: `${to.model}-embeddings`, input: ["one", "two"] };
    const { data } = await clientOf(to).embeddings.create(ask);
    check(data.length === 2 && data[1].index === 1 && data[0].embedding.length > 3, data.length);
    check(
      data[0].embedding.some((each) => each !== 0),
      data[0].embedding.slice(0, 4),
    );
  },
  async error(to) {
    const ask = { model: to.model, messages: user(question), temperature: "hot" };
    const error = await clientOf(to)
      .chat.completions.create(ask)
      .catch((raised) => raised);
    check(error instanceof OpenAI.BadRequestError && error.param === "temperature", error);
  },
  async abort(to) {
    const ask = { model: to.model, messages: user("Say 20000 words."), stream: true };
    const stream = await clientOf(to).chat.completions.create(ask);
    for await (const _ of stream) break;
    check(stream.controller.signal.aborted, "not aborted");
  },
});
