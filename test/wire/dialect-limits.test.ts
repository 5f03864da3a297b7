/** What a dialect cannot say: a target of it is in no plan of such a request, so none ends in an attempt that is not made. */
import { describe, expect, test } from "vitest";
import { loadDialects } from "../../runtime/dialects/dialects.ts";
import { readChatRequest } from "../../runtime/endpoints/chat-completions/read-request.ts";
import type { Table } from "../../schemas/table.ts";
import { chatFacts } from "../../semantics/facts/chat-said.ts";
import type { Facts } from "../../semantics/facts/facts.ts";
import { planTargets } from "../../semantics/plan-targets.ts";
import { Random } from "../agreement/random.ts";
import { ask } from "../runtime/running.ts";
import { compiled, overlayOf, refutation, serveOverlay, verdicts, witnessOf } from "./served-overlay.ts";

const dialects = await loadDialects();
const overlay = overlayOf({ plain: "US", other: "US" })
  .replace("  other: { dialect: openai", "  other: { dialect: anthropic")
  .concat("");
const route = "routes: { chat: { otherwise: [other/m, plain/m], max: { inputTokens: 5000, outputTokens: 1000 } } }\n";
const claim = "invariants: { up: { survives: { providers: 1 } } }\n";
const needs = ["audio", "choices", "customTools", "toolChoice", "functions", "otherForms"];

const png = `data:image/png;base64,${Buffer.from("\x89PNG\r\n", "latin1").toString("base64")}`;
const call = (type: string) => ({ id: "c", type, [type]: { name: "f", arguments: "{}", input: "" } });
const text = (said: string) => ({ type: "text", text: said });
const image = (url: string) => ({ type: "image_url", image_url: { url } });
const file = (data: string) => ({ type: "file", file: { file_data: data } });
const user = (...content: unknown[]) => [{ role: "user", content }];

/** Parts of bodies: members beside the messages, and messages. */
const members: readonly Record<string, unknown>[] = [
  { n: 1 },
  { n: 2 },
  { modalities: ["text"] },
  { modalities: ["text", "audio"], audio: { voice: "alloy", format: "wav" } },
  { functions: [{ name: "f", parameters: {} }] },
  { function_call: "none" },
  { tools: [{ type: "function", function: { name: "f" } }] },
  { tools: [{ type: "custom", custom: { name: "f" } }] },
  { tool_choice: "auto" },
  { tool_choice: { type: "function", function: { name: "f" } } },
  { tool_choice: { type: "custom", custom: { name: "f" } } },
  { tool_choice: { type: "allowed_tools", allowed_tools: { mode: "auto", tools: [] } } },
  { response_format: { type: "json_object" } },
  { response_format: { type: "json_schema", json_schema: { name: "a", schema: {} } } },
  { reasoning_effort: "low" },
  { logprobs: true, top_logprobs: 2 },
  { stop: [" "], seed: 1, parallel_tool_calls: false },
  { n: null, tools: null, functions: null, modalities: null },
];
const messages: readonly unknown[][] = [
  [{ role: "system", content: "Be brief." }],
  [{ role: "developer", content: [text("Be brief.")] }],
  [{ role: "user", content: "Hello." }],
  user(text("Hello."), image("https://example.com/a.png")),
  user(image("http://example.com/a.png")),
  user(image("HTTPS://example.com/a.png")),
  user(image(png)),
  user(image("data:image/svg+xml;base64,AAAA")),
  user(image("data:image/png,AAAA")),
  user({ type: "input_audio", input_audio: { data: "AAAA", format: "wav" } }),
  user(file("data:application/pdf;base64,JVBERi0=")),
  user(file("data:application/pdf,plain")),
  user(file("data:text/plain;charset=utf-8;base64,AAAA")),
  user(file("data:application/zip;base64,AAAA")),
  user({ type: "file", file: { file_id: "file-1" } }),
  user({ type: "refusal", refusal: "No." }),
  user(text(" ")),
  [{ role: "assistant", content: "Sure." }],
  [{ role: "assistant", content: [text("Sure."), { type: "refusal", refusal: "No." }] }],
  [{ role: "assistant", content: null, refusal: "No." }],
  [{ role: "assistant", content: [image(png)] }],
  [{ role: "assistant", content: null, audio: { id: "audio_1" } }],
  [{ role: "assistant", content: "", reasoning_content: "Hm." }],
  [{ role: "assistant", content: null, function_call: { name: "f", arguments: "{}" } }],
  [{ role: "assistant", content: null, tool_calls: [call("function")] }],
  [{ role: "assistant", content: null, tool_calls: [call("custom")] }],
  [
    { role: "assistant", content: "", tool_calls: [call("function")] },
    { role: "tool", tool_call_id: "c", content: "1" },
  ],
  [
    { role: "assistant", content: "", tool_calls: [call("custom")] },
    { role: "tool", tool_call_id: "c", content: "1" },
  ],
  [{ role: "tool", tool_call_id: "c", content: [text("1")] }],
  [{ role: "tool", tool_call_id: "c", content: [image(png)] }],
  [{ role: "tool", tool_call_id: "other", content: "" }],
  [{ role: "function", name: "f", content: "1" }],
];

