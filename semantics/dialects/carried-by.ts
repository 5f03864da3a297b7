/** What of a request that changes its price goes on to a target. What does not go on is not billed. */

import type { DialectName } from "../../schemas/dialects.ts";
import type { Parameters } from "../../schemas/parameter-facts.ts";
import { dialects, isDroppedBy } from "./dialects.ts";

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

export function carriedBy(dialect: DialectName, { drop = [] }: Parameters): Carried {
  const goesOn = (name: "n" | "service_tier" | "web_search_options") =>
    !drop.includes(name) && !isDroppedBy(dialect, name);
  return {
    choices: dialects[dialect].takesChatCompletions && goesOn("n"),
    serviceTier: goesOn("service_tier"),
    searches: goesOn("web_search_options"),
    longCache: true,
  };
}
