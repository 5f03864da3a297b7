/** What the catalog and an overlay know of a model's parameters, seen in the bytes that reach the provider, from every endpoint. */
import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../compiler/in-memory.ts";
import { hello, type Policy, type Sent, type Served, served } from "./recorded.ts";

const overlay = `
providers:
  own:
    dialect: openai
    baseUrl: http://own.test/v1
    accepts: [top_k]
    parameters:
      range: { temperature: { from: 0.1, to: 1 }, top_p: { from: 0.01, to: 1 }, stop: { to: 2 }, top_k: { to: 40 } }
      exclusive: [[presence_penalty, frequency_penalty]]
      require: { store: false, reasoning_split: true }
      rename: { stop: stops }
  newer: { dialect: openai, baseUrl: http://newer.test/v1, developerRole: true }
  claude: { like: anthropic }
models:
  own/model: { context: 100000, price: { input: 1, output: 2 } }
  own/freer: { context: 100000, parameters: { range: { temperature: { from: 0, to: 2 } }, require: { store: true } } }
  own/colder: { context: 100000, parameters: { drop: [temperature, store] } }
  own/vectors: { kind: embedding, context: 8000, parameters: { require: { input_type: passage, truncate: END } } }
  newer/model: { context: 100000 }
  newer/older: { context: 100000, developerRole: false }
  claude/own:
    { like: anthropic/claude-haiku-5-5, parameters: { range: { top_k: { to: 40 }, stop: { to: 2 } }, require: { top_k: 9 } } }
`;

const route = (target: string, more = ""): Policy => ({
  routes: `{ chat: { otherwise: "${target}", ${more} } }`,
  overlay,
});
const KEPT = ["store", "reasoning_split"];
const CLAUDE = "anthropic/claude-haiku-5-5";

const changed = ({ reply }: Pick<Awaited<ReturnType<Served["wire"]>>, "reply">) => reply.headers["x-pointsman-changed"];
const dropped = ({ reply }: Pick<Awaited<ReturnType<Served["wire"]>>, "reply">) => reply.headers["x-pointsman-dropped"];

/** The members of a body that tell of parameters. */
function said(
  { body: { model: _, messages: __, ...rest } }: Pick<Sent, "body">,
  but: readonly string[] = KEPT,
): object {
  return Object.fromEntries(Object.entries(rest).filter(([name]) => !but.includes(name)));
}

