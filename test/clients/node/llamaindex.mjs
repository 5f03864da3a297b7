import { openai } from "@llamaindex/openai";
import { check, image, place, question, run } from "./run.mjs";

const modelOf = ({ base, key, model }) => openai({ model, apiKey: key, baseURL: `${base}/v1`, maxRetries: 0 });
const user = (content) => [{ role: "user", content }];
const tool = (name) => ({ call: () => "Fine.", metadata: { name, description: name, parameters: place } });
const tools = [tool("weather"), tool("time")];

/** As it comes, with its own retries. */
const call = ({ base, key, model }) =>
  openai({ model, apiKey: key, baseURL: `${base}/v1` }).chat({ messages: user(question) });

await run(call, {
  async chat(to) {
    const { message } = await modelOf(to).chat({ messages: user(question) });
    check(message.content.includes("(simulated)"), message);
  },
  async stream(to) {
    let text = "";
    for await (const { delta } of await modelOf(to).chat({ messages: user(question), stream: true })) text += delta;
    check(text.includes("(simulated)"), text);
  },
  async tools(to) {
    const { message } = await modelOf(to).chat({ messages: user("Please call weather."), tools });
    check(message.options?.toolCall?.length === 1, message);
  },
  async "parallel tools"(to) {
    const { message } = await modelOf(to).chat({ messages: user("Please call weather and time."), tools });
    check(message.options?.toolCall?.length === 2, message);
  },
  async image(to) {
    const content = [
      { type: "text", text: question },
      { type: "image_url", image_url: { url: image } },
    ];
    const { message } = await modelOf(to).chat({ messages: user(content) });
    check(message.content.includes("(simulated)"), message);
  },
  async error(to) {
    const error = await modelOf({ ...to, model: "no-such-route" })
      .chat({ messages: user(question) })
      .catch((raised) => raised);
    check(error.status === 404 || error.status === 400, error);
  },
});
