/** The body of a rehearsed request. */
import { seededRandom } from "../../simulator/random.ts";
import { sentences } from "../../simulator/words.ts";
import type { Arrival } from "./arrivals.ts";
import type { RequestKind } from "./rehearsal-plan.ts";

/** Letters of a token and tokens of a word, about, in the filler and in what the simulator says. */
const LETTERS = 4.6;
const TOKENS_PER_WORD = 1.15;

/** `number` makes each prompt another one: nothing comes from a cache of the provider. */
export function requestBody(arrival: Arrival, kind: RequestKind, number: number): Buffer {
  const { metadata, stream } = arrival;
  const text = `Request ${number}. ${filler(arrival.inputTokens)}`;
  const said = Object.keys(metadata).length > 0 ? { metadata } : {};
  if (kind.operation === "embeddings") return Buffer.from(JSON.stringify({ model: kind.route, input: text, ...said }));
  const content = `${text} Say ${Math.max(1, Math.round(arrival.outputTokens / TOKENS_PER_WORD) - 15)} words.`;
  const streams = stream ? { stream, stream_options: { include_usage: true } } : {};
  return Buffer.from(JSON.stringify({ model: kind.route, messages: [{ role: "user", content }], ...streams, ...said }));
}

let made = "";

function filler(tokens: number): string {
  const length = Math.round(tokens * LETTERS);
  if (made.length < length) made = sentences(seededRandom("filler"), Math.ceil(length / 5));
  return made.slice(0, length);
}
