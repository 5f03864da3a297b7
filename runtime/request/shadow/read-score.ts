import { parseJson } from "../../wire/parse-json.ts";

export interface ReadScore {
  readonly first: number;
  readonly second: number;
}

/** Out of a chat completion whose text is two scores as JSON, whatever stands around it. Undefined where there are none from 0 to 10. */
export function readScore(completion: string): ReadScore | undefined {
  const body = parseJson(completion) as { choices?: { message?: { content?: unknown } }[] } | undefined;
  const text = body?.choices?.[0]?.message?.content;
  if (typeof text !== "string") return undefined;
  const said = parseJson(text.slice(text.lastIndexOf("{"), text.lastIndexOf("}") + 1));
  if (typeof said !== "object" || said === null) return undefined;
  const { first, second } = said as { first?: unknown; second?: unknown };
  return isScore(first) && isScore(second) ? { first, second } : undefined;
}

function isScore(value: unknown): value is number {
  return typeof value === "number" && value >= 0 && value <= 10;
}
