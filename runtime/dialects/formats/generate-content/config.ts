/** Sampling and limits, by the names of generateContent. */
import type { ChatRequest } from "../../../operations/chat/request.ts";
import type { WireConfig } from "./wire.ts";

export function writeSampling(kept: ChatRequest): WireConfig {
  const config: WireConfig = {};
  if (kept.temperature !== undefined) config.temperature = kept.temperature;
  if (kept.topP !== undefined) config.topP = kept.topP;
  if (kept.topK !== undefined) config.topK = kept.topK;
  if (kept.maxOutputTokens !== undefined) config.maxOutputTokens = kept.maxOutputTokens;
  if (kept.seed !== undefined) config.seed = shortSeed(kept.seed);
  if (kept.presencePenalty !== undefined) config.presencePenalty = kept.presencePenalty;
  if (kept.frequencyPenalty !== undefined) config.frequencyPenalty = kept.frequencyPenalty;
  const stops = kept.stop?.filter((text) => text !== "") ?? [];
  if (stops.length > 0) config.stopSequences = stops;
  return config;
}

/** Seeds have 32 bits here; a longer one always becomes the same shorter one. */
function shortSeed(seed: number): number {
  return Number(BigInt.asIntN(32, BigInt(Math.trunc(seed))));
}
