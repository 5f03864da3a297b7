/** What the headers tell of settings that a wire format takes in part, in words, or not at all, whichever API the client speaks. */
import { beforeAll, expect, test } from "vitest";
import { type Gateway, startGateway } from "../endpoints/bad-input/gateway.ts";

let gateway: Gateway;
beforeAll(async () => {
  gateway = await startGateway();
  return () => gateway.close();
});

async function told(path: string, body: object): Promise<unknown[]> {
  const { status, headers, text } = await gateway.post(path, JSON.stringify(body));
  expect(status, text).toBe(200);
  return [headers["x-pointsman-dropped"], headers["x-pointsman-changed"]];
}

const messages = [{ role: "user", content: "Hi" }];

test.each(["anthropic", "bedrock"])("texts of blanks that %s takes no answer to end at are told", async (route) => {
  const asked = (stop: string[]) => told("/v1/chat/completions", { model: `chat-${route}`, messages, stop });
  expect(await asked(["\n\n", "###"])).toEqual([undefined, "stop"]);
  expect(await asked(["\n\n", " "])).toEqual(["stop", undefined]);
  expect(await asked(["###"])).toEqual([undefined, undefined]);
});

test.each(["anthropic", "bedrock"])("%s is asked for any JSON object in words, which is told", async (route) => {
  const asked = (type: string) =>
    told("/v1/chat/completions", { model: `chat-${route}`, messages, response_format: { type } });
  expect(await asked("json_object")).toEqual([undefined, "response_format"]);
  expect(await asked("text")).toEqual([undefined, undefined]);
});

test.each(["gemini", "vertex"])("an empty text and a seed of more than 32 bits are told at %s", async (route) => {
  const asked = (more: object) => told("/v1/chat/completions", { model: `chat-${route}`, messages, ...more });
  expect(await asked({ stop: ["", "###"] })).toEqual([undefined, "stop"]);
  expect(await asked({ stop: [""] })).toEqual(["stop", undefined]);
  expect(await asked({ seed: 5_000_000_000 })).toEqual([undefined, "seed"]);
  expect(await asked({ seed: 5 })).toEqual([undefined, undefined]);
});

test.each(["openai", "azure", "responses"])("a client of Messages is told that %s has no top_k", async (route) => {
  const asked = (more: object) => told("/v1/messages", { model: `chat-${route}`, messages, max_tokens: 300, ...more });
  expect(await asked({ top_k: 40 })).toEqual(["top_k", undefined]);
  expect(await asked({})).toEqual([undefined, undefined]);
});
