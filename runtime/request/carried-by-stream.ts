import type { ChatAsk } from "./ask.ts";
import { passes } from "./passes.ts";
import type { ReadyTarget } from "./ready-targets.ts";

/** All of the target's answer to this request can be asked for as a stream. */
export function carriedByStream(
  { body, endpoint, assembly }: Pick<ChatAsk, "body" | "endpoint" | "assembly">,
  { target, dialect }: ReadyTarget,
): boolean {
  if (assembly === undefined || target.parameters.drop?.includes("stream")) return false;
  if (!passes(endpoint, dialect)) return true;
  return Object.hasOwn(assembly.folds, endpoint.name) && dialect.relay !== undefined && !speaks(body.modalities);
}

/** Sound in a stream has another format than sound in a whole answer. */
function speaks(modalities: unknown): boolean {
  return Array.isArray(modalities) && modalities.includes("audio");
}
