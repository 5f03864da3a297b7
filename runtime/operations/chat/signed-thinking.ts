/**
 * Reasoning effort → thinking, of the models that sign what they think, whoever hosts them. Newer ones take an effort and decide for
 * themselves how long to think; older ones take a budget of tokens. The catalog says so by renaming `reasoning_effort` to
 * `thinking.budget_tokens`.
 */
import type { ChatRequest, Proof } from "./request.ts";

export interface Thinking {
  on: boolean;
  /** Members of the model's own body, and of its `output_config`. */
  body: Record<string, unknown>;
  config: Record<string, unknown>;
  dropped: string[];
}

const SMALLEST_BUDGET = 1024;

/** Share of the output tokens that may be thinking; the rest is for the answer. */
const shares: Readonly<Record<string, number>> = {
  minimal: 0.02,
  low: 0.1,
  medium: 0.3,
  high: 0.6,
  xhigh: 0.8,
  max: 0.9,
};

const efforts: Readonly<Record<string, string>> = {
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "xhigh",
  max: "max",
};

/** `limit` is the request's max_tokens, thinking included; `wireName` what the catalog calls the parameter. */
export function thinking(request: ChatRequest, limit: number, wireName: string | undefined): Thinking {
  const effort = request.reasoningEffort;
  if (effort === undefined) return { on: false, body: {}, config: {}, dropped: [] };
  if (effort === "none") return off([]);
  if (!Object.hasOwn(efforts, effort)) return { on: false, body: {}, config: {}, dropped: ["reasoning_effort"] };
  if (forcesTool(request) || isInUnsignedLoop(request)) return off(["reasoning_effort"]);
  if (wireName !== "thinking.budget_tokens") {
    return { on: true, body: { thinking: { type: "adaptive" } }, config: { effort: efforts[effort] }, dropped: [] };
  }
  const share = request.reasoningBudget ?? thinkingBudget(effort, limit)!;
  const budget = Math.min(Math.max(SMALLEST_BUDGET, share), limit - 1);
  if (budget < SMALLEST_BUDGET) return off(["reasoning_effort"]);
  return { on: true, body: { thinking: { type: "enabled", budget_tokens: budget } }, config: {}, dropped: [] };
}

/** Tokens of an output limit that may be thinking at this effort; undefined for an effort that is none. */
export function thinkingBudget(effort: string, limit: number): number | undefined {
  return Object.hasOwn(shares, effort) ? Math.floor(limit * shares[effort]!) : undefined;
}

function off(dropped: string[]): Thinking {
  return { on: false, body: { thinking: { type: "disabled" } }, config: {}, dropped };
}

/** A model may not be made to call a tool while it thinks. */
function forcesTool({ tools, toolChoice }: ChatRequest): boolean {
  return tools.length > 0 && (toolChoice === "required" || typeof toolChoice === "object");
}

/** In a tool loop thinking may only go on from signed thinking, which most clients do not keep. */
function isInUnsignedLoop({ messages }: ChatRequest): boolean {
  const last = messages.findLastIndex((message) => message.role === "assistant");
  const answered = messages.slice(last + 1).some((message) => message.role === "tool");
  const message = messages[last];
  const parts = message?.role === "assistant" ? message.parts : [];
  return answered && !parts.some((part) => part.kind === "reasoning" && isOurs(part.proof));
}

function isOurs(proof: Proof | undefined): boolean {
  return proof?.origin === "messages" || proof?.origin === "redacted-messages";
}
