/** Reasoning effort → how long to think: one of the levels that the model knows, or a budget within its bounds. */
import type { TableTarget } from "../../../../schemas/table.ts";
import type { ChatRequest } from "../../../operations/chat/request.ts";
import type { Traits } from "./traits.ts";
import type { WireThinking } from "./wire.ts";

export interface Thinking {
  config?: WireThinking;
  dropped: string[];
}

/** From none to all, as clients name them. */
const efforts = ["none", "minimal", "low", "medium", "high", "xhigh", "max"];

const levels: Readonly<Record<string, NonNullable<WireThinking["thinkingLevel"]>>> = {
  minimal: "MINIMAL",
  low: "LOW",
  medium: "MEDIUM",
  high: "HIGH",
};

/** Share of the output tokens, which thoughts are part of, that may be thoughts. */
const shares: Readonly<Record<string, number>> = {
  minimal: 0.02,
  low: 0.1,
  medium: 0.3,
  high: 0.6,
  xhigh: 0.9,
  max: 0.9,
};

/** Thoughts are shown to who asks for them, as clients of other models know it. */
export function thinking(request: ChatRequest, target: TableTarget, traits: Traits): Thinking {
  const effort = request.reasoningEffort;
  if (effort === undefined) return { dropped: [] };
  const shown: WireThinking = effort === "none" ? {} : { includeThoughts: true };
  if (!efforts.includes(effort)) return { dropped: ["reasoning_effort"] };
  switch (traits.thinks) {
    case "by-level":
      return { config: { ...shown, thinkingLevel: level(effort, target.reasoning?.efforts) }, dropped: [] };
    case "by-budget":
      return { config: { ...shown, thinkingBudget: budget(effort, request, target) }, dropped: [] };
    case undefined:
      return { dropped: effort === "none" ? [] : ["reasoning_effort"] };
    default:
      return traits.thinks satisfies never;
  }
}

/** The highest that is not above what was asked, else the lowest: such a model cannot be told not to think. */
function level(
  effort: string,
  known: readonly string[] = Object.keys(levels),
): NonNullable<WireThinking["thinkingLevel"]> {
  const asked = efforts.indexOf(effort);
  const ordered = efforts.filter((name) => known.includes(name) && Object.hasOwn(levels, name));
  const name = ordered.findLast((each) => efforts.indexOf(each) <= asked) ?? ordered[0] ?? "low";
  return levels[name]!;
}

function budget(effort: string, request: ChatRequest, { maxOutput, context, reasoning = {} }: TableTarget): number {
  const { min = 0, max = Number.POSITIVE_INFINITY, off } = reasoning;
  if (effort === "none") return off ? 0 : min;
  const limit = request.maxOutputTokens ?? maxOutput ?? context;
  return Math.max(min, Math.min(max, Math.floor(limit * shares[effort]!)));
}
