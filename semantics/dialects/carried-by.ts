/** What of a request that changes its price goes on to a target. What does not go on is not billed. */
import type { DialectName, Parameters } from "../../schemas/catalog.ts";
import { isDroppedBy } from "./dropped-parameters.ts";

export interface Carried {
  /** `n`: more answers than one. */
  readonly choices: boolean;
  /** `service_tier`. */
  readonly serviceTier: boolean;
  /** `web_search_options`. */
  readonly searches: boolean;
  /** `cache_control` within messages, which may ask for a cache that lasts an hour. */
  readonly longCache: boolean;
}

/** They take the chat completion as it came; others cannot be asked for several answers. */
const passed: readonly DialectName[] = ["openai", "azure-openai"];

export function carriedBy(dialect: DialectName, { drop = [] }: Parameters): Carried {
  const isAsItCame = passed.includes(dialect);
  const goesOn = (name: "n" | "service_tier" | "web_search_options") =>
    !drop.includes(name) && !isDroppedBy(dialect, name);
  return {
    choices: isAsItCame && goesOn("n"),
    serviceTier: goesOn("service_tier"),
    searches: goesOn("web_search_options"),
    longCache: true,
  };
}
