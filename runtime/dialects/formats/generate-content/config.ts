/** Sampling and limits, by the names of generateContent. */
import type { ChatRequest } from "../../../operations/chat/request.ts";
import { stopTexts } from "../../stop-texts.ts";
import type { WireConfig } from "./wire.ts";

export interface Sampling {
  readonly config: WireConfig;
  /** As a `WireRequest` has them. */
  readonly dropped: readonly string[];
  readonly changed: readonly string[];
}

export function writeSampling(kept: ChatRequest): Sampling {
  const config: WireConfig = {};
  if (kept.temperature !== undefined) config.temperature = kept.temperature;
  if (kept.topP !== undefined) config.topP = kept.topP;
  if (kept.topK !== undefined) config.topK = kept.topK;
  if (kept.maxOutputTokens !== undefined) config.maxOutputTokens = kept.maxOutputTokens;
  const seed = kept.seed === undefined ? undefined : shortSeed(kept.seed);
  if (seed !== undefined) config.seed = seed;
  if (kept.presencePenalty !== undefined) config.presencePenalty = kept.presencePenalty;
  if (kept.frequencyPenalty !== undefined) config.frequencyPenalty = kept.frequencyPenalty;
  const stop = stopTexts(kept.stop, (text) => text !== "");
  if (stop.taken.length > 0) config.stopSequences = stop.taken;
  const changed = [...stop.changed, ...(seed === kept.seed ? [] : ["seed"])];
  return { config, dropped: stop.dropped, changed };
}

/** Seeds have 32 bits here; a longer one always becomes the same shorter one. */
function shortSeed(seed: number): number {
  return Number(BigInt.asIntN(32, BigInt(Math.trunc(seed))));
}
