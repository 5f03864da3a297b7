import type { TableTarget } from "../../schemas/table.ts";
import { fixParameters } from "../operations/chat/with-fixed.ts";
import type { Ask, ChatAsk } from "./ask.ts";

/** What a target must be sent, in the request. */
export interface Required {
  readonly ask: ChatAsk;
  /** What the client says otherwise. */
  readonly changed: readonly string[];
}

type Members = Readonly<Record<string, unknown>>;

/** The request with what the target must be sent and nobody says who may, and with that by which it keeps nothing. */
export function withRequired(ask: ChatAsk, target: TableTarget): Required {
  const { require } = target.parameters;
  if (require === undefined && !ask.zeroRetention) return { ask, changed: [] };
  const missing = Object.entries(require ?? {}).filter(([name]) => !isSaid(ask, name));
  const set = { ...Object.fromEntries(missing), ...unkept(ask, target) };
  if (Object.keys(set).length === 0) return { ask, changed: [] };
  const required = { ...ask, ...fixParameters(ask, set), fixed: { ...ask.fixed, ...set } };
  const { others } = ask.request;
  const isOther = (name: string) =>
    others.includes(name) &&
    !Object.hasOwn(ask.fixed, name) &&
    JSON.stringify(ask.body[name]) !== JSON.stringify(set[name]);
  return { ask: required, changed: Object.keys(set).filter(isOther) };
}

/** Members by which nothing is kept, beside what the policy fixes within them. */
export function unkept({ zeroRetention, fixed }: Pick<Ask, "zeroRetention" | "fixed">, target: TableTarget): Members {
  const members = zeroRetention ? (target.zeroRetention ?? {}) : {};
  return Object.fromEntries(Object.entries(members).map(([name, value]) => [name, within(fixed[name], value)]));
}

function within(fixed: unknown, value: unknown): unknown {
  return isObject(fixed) && isObject(value) ? { ...fixed, ...value } : value;
}

function isObject(value: unknown): value is Members {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSaid({ body, request }: ChatAsk, name: string): boolean {
  return (body[name] ?? undefined) !== undefined || (name === "top_k" && request.topK !== undefined);
}