describe("a range", () => {
  test("bounds what is sent to a target of the client's wire, and the answer says so", async () => {
    const { wire } = await served(route("own/model"));
    const sent = await wire({ ...hello, temperature: 1.7, top_p: 0, stop: ["a", "b", "c"], top_k: 100, seed: 3 });
    expect(said(sent)).toEqual({ temperature: 1, top_p: 0.01, stops: ["a", "b"], top_k: 40, seed: 3 });
    expect(changed(sent)).toBe("stop, temperature, top_k, top_p");
    expect(dropped(sent)).toBeUndefined();
  });

  test("leaves what is within it as it came, to the byte", async () => {
    const { wire } = await served(route("own/model"));
    const text = JSON.stringify({ ...hello, stop: ["a"] }).replace("}]", '}] , "temperature":  1.0e0 ');
    const sent = await wire(text);
    expect(sent.text).toContain('"temperature":  1.0e0');
    expect(changed(sent)).toBeUndefined();
  });

  test("holds of what the policy fixes, too", async () => {
    const { wire } = await served(route("own/model", "set: { temperature: 2, stop: ['a', 'b', 'c'] }"));
    const sent = await wire(hello);
    expect(said(sent)).toEqual({ temperature: 1, stops: ["a", "b"] });
    expect(changed(sent)).toBe("stop, temperature");
  });

  test("of a model is in place of its provider's", async () => {
    const { wire } = await served(route("own/freer"));
    expect(said(await wire({ ...hello, temperature: 1.7 }))).toEqual({ temperature: 1.7 });
  });

  test("of what the model refuses is none", async () => {
    const { wire } = await served(route("own/colder"));
    const sent = await wire({ ...hello, temperature: 1.7 });
    expect(said(sent)).toEqual({});
    expect(dropped(sent)).toBe("temperature");
    expect(changed(sent)).toBeUndefined();
  });

  test("bounds what is translated, of the wire format as of the model", async () => {
    const { wire } = await served(route(CLAUDE));
    const sent = await wire({ ...hello, temperature: 1.7 });
    expect(said(sent, ["max_tokens"])).toEqual({ temperature: 1 });
    expect(changed(sent)).toBe("temperature");
    const own = await (await served(route("claude/own"))).wire({ ...hello, stop: ["a", "b", "c"] });
    expect(said(own, ["max_tokens", "top_k"])).toEqual({ stop_sequences: ["a", "b"] });
    expect(changed(own)).toBe("stop");
  });

  test("bounds Messages that pass as bytes, and Messages and Responses that are translated", async () => {
    const ask = { model: "chat", max_tokens: 9, messages: hello.messages };
    const messages = { path: "/v1/messages" };
    const claude = await served(route("claude/own"));
    const passed = await claude.wire({ ...ask, top_k: 100, stop_sequences: ["a", "b", "c"] }, messages);
    expect(said(passed)).toEqual({ max_tokens: 9, top_k: 40, stop_sequences: ["a", "b"] });
    expect(changed(passed)).toBe("top_k, stop_sequences");
    const own = await served(route("own/model"));
    const translated = await own.wire({ ...ask, temperature: 0, stop_sequences: ["a", "b", "c"] }, messages);
    expect(said(translated)).toEqual({ max_tokens: 9, temperature: 0.1, stops: ["a", "b"] });
    expect(changed(translated)).toBe("stop, temperature");
    const responses = await own.wire({ model: "chat", input: "Hi", temperature: 2 }, { path: "/v1/responses" });
    expect(said(responses)).toEqual({ temperature: 1 });
    expect(changed(responses)).toBe("temperature");
  });

  test("that a policy's `set` lies beyond is a finding", () => {
    const at = (temperature: number) =>
      findings(
        compileFiles({
          "routes.yaml": `routes: { chat: { otherwise: own/model, set: { temperature: ${temperature} } } }\n`,
          "catalog.yaml": overlay,
        }),
      ).filter((finding) => finding.startsWith("chain/unsupported-parameter"));
    expect(at(1)).toEqual([]);
    expect(at(1.5)).toHaveLength(1);
  });
});

describe("parameters that exclude each other", () => {
  test("go by the first that is said, and the answer names the other", async () => {
    const { wire } = await served(route("own/model"));
    const both = await wire({ ...hello, frequency_penalty: 0.5, presence_penalty: 0.25 });
    expect(said(both)).toEqual({ presence_penalty: 0.25 });
    expect(dropped(both)).toBe("frequency_penalty");
    expect(said(await wire({ ...hello, frequency_penalty: 0.5 }))).toEqual({ frequency_penalty: 0.5 });
  });

  test("go likewise to a wire format that takes one of two, as bytes and translated", async () => {
    const { wire } = await served(route(CLAUDE));
    const translated = await wire({ ...hello, temperature: 0.5, top_p: 0.5 });
    const body = { model: "chat", max_tokens: 9, messages: hello.messages, temperature: 0.5, top_p: 0.5 };
    const passed = await wire(body, { path: "/v1/messages" });
    for (const sent of [translated, passed]) {
      expect(said(sent, ["max_tokens"])).toEqual({ temperature: 0.5 });
      expect(dropped(sent)).toBe("top_p");
    }
  });
});

