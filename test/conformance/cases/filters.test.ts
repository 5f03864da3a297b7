/** Content that a provider's filter stops: before an answer, and inside one, as clients of each API must hear of it. */
import { describe, expect, test } from "vitest";
import { KEY, runtime } from "../../runtime/running.ts";
import type { TargetSpec } from "../../runtime/table-text.ts";
import { eventFrame } from "../../runtime/wire/aws-frames.ts";
import { clients, eventsOf } from "../raw/clients.ts";
import { answer, rawServer } from "../raw/raw-server.ts";
import { typed } from "../raw/wire.ts";
import { spoken, wireOf } from "../raw/wires.ts";
import { cased, DONE, event, hi, piece } from "./cased.ts";

type Dialect = TargetSpec["dialect"];

const refusal = {
  error: { message: "filtered", type: null, param: "prompt", code: "content_filter", status: 400, innererror: {} },
};

test("a policy that falls back on a filter's refusal asks the next target, and the first one once", async () => {
  const one = await rawServer((socket) => answer(socket, 400, JSON.stringify(refusal)));
  const two = await rawServer((socket) => answer(socket, 200, JSON.stringify(wireOf("anthropic").whole("healthy"))));
  const targets = { "one/m": { dialect: "azure-openai" as const }, "two/m": { dialect: "anthropic" as const } };
  const use = ["one/m", "two/m"];
  const routes = { strict: { use }, lax: { use, fallbackOn: ["content-filter" as const] } };
  const gateway = await runtime({ targets, routes }, { one: one.url, two: two.url });
  const asked = async (model: string) => {
    const body = JSON.stringify({ model, messages: hi });
    const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
    const reply = await fetch(`${gateway.url}/v1/chat/completions`, { method: "POST", headers, body });
    return [reply.status, await reply.json()] as const;
  };
  expect(await asked("strict")).toMatchObject([400, { error: { code: "content_filter" } }]);
  expect([one.seen.length, two.seen.length]).toEqual([1, 0]);
  expect(await asked("lax")).toMatchObject([200, { choices: [{ message: { content: "healthy" } }] }]);
  expect([one.seen.length, two.seen.length]).toEqual([2, 1]);
});

const found = { content_filter_results: { hate: { filtered: true, severity: "high" } } };
const contents = (finishReason: string) => [
  event({ candidates: [{ index: 0, content: { parts: [] }, finishReason }] }),
];
const converse = (stopReason: string) => [
  eventFrame("contentBlockStop", { contentBlockIndex: 0 }),
  eventFrame("messageStop", { stopReason }),
  ...wireOf("bedrock-converse").end,
];

/** What stands behind a text that a filter has stopped. */
const stops: [string, Dialect, (string | Buffer)[]][] = [
  ["a finish", "openai", [piece({}, "content_filter"), DONE]],
  [
    "a finish with what was found",
    "azure-openai",
    [event({ id: "c1", choices: [{ index: 0, delta: {}, finish_reason: "content_filter", ...found }] }), DONE],
  ],
  [
    "a refusal",
    "anthropic",
    [
      typed("content_block_stop", { index: 0 }),
      typed("message_delta", { delta: { stop_reason: "refusal", stop_sequence: null }, usage: { output_tokens: 7 } }),
      typed("message_stop"),
    ],
  ],
  ...(["SAFETY", "PROHIBITED_CONTENT", "BLOCKLIST", "RECITATION", "SPII"] as const).map(
    (reason): [string, Dialect, string[]] => [reason, "gemini", contents(reason)],
  ),
  ["a guardrail", "bedrock-converse", converse("guardrail_intervened")],
  ["a filter", "bedrock-converse", converse("content_filtered")],
];

describe.each(stops)("a stream that ends in its middle by %s of %s", (_, dialect, stop) => {
  const wire = wireOf(dialect);
  const begun = spoken(wire, ["Hel"]).slice(0, wire.begin.length + 1);
  const ends: Readonly<Record<string, (events: Record<string, unknown>[], raw: string) => unknown>> = {
    "chat completions": (events, raw) => {
      expect(raw.endsWith(DONE)).toBe(true);
      const finishes = events.flatMap(({ choices }) => (choices as { finish_reason?: string }[]) ?? []);
      return finishes.map(({ finish_reason }) => finish_reason ?? null).filter((reason) => reason !== null);
    },
    messages: (events) => [
      (events.find(({ type }) => type === "message_delta")?.delta as { stop_reason?: string } | undefined)?.stop_reason,
    ],
    responses: (events) => [
      (events.at(-1)?.response as { incomplete_details?: { reason?: string } } | undefined)?.incomplete_details?.reason,
    ],
  };

  test.each(clients.map((client) => [client.name, client] as const))(
    "says so to clients of %s",
    async (name, client) => {
      const { gateway } = await cased({
        target: { dialect },
        answer: { stream: [...begun, ...stop], type: wire.type },
      });
      const headers = { authorization: `Bearer ${KEY}`, "content-type": "application/json" };
      const body = JSON.stringify(client.body("hi", true));
      const reply = await fetch(gateway.url + client.path, { method: "POST", headers, body });
      const raw = await reply.text();
      const events = eventsOf(raw, client);
      expect([reply.status, client.streamed(events, raw).text]).toEqual([200, "Hel"]);
      expect(ends[name]!(events, raw)).toEqual([name === "messages" ? "refusal" : "content_filter"]);
    },
  );
});