/** A body of up to five groups of messages and three members. */
function randomBody(random: Random): Record<string, unknown> {
  const groups = random.list(1 + random.integer(5), () => random.pick(messages));
  const said = random.list(random.integer(4), () => random.pick(members));
  return Object.assign({ model: "chat" }, ...said, { messages: groups.flat() });
}

function tableOf(): Table {
  const { table } = compiled(route, overlay);
  return table!.value;
}

const idle = { firstToken: () => undefined, open: () => 0, turn: () => 0 };

function factsOf(body: Record<string, unknown>): Facts {
  const caller = { key: { id: "k", tags: [] }, metadata: {}, now: new Date("2026-11-20T00:00:00Z") };
  return chatFacts({ body, route: "chat", endpoint: "chat", ...caller });
}

describe("a dialect", () => {
  test("can say every request whose plan has a target of it, and says so of 20,000 random ones", () => {
    const table = tableOf();
    const random = new Random(20_261_126);
    let [kept, left] = [0, 0];
    for (let i = 0; i < 20_000; i++) {
      const body = randomBody(random);
      const request = readChatRequest(body);
      if ("class" in request) continue;

      const { targets } = planTargets({ table, plan: table.plans[0]!, facts: factsOf(body), load: idle });
      const other = table.targets.findIndex(({ id }) => id === "other/m");
      const said = dialects.anthropic!.request(request, table.targets[other]!);
      const cannot = "class" in said ? said : undefined;
      if (targets.includes(other)) {
        kept += 1;
        expect([cannot, JSON.stringify(body)]).toEqual([undefined, JSON.stringify(body)]);
      } else if (cannot) left += 1;
    }
    expect(Math.min(kept, left)).toBeGreaterThan(500);
  });

  test("that cannot ask for something answers nothing for it: the request goes to the other target at once", async () => {
    const { runtime, got } = await serveOverlay(route, overlay, ["plain", "other"]);
    const bodies = [{ n: 2 }, { functions: [{ name: "f" }] }, { tools: [{ type: "custom", custom: { name: "f" } }] }];
    for (const more of bodies) {
      const reply = await ask(runtime, { body: { model: "chat", messages: user(text("Hello.")), ...more } });
      expect([reply.status, reply.headers["x-pointsman-attempts"] ?? "1"]).toEqual([200, "1"]);
    }
    expect(got.get("other")).toEqual([]);
    expect(got.get("plain")).toHaveLength(bodies.length);
  });

  test("leaves a request without a target where no other one is there, before anything is sent", async () => {
    const alone = route.replace(", plain/m", "");
    const { runtime, got } = await serveOverlay(alone, overlay, ["plain", "other"]);
    const reply = await ask(runtime, { body: { model: "chat", messages: user(text("Hello.")), n: 2 } });
    expect([reply.status, reply.json.error?.code]).toEqual([400, "unsupported"]);
    expect(reply.json.error?.message).toContain("needs.choices");
    expect(got.get("other")).toEqual([]);
  });
});

describe("a claim that one provider may fail", () => {
  test.each(needs)("is refuted by a request with needs.%s, which a dialect cannot say", async (need) => {
    const others = needs.filter((other) => other !== need).map((other) => `!r.needs.${other}`);
    const when = ["!r.needs.tools", ...others].filter((part) => need !== "customTools" || part !== "!r.needs.tools");
    const policy = route + claim.replace("survives", `when: "${when.join(" && ")}", survives`);
    const checked = compiled(policy, overlay);
    expect(verdicts(checked)).toEqual({ up: "refuted" });
    expect(refutation(checked)).toContain("has none left when `plain` fails");
    const { request } = witnessOf(checked);
    const { runtime, got, behave } = await serveOverlay(policy, overlay, ["plain", "other"]);
    behave("plain", 500);
    await ask(runtime, { body: request });
    expect(got.get("other")).toEqual([]);
    expect(got.get("plain")!.length).toBeGreaterThan(0);
  });

  test("is proved of requests that all dialects can say", () => {
    const when = needs.map((need) => `!r.needs.${need}`).join(" && ");
    const policy = route + claim.replace("survives", `when: "${when}", survives`);
    expect(verdicts(compiled(policy, overlay))).toEqual({ up: "proved" });
  });
});
