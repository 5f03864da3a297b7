import type { TableTarget } from "../../schemas/table.ts";
import { fixParameters } from "../operations/chat/with-fixed.ts";
import type { ChatAsk } from "./ask.ts";

/** What a target must be sent, in the request. */
export interface Required {
  readonly ask: ChatAsk;
  /** What the client says otherwise. */
  readonly changed: readonly string[];
}

/** The request with what the target must be sent and nobody says who may. */
export function withRequired(ask: ChatAsk, { parameters: { require } }: TableTarget): Required {
  const missing = Object.entries(require ?? {}).filter(([name]) => !isSaid(ask, name));
  if (missing.length === 0) return { ask, changed: [] };
  const set = Object.fromEntries(missing);
  const required = { ...ask, ...fixParameters(ask, set), fixed: { ...ask.fixed, ...set } };
  return { ask: required, changed: Object.keys(set).filter((name) => ask.request.others.includes(name)) };
}

function isSaid({ body, request }: ChatAsk, name: string): boolean {
  return (body[name] ?? undefined) !== undefined || (name === "top_k" && request.topK !== undefined);
}
