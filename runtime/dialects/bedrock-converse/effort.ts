/** A reasoning effort in the model's own fields: each maker has others. */
import type { ChatRequest } from "../../operations/chat/request.ts";
import { type Thinking, thinking } from "../../operations/chat/signed-thinking.ts";
import type { ModelFamily } from "./model-family.ts";
import { placed } from "./placed.ts";

export interface Effort {
  /** Of the model's own fields. */
  fields: Record<string, unknown>;
  /** It excludes temperature and the like. */
  excludesSampling: boolean;
  dropped: string[];
}

/** `limit`: tokens of output, thinking included; undefined where none is asked for. */
export function writeEffort(kept: ChatRequest, family: ModelFamily, limit: number): Effort {
  const { reasoningEffort: effort } = kept;
  if (effort === undefined) return { fields: {}, excludesSampling: false, dropped: [] };
  if (family.effort === undefined) return lost;
  if (family.signs) return ofThinking(thinking(kept, limit, family.effort));
  const level = levels[effort];
  if (family.effort !== SWITCHED) return level === undefined ? lost : plain(placed(family.effort, level));
  if (effort === "none") return plain({ reasoningConfig: { type: "disabled" } });
  // The highest level takes no output limit, and none of what it may cost would be known.
  const taken = level === "high" ? "medium" : level;
  return taken === undefined ? lost : plain({ reasoningConfig: { type: "enabled", maxReasoningEffort: taken } });
}

/** Must be switched on, too. */
const SWITCHED = "reasoningConfig.maxReasoningEffort";

const levels: Readonly<Record<string, string>> = {
  minimal: "low",
  low: "low",
  medium: "medium",
  high: "high",
  xhigh: "high",
  max: "high",
};

const lost: Effort = { fields: {}, excludesSampling: false, dropped: ["reasoning_effort"] };

function plain(fields: Record<string, unknown>): Effort {
  return { fields, excludesSampling: false, dropped: [] };
}

function ofThinking({ on, body, config, dropped }: Thinking): Effort {
  const inConfig = Object.keys(config).length > 0 ? { output_config: config } : {};
  return { fields: { ...body, ...inConfig }, excludesSampling: on, dropped };
}
