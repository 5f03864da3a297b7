/** A resource of one's own, by both forms of its URLs. */
import OpenAI from "openai";
import { expect, test } from "vitest";
import { KEY, runtime, simulator } from "../runtime/running.ts";

const older = "/openai/deployments/{model}/chat/completions?api-version=2024-10-21";

test.each([
  ["newer", undefined],
  ["older", `https://p.example${older}`],
])("is asked by the %s form, whole and streamed", async (_, chatUrl) => {
  const provider = await simulator({ dialect: "azure-openai" });
  const started = await runtime(
    {
      targets: { "p/my-deployment": { dialect: "azure-openai" } },
      routes: { chat: { use: ["p/my-deployment"] } },
      ...(chatUrl !== undefined && { providers: { p: { chatUrl } } }),
    },
    { p: provider.url },
  );
  const client = new OpenAI({ baseURL: `${started.url}/v1`, apiKey: KEY, maxRetries: 0 });
  const messages = [{ role: "user" as const, content: "Say 3 words." }];
  const whole = await client.chat.completions.create({ model: "chat", messages });
  expect(whole.choices[0]!.message.content).toContain("(simulated)");
  let text = "";
  for await (const chunk of await client.chat.completions.create({ model: "chat", messages, stream: true }))
    text += chunk.choices[0]?.delta.content ?? "";
  expect(text).toBe(whole.choices[0]!.message.content);
  const { path: url } = provider.requests.at(-1)!;
  expect(url).toBe(chatUrl === undefined ? "/openai/v1/chat/completions" : older.replace("{model}", "my-deployment"));
});
