/** What the upstream sends, made by the simulator out of a text. */
import type { Answer } from "../../simulator/answer.ts";
import type { Turn } from "../../simulator/chat.ts";
import type { Framing, WireEvent } from "../../simulator/framing.ts";
import { randomId, seededRandom } from "../../simulator/random.ts";
import { toTokens } from "../../simulator/tokens.ts";
import { sentences } from "../../simulator/words.ts";

/** What it sends for every request of a case. */
export interface Prepared {
  stream: boolean;
  /** Content type. */
  type: string;
  /** The body in one piece, or one piece per event. */
  pieces: Uint8Array[];
  /** Milliseconds between events, 0 for each in a turn of its own; absent, they are written at once. */
  pause?: number;
}

/** The bytes of each event. */
export function framed(events: Iterable<WireEvent>, framing: Framing): Uint8Array[] {
  return Array.from(events, (event, at) => Buffer.from(framing.encode(event, at)));
}

/** An answer that is nothing but this text. */
export function turnOf(text: string): Turn {
  const random = seededRandom("ids");
  const tokens = toTokens(text);
  const answer: Answer = { reasoning: [], text: tokens, calls: [], tokens: tokens.length, finish: "stop" };
  return {
    question: {
      model: "prepared",
      lastText: "",
      lastIsToolResult: false,
      promptTokens: 200,
      maxTokens: undefined,
      stop: [],
      stream: true,
      streamUsage: true,
      tools: [],
      toolChoice: "auto",
      parallelTools: true,
      format: undefined,
      choices: 1,
      reasoning: undefined,
      prefixes: [],
    },
    answers: [answer],
    answer,
    cache: { read: 0, written: 0 },
    created: 1_750_000_000,
    newId: (prefix, length) => randomId(random, prefix, length),
  };
}

/** A text of so many characters, the same each time. */
export function filler(length: number): string {
  return sentences(seededRandom("filler"), Math.ceil(length / 3)).slice(0, length);
}
