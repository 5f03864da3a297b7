/** How providers of vectors misbehave: the first target of a chain does, over bare TCP, and the second is healthy. */
import { describe, expect, test } from "vitest";
import { ask, runtime } from "../runtime/running.ts";
import type { Kind } from "./raw/behaviours.ts";
import { connectionKinds } from "./raw/connection-kinds.ts";
import { embeddingWires } from "./raw/embedding-wires.ts";
import { answer, rawServer } from "./raw/raw-server.ts";
import { wireOf } from "./raw/wires.ts";

const HEALTHY = [2, 0.5];
const OWN = [1, 0.5];

const kinds = Object.entries(connectionKinds).filter(([, { whole }]) => whole !== undefined);

async function outcomeAt({ dialect, model, body }: (typeof embeddingWires)[number], { behave }: Kind): Promise<string> {
  const wire = { ...wireOf(dialect), whole: () => body(OWN) };
  const one = await rawServer((socket, request) => behave(socket, { wire, stream: false, request }));
  const two = await rawServer((socket) => answer(socket, 200, JSON.stringify(embeddingWires[0]!.body(HEALTHY))));
  const targets = {
    [`one/${model}`]: { dialect, kind: "embedding" as const },
    "two/m": { dialect: "openai" as const, kind: "embedding" as const },
  };
  const limits = { deadline: 1_000, idle: 300 };
  const routes = { index: { use: [`one/${model}`, "two/m"], limits } };
  const gateway = await runtime({ targets, routes }, { one: one.url, two: two.url });
  const reply = await ask(gateway, { path: "/v1/embeddings", body: { model: "index", input: "hi" } });
  if (/secret|SMUGGLED|10\.0\.0\.7/.test(JSON.stringify(reply.headers) + reply.text)) return "tells a secret";
  if (reply.status !== 200) return `${reply.status} ${reply.json.error?.code}`;
  const { data } = reply.json as unknown as { data: { embedding: number[] }[] };
  return data[0]!.embedding[0] === 1 ? "first" : "second";
}

describe("a provider of vectors that", () => {
  test.each(kinds)("%s", async (_, kind) => {
    const asked = embeddingWires.map(async (wire) => [wire.dialect, await outcomeAt(wire, kind)] as const);
    const expected = embeddingWires.map(({ dialect }) => [dialect, kind.whole]);
    expect(Object.fromEntries(await Promise.all(asked))).toEqual(Object.fromEntries(expected));
  });
});
