/** Conditions of rules and claims, with a reading of our own where a claim rests on them. */
import type { Random } from "../../../agreement/random.ts";
import type { Asked } from "../client/asked.ts";

export interface WireCondition {
  readonly text: string;
  /** By what the client said, however a reader may take it. Absent: no claim is about it. */
  readonly holds?: (asked: Asked) => boolean;
}

export const WORD = "IBAN";

export const conditions: readonly WireCondition[] = [
  {
    text: 'r.metadata.sensitivity === "pii"',
    holds: ({ metadata }) => metadata.some(({ name, value }) => name === "sensitivity" && value === "pii"),
  },
  { text: `r.text.includes("${WORD}")`, holds: ({ hasWord }) => hasWord },
  { text: `r.text.matches(/\\b${WORD}\\b/)`, holds: ({ hasWord }) => hasWord },
  { text: "r.stream", holds: ({ stream }) => stream },
  { text: 'r.key.team === "red"', holds: ({ key }) => key.team === "red" },
  { text: 'r.key.tags.includes("vip")', holds: ({ key }) => key.tags.includes("vip") },
  { text: 'r.endpoint === "chat"', holds: ({ endpoint }) => endpoint === "chat" },
  { text: 'r.endpoint !== "messages"', holds: ({ endpoint }) => endpoint !== "messages" },
  { text: 'r.endpoint === "responses"', holds: ({ endpoint }) => endpoint === "responses" },
  {
    text: '["embeddings", "messages"].includes(r.endpoint)',
    holds: ({ endpoint }) => endpoint === "embeddings" || endpoint === "messages",
  },
  { text: "r.needs.tools" },
  { text: "r.needs.vision" },
  { text: "r.needs.audio" },
  { text: "r.needs.jsonSchema" },
  { text: "r.inputTokens > 60" },
  { text: "r.inputTokens < 5000 && r.tools >= 100" },
  { text: "r.maxOutputTokens > 100" },
  { text: "r.messages >= 2" },
];

export const spoken: WireCondition = { text: "r.needs.audio", holds: ({ needs }) => needs.includes("audio") };
export const personal: WireCondition = conditions[0]!;
export const worded: readonly WireCondition[] = conditions.slice(1, 3);
/** It can be met by many tools that are small. */
export const manyTools: WireCondition = conditions.find(({ text }) => text.includes("r.tools"))!;

/** What every target takes. */
export const plain: WireCondition = {
  text: "!r.needs.audio && !r.needs.pdf && !r.needs.vision",
  holds: ({ needs }) => !["audio", "pdf", "vision"].some((need) => needs.includes(need)),
};

export function randomCondition(random: Random): WireCondition {
  return random.pick(conditions);
}

export function randomScope(random: Random): WireCondition {
  return random.pick(conditions.filter(({ holds }) => holds));
}
