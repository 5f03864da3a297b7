/** What a model takes beside what Converse has words for. It is written as the model's maker does, so that the families differ. */
import type { TableTarget } from "../../../schemas/table.ts";

export interface ModelFamily {
  /** It signs its thoughts, and takes the fields of the Messages API. */
  readonly signs: boolean;
  /** Where it takes a reasoning effort among its own fields, with dots where that is inside another; undefined: nowhere. */
  readonly effort: string | undefined;
  /** The same of `top_k`. */
  readonly topK: string | undefined;
  /** Marks of what is to be cached: of nothing, of all but tools, of all. */
  readonly caches: "nothing" | "texts" | "all";
  /** What is cached may be asked to last for an hour. */
  readonly cachesLong: boolean;
}

/** The maker stands in the model's id, with or without an area before it, and in the ARNs of all but an account's own profiles. */
const SIGNING = /(^|[./])anthropic\./;
/** Names of the Messages API: a model whose effort is written so is one that signs, whatever its ARN. */
const signingEfforts = ["thinking.budget_tokens", "output_config.effort"];

/** By what the catalog says: `rename` has the places of the maker's own fields, and prices tell what can be cached. */
export function modelFamily({ model, parameters, price }: TableTarget): ModelFamily {
  const { reasoning_effort: effort, top_k: topK } = parameters.rename ?? {};
  const signs = SIGNING.test(model) || (effort !== undefined && signingEfforts.includes(effort));
  const caches = signs ? "all" : price?.cacheRead === undefined ? "nothing" : "texts";
  return {
    signs,
    effort,
    topK: topK ?? (signs ? "top_k" : undefined),
    caches,
    cachesLong: price?.cacheWrite1h !== undefined,
  };
}
