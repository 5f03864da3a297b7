import type { Target } from "../lower/ir.ts";
import { emitParameters } from "./emit-target.ts";

/**
 * Members of a body by which a target keeps neither what it is asked nor what it answers; undefined where none are known, or where it is
 * said to refuse one of them. What a provider says is about chats.
 */
export function zeroRetentionOf({ provider, model }: Target): Record<string, unknown> | undefined {
  const ofProvider = model.kind === "embedding" ? undefined : provider.zeroRetention;
  const members = model.zeroRetention ?? ofProvider ?? (provider.retentionDays === 0 ? {} : undefined);
  const { drop = [] } = emitParameters(provider.parameters, model.parameters);
  return members && drop.some((name) => Object.hasOwn(members, name)) ? undefined : members;
}