describe("what must be sent", () => {
  test("is sent where nobody says it", async () => {
    const { wire } = await served(route("own/model"));
    const sent = await wire(hello);
    expect(said(sent, [])).toEqual({ store: false, reasoning_split: true });
    const other = await wire({ ...hello, store: true, reasoning_split: false });
    // No client may say what is not on the list.
    expect(said(other, [])).toEqual({ store: true, reasoning_split: true });
    expect(changed(other)).toBe("reasoning_split");
  });

  test("is the model's before its provider's, and nothing that the model refuses", async () => {
    const freer = await (await served(route("own/freer"))).wire(hello);
    expect(said(freer, [])).toEqual({ store: true, reasoning_split: true });
    const colder = await (await served(route("own/colder"))).wire(hello);
    expect(said(colder, [])).toEqual({ reasoning_split: true });
  });

  test("is sent from all endpoints, as bytes and translated", async () => {
    const messages = { model: "chat", max_tokens: 9, messages: hello.messages };
    const claude = await served(route("claude/own"));
    const passed = await claude.wire(messages, { path: "/v1/messages" });
    expect(said(passed)).toEqual({ max_tokens: 9, top_k: 9 });
    expect(said(await claude.wire(hello), ["max_tokens"])).toEqual({ top_k: 9 });
    const own = await served(route("own/model"));
    const translated = await own.wire(messages, { path: "/v1/messages" });
    expect(said(translated, [])).toEqual({ max_tokens: 9, store: false, reasoning_split: true });
    const responses = await own.wire({ model: "chat", input: "Hi" }, { path: "/v1/responses" });
    expect(said(responses, [])).toEqual({ store: false, reasoning_split: true });
  });

  test("is sent for embeddings", async () => {
    const { ask, sent } = await served(route("own/vectors"));
    await ask({ model: "chat", input: "Hi" }, { path: "/v1/embeddings" });
    await ask({ model: "chat", input: "Hi", input_type: "query" }, { path: "/v1/embeddings" });
    expect(sent.map(({ body }) => body)).toEqual([
      { model: "vectors", input: "Hi", input_type: "passage", truncate: "END" },
      { model: "vectors", input: "Hi", input_type: "query", truncate: "END" },
    ]);
  });

  test.each(["n", "max_tokens", "messages", "service_tier", "models", "best_of", "stream"])(
    "cannot be %s, which changes what is asked or paid",
    (name) => {
      const bad = `providers:\n  x: { dialect: openai, baseUrl: http://x.test/v1, parameters: { require: { ${name}: 1 } } }\nmodels:\n  x/m: { context: 1000 }\n`;
      const compiled = compileFiles({ "routes.yaml": "routes: { chat: { otherwise: x/m } }\n", "catalog.yaml": bad });
      expect(findings(compiled).some((finding) => finding.startsWith("syntax/"))).toBe(true);
    },
  );
});

describe("the role `developer`", () => {
  const messages = [
    { role: "developer", content: "A" },
    { role: "user", content: "Hi" },
    { role: "assistant", content: "Yes" },
    { role: "developer", content: [{ type: "text", text: "B" }] },
    { role: "user", content: 'the role "developer"' },
  ];
  const roles = (body: Sent["body"]) => (body.messages as { role: string }[]).map(({ role }) => role);

  test.each(["own/model", "newer/older", "mistral/mistral-large-2512", "groq/openai/gpt-oss-120b"])(
    "is written as system to %s, with all else as it was",
    async (target) => {
      const { wire } = await served(route(target));
      const { body } = await wire({ model: "chat", messages });
      const as = messages.map((message) => (message.role === "developer" ? { ...message, role: "system" } : message));
      expect(body.messages).toEqual(as);
    },
  );

  test.each(["newer/model", "openai/gpt-5.4-mini"])("passes to %s as it came, to the byte", async (target) => {
    const { wire } = await served(route(target));
    const text = `{"model":"chat","messages":[ {"role" : "developer","content":"A"},{"role":"user","content":"Hi"}]}`;
    const sent = await wire(text);
    expect(sent.text).toContain('[ {"role" : "developer","content":"A"},{"role":"user","content":"Hi"}]');
    expect(roles(sent.body)).toEqual(["developer", "user"]);
  });
});
