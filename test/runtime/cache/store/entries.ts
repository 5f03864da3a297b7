/** Entries for tests, each another one. */
import { randomBytes } from "node:crypto";
import type { CacheEntry, EntryOrigin } from "../../../../runtime/cache/entry.ts";
import type { Answer } from "../../../../runtime/operations/chat/answer.ts";

/** 2026-11-27, noon, in UTC. */
export const NOON = 1_795_780_800_000;
export const HOUR = 3_600_000;

export const answerOf = (text: string): Answer => ({ parts: [{ kind: "text", text }], finish: "stop" });

export const origin: EntryOrigin = {
  route: "chat",
  scope: { of: "key", name: "k1" },
  table: "t".repeat(64),
  target: "one/model",
};

export const newId = (): string => randomBytes(16).toString("base64url");

/** For an hour from noon on. */
export function newEntry(some: Partial<CacheEntry> = {}): CacheEntry {
  const id = newId();
  return {
    id,
    keys: [`key of ${id}`],
    partition: "p1",
    origin,
    stored: NOON,
    expires: NOON + HOUR,
    answer: answerOf(`the answer of ${id}`),
    ...some,
  };
}

/** Every kind of part, and every figure that an answer may have. */
export const fullAnswer: Answer = {
  parts: [
    { kind: "reasoning", text: "hm", proof: { origin: "messages", value: "c2lnbmVk" } },
    { kind: "text", text: 'größe 日本 👩‍🚀 \u0000 \ud800 "\\\n' },
    { kind: "refusal", text: "" },
    { kind: "tool-call", id: "c1", name: "look", arguments: '{"a": 1.0}' },
  ],
  finish: "stop",
  stopSequence: "\n\n",
  usage: {
    ...{ input: 12, output: 34, cacheRead: 1, cacheWrite: 2, reasoning: 3, cacheWrite1h: 4 },
    ...{ inputAudio: 5, outputAudio: 6, searches: 7, serviceTier: "flex" },
  },
};

/** What rounding, text or another order of bytes would change. */
export const oddVector: Float32Array = new Float32Array([
  ...[0.1, -0, 1 / 3, 1.401298464324817e-45, -3.4028234663852886e38, 1.1754943508222875e-38, 0.99999994],
]);

export const bytesOf = (vector: Float32Array | undefined): string =>
  vector === undefined ? "none" : Buffer.from(vector.buffer, vector.byteOffset, vector.byteLength).toString("hex");
