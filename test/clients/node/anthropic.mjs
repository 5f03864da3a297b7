import Anthropic from "@anthropic-ai/sdk";
import { check, image, place, question, run } from "./run.mjs";

const clientOf = ({ base, key }) => new Anthropic({ baseURL: base, apiKey: key, maxRetries: 0 });
const user = (content) => [{ role: "user", content }];
const tool = (name) => ({ name, description: name, input_schema: place });
const tools = [tool("weather"), tool("time")];
const textOf = ({ content }) => content.map((block) => block.text ?? "").join("");
const resultOf = ({ id }) => ({ type: "tool_result", tool_use_id: id, content: "Fine." });

async function rounds(to, asked, calls) {
  const client = clientOf(to);
  const messages = user(asked);
  const first = await client.messages.stream({ model: to.model, max_tokens: 400, messages, tools }).finalMessage();
  const made = first.content.filter(({ type }) => type === "tool_use");
  check(first.stop_reason === "tool_use" && made.length === calls, first.content);
  messages.push({ role: "assistant", content: first.content }, { role: "user", content: made.map(resultOf) });
  const second = await client.messages.create({ model: to.model, max_tokens: 400, messages, tools });
  check(second.stop_reason === "end_turn" && textOf(second).includes("(simulated)"), second.content);
}

/** As it comes, with its own retries. */
const call = ({ base, key, model }) =>
  new Anthropic({ baseURL: base, apiKey: key }).messages.create({ model, max_tokens: 400, messages: user(question) });

await run(call, {
  async chat(to) {
    const message = await clientOf(to).messages.create({ model: to.model, max_tokens: 400, messages: user(question) });
    check(textOf(message).includes("(simulated)") && message.stop_reason === "end_turn", message);
    check(message.usage.input_tokens > 0 && message.usage.output_tokens > 5, message.usage);
  },
  async stream(to) {
    const stream = clientOf(to).messages.stream({ model: to.model, max_tokens: 400, messages: user(question) });
    const message = await stream.finalMessage();
    check(textOf(message).includes("(simulated)") && message.usage.output_tokens > 5, message);
  },
  tools: (to) => rounds(to, "Please call weather.", 1),
  "parallel tools": (to) => rounds(to, "Please call weather and time.", 2),
  async "structured output"(to) {
    const output_config = { format: { type: "json_schema", schema: place } };
    const ask = { model: to.model, max_tokens: 400, messages: user(question), output_config };
    check(typeof JSON.parse(textOf(await clientOf(to).messages.create(ask))).place === "string", "no JSON");
  },
  async image(to) {
    const [, data] = image.split(",");
    const content = [
      { type: "image", source: { type: "base64", media_type: "image/png", data } },
      { type: "text", text: question },
    ];
    const message = await clientOf(to).messages.create({ model: to.model, max_tokens: 400, messages: user(content) });
    check(textOf(message).includes("(simulated)"), message);
  },
  async reasoning(to) {
    const thinking = { type: "enabled", budget_tokens: 1024 };
    const ask = { model: to.model, max_tokens: 4000, messages: user(question), thinking };
    const message = await clientOf(to).messages.stream(ask).finalMessage();
    check(textOf(message).includes("(simulated)"), message);
  },
  async error(to) {
    const ask = { model: to.model, max_tokens: 400, messages: user(question), temperature: "hot" };
    const error = await clientOf(to)
      .messages.create(ask)
      .catch((raised) => raised);
    check(error instanceof Anthropic.BadRequestError && error.message.includes("temperature"), error);
  },
  async abort(to) {
    const stream = clientOf(to).messages.stream({
      model: to.model,
      max_tokens: 9000,
      messages: user("Say 20000 words."),
    });
    stream.once("text", () => stream.abort());
    const error = await stream.finalMessage().catch((raised) => raised);
    check(error instanceof Anthropic.APIUserAbortError, error);
  },
});
