import type { Target } from "../lower/ir.ts";

/**
 * Members of a body by which a target keeps neither what it is asked nor what it answers; undefined where none are known. What a
 * provider says is about chats.
 */
export function zeroRetentionOf({ provider, model }: Target): Record<string, unknown> | undefined {
  const ofProvider = model.kind === "embedding" ? undefined : provider.zeroRetention;
  return model.zeroRetention ?? ofProvider ?? (provider.retentionDays === 0 ? {} : undefined);
}
