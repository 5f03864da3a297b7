import { HumanMessage, ToolMessage } from "@langchain/core/messages";
import { ChatOpenAI, OpenAIEmbeddings } from "@langchain/openai";
import { check, image, place, question, run } from "./run.mjs";

const modelOf = ({ base, key, model }, more = {}) =>
  new ChatOpenAI({ model, apiKey: key, maxRetries: 0, configuration: { baseURL: `${base}/v1` }, ...more });
const tool = (name) => ({ type: "function", function: { name, description: name, parameters: place } });
const tools = [tool("weather"), tool("time")];

async function rounds(to, asked, calls) {
  const model = modelOf(to).bindTools(tools);
  const messages = [new HumanMessage(asked)];
  const first = await model.invoke(messages);
  check(first.tool_calls.length === calls, first.tool_calls);
  messages.push(first, ...first.tool_calls.map(({ id }) => new ToolMessage({ tool_call_id: id, content: "Fine." })));
  const second = await model.invoke(messages);
  check(second.content.includes("The tool said"), second.content);
}

/** As it comes, with its own retries. */
const call = ({ base, key, model }) =>
  new ChatOpenAI({ model, apiKey: key, configuration: { baseURL: `${base}/v1` } }).invoke(question);

await run(call, {
  async chat(to) {
    const { content, usage_metadata: usage } = await modelOf(to).invoke(question);
    check(content.includes("(simulated)") && usage.output_tokens > 5, { content, usage });
  },
  async stream(to) {
    let all;
    for await (const piece of await modelOf(to).stream(question)) all = all === undefined ? piece : all.concat(piece);
    check(all.content.includes("(simulated)") && all.usage_metadata.output_tokens > 5, all);
    check(all.response_metadata.finish_reason === "stop", all.response_metadata);
  },
  tools: (to) => rounds(to, "Please call weather.", 1),
  "parallel tools": (to) => rounds(to, "Please call weather and time.", 2),
  async "structured output"(to) {
    const found = await modelOf(to)
      .withStructuredOutput({ title: "place", ...place }, { method: "jsonSchema" })
      .invoke(question);
    check(typeof found.place === "string", found);
  },
  async image(to) {
    const content = [
      { type: "text", text: question },
      { type: "image_url", image_url: { url: image } },
    ];
    const answer = await modelOf(to).invoke([new HumanMessage({ content })]);
    check(answer.content.includes("(simulated)"), answer.content);
  },
  async reasoning(to) {
    const answer = await modelOf(to, { modelKwargs: { reasoning_effort: "medium" } }).invoke(question);
    check(answer.content.includes("(simulated)"), answer.content);
  },
  async embeddings({ base, key, model }) {
    const ask = { model: `${model}-embeddings`, apiKey: key, maxRetries: 0, configuration: { baseURL: `${base}/v1` } };
    const vectors = await new OpenAIEmbeddings(ask).embedDocuments(["one", "two"]);
    check(vectors.length === 2 && vectors[0].length > 3, vectors.length);
  },
  async error(to) {
    const error = await modelOf({ ...to, model: "no-such-route" })
      .invoke(question)
      .catch((raised) => raised);
    check(error.status === 404 || error.status === 400, error);
  },
  async abort(to) {
    let pieces = 0;
    for await (const _ of await modelOf(to).stream("Say 20000 words.")) if (++pieces === 2) break;
    check(pieces === 2, pieces);
  },
});
