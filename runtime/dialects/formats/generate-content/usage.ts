import type { Usage } from "../../../operations/chat/answer.ts";
import type { WireTokens, WireUsage } from "./wire.ts";

/** Thoughts, and what tools of the provider read in, are counted beside the answer and the prompt; cached tokens inside the prompt. */
export function readUsage(usage: WireUsage): Usage {
  const reasoning = count(usage.thoughtsTokenCount);
  const heard = audioOf(usage.promptTokensDetails) - audioOf(usage.cacheTokensDetails);
  const spoken = audioOf(usage.candidatesTokensDetails);
  return {
    input: count(usage.promptTokenCount) + count(usage.toolUsePromptTokenCount),
    output: count(usage.candidatesTokenCount) + reasoning,
    cacheRead: count(usage.cachedContentTokenCount),
    cacheWrite: 0,
    reasoning,
    ...(heard > 0 && { inputAudio: heard }),
    ...(spoken > 0 && { outputAudio: spoken }),
  };
}

function audioOf(details: readonly WireTokens[] | null | undefined): number {
  if (!Array.isArray(details)) return 0;
  const audio = (details as readonly (WireTokens | null)[]).filter((each) => each?.modality === "AUDIO");
  return audio.reduce((sum, each) => sum + count(each?.tokenCount), 0);
}

function count(value: unknown): number {
  return typeof value === "number" && Number.isFinite(value) && value > 0 ? value : 0;
}
