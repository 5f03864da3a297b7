import { createOpenAI } from "@ai-sdk/openai";
import { createOpenAICompatible } from "@ai-sdk/openai-compatible";
import { embedMany, generateText, jsonSchema, Output, stepCountIs, streamText, tool } from "ai";
import { check, image, place, question, run } from "./run.mjs";

/** `AI_SDK`: which of its providers is used. */
const own = process.env.AI_SDK === "openai";
const providerOf = ({ base, key }) =>
  own
    ? createOpenAI({ baseURL: `${base}/v1`, apiKey: key })
    : createOpenAICompatible({
        ...{ name: "gateway", baseURL: `${base}/v1`, apiKey: key },
        ...{ includeUsage: true, supportsStructuredOutputs: true },
      });
const modelOf = (to) => providerOf(to)(to.model);
const run1 = (name) =>
  tool({ description: name, inputSchema: jsonSchema(place), execute: async () => `${name} is fine` });
const tools = { weather: run1("weather"), time: run1("time") };
const once = { maxRetries: 0 };

async function rounds(to, prompt, calls) {
  const { text, steps } = await generateText({ ...once, model: modelOf(to), prompt, tools, stopWhen: stepCountIs(3) });
  check(steps[0].toolCalls.length === calls && text.includes("The tool said"), {
    text,
    calls: steps[0].toolCalls.length,
  });
}

/** As it comes, with its own retries. */
const call = (to) => generateText({ model: modelOf(to), prompt: question });

await run(call, {
  async chat(to) {
    const { text, usage } = await generateText({ ...once, model: modelOf(to), prompt: question });
    check(text.includes("(simulated)") && usage.outputTokens > 5, { text, usage });
  },
  async stream(to) {
    const errors = [];
    const { textStream, usage } = streamText({
      ...once,
      model: modelOf(to),
      prompt: question,
      onError: (e) => errors.push(e),
    });
    let text = "";
    for await (const piece of textStream) text += piece;
    check(text.includes("(simulated)") && errors.length === 0, { text, errors });
    check((await usage).outputTokens > 5, await usage);
  },
  tools: (to) => rounds(to, "Please call weather.", 1),
  "parallel tools": (to) => rounds(to, "Please call weather and time.", 2),
  async "structured output"(to) {
    const output = Output.object({ schema: jsonSchema(place) });
    const { output: found } = await generateText({ ...once, model: modelOf(to), prompt: question, output });
    check(typeof found.place === "string", found);
  },
  async image(to) {
    const content = [
      { type: "text", text: question },
      { type: "image", image },
    ];
    const { text } = await generateText({ ...once, model: modelOf(to), messages: [{ role: "user", content }] });
    check(text.includes("(simulated)"), text);
  },
  async reasoning(to) {
    const providerOptions = { openai: { reasoningEffort: "medium" }, gateway: { reasoningEffort: "medium" } };
    const { text } = await generateText({ ...once, model: modelOf(to), prompt: question, providerOptions });
    check(text.includes("(simulated)"), text);
  },
  async embeddings(to) {
    const provider = providerOf(to);
    const model = (provider.embedding ?? provider.textEmbeddingModel)(`${to.model}-embeddings`);
    const { embeddings } = await embedMany({ ...once, model, values: ["one", "two"] });
    check(embeddings.length === 2 && embeddings[1].length > 3, embeddings.length);
  },
  async error(to) {
    const ask = { ...once, model: providerOf(to)("no-such-route"), prompt: question };
    const error = await generateText(ask).catch((raised) => raised);
    check([400, 404].includes(error.statusCode), error.message);
  },
  async abort(to) {
    const abort = new AbortController();
    const ask = {
      ...once,
      model: modelOf(to),
      prompt: "Say 20000 words.",
      abortSignal: abort.signal,
      onError: () => {},
    };
    const { textStream } = streamText(ask);
    let pieces = 0;
    for await (const _ of textStream) if (++pieces === 2) abort.abort();
    check(pieces < 2_000, pieces);
  },
});
