import type { Usage } from "../../../operations/chat/answer.ts";
import type { WireTokens, WireUsage } from "./wire.ts";

/** Thoughts, and what tools of the provider read in, are counted beside the answer and the prompt; cached tokens inside the prompt. */
export function readUsage(usage: WireUsage): Usage {
  const reasoning = count(usage.thoughtsTokenCount);
  const heard = audioOf(usage.promptTokensDetails) - audioOf(usage.cacheTokensDetails);
  const spoken = audioOf(usage.candidatesTokensDetails);
  const texts: Usage = {
    input: count(usage.promptTokenCount) + count(usage.toolUsePromptTokenCount),
    output: count(usage.candidatesTokenCount) + reasoning,
    cacheRead: count(usage.cachedContentTokenCount),
    cacheWrite: 0,
    reasoning,
  };
  if (heard <= 0 && spoken <= 0) return texts;
  return { ...texts, ...(heard > 0 && { inputAudio: heard }), ...(spoken > 0 && { outputAudio: spoken }) };
}

function audioOf(details: readonly WireTokens[] | null | undefined): number {
  if (!Array.isArray(details)) return 0;
  let sum = 0;
  for (const each of details as readonly (WireTokens | null)[])
    if (each?.modality === "AUDIO") sum += count(each.tokenCount);
  return sum;
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}
