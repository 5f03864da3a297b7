/** Messages as a target of the client's own wire takes them, where it does not take all of them as they came. */
import type { TableTarget } from "../../../schemas/table.ts";
import { isObject, type JsonObject } from "../body-checks.ts";

type Taker = Pick<TableTarget, "developerRole" | "parameters">;

/** Undefined where they pass as they are. */
export function otherMessages(messages: unknown, target: Taker): unknown[] | undefined {
  const { thoughts } = target.parameters;
  if (thoughts === undefined && target.developerRole) return undefined;
  let isOther = false;
  const others = (messages as JsonObject[]).map((message) => {
    const other = otherMessage(message, target);
    isOther ||= other !== message;
    return other;
  });
  return isOther ? others : undefined;
}

/** All models know the older name of the role `developer`. */
function otherMessage(message: JsonObject, { developerRole, parameters: { thoughts } }: Taker): JsonObject {
  if (message.role === "developer" && developerRole !== true) return { ...message, role: "system" };
  if (message.role !== "assistant" || thoughts === undefined) return message;
  const { reasoning_content: said, ...others } = message;
  if (thoughts === false) return said === undefined ? message : others;
  if (typeof said === "string" && said !== "") return message;
  const { reasoning, thinking_blocks: blocks, ...rest } = others;
  return { ...rest, reasoning_content: thoughtsOf(reasoning, blocks) || thoughts };
}

/** Under the names that other providers, and gateways, have for it. */
function thoughtsOf(reasoning: unknown, blocks: unknown): string {
  if (typeof reasoning === "string" && reasoning !== "") return reasoning;
  const texts = (Array.isArray(blocks) ? blocks : []).map((block: unknown) => (isObject(block) ? block.thinking : ""));
  return texts.filter((text) => typeof text === "string").join("");
}
