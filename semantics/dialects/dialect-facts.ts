import type { FactName } from "../../schemas/facts.ts";
import type { Parameters } from "../../schemas/parameter-facts.ts";
import type { ChatParameterName } from "../../schemas/parameters/chat.ts";

/** What a dialect may have no words for. */
export type DialectNeed = Extract<FactName, `needs.${string}`>;

/** What both halves know of a dialect. How it is written is said by its folder in the runtime alone. */
export interface DialectFacts<Dropped extends ChatParameterName = ChatParameterName> {
  /** What no target of it can serve, whatever its model could do. */
  readonly lacks: readonly DialectNeed[];
  /** Parameters that it has no place for: they are left out, so that they can change neither price nor answer. */
  readonly drops: readonly Dropped[];
  /** A chat completion goes on as it came, so that it can be asked for several answers. */
  readonly takesChatCompletions: boolean;
  /** What it takes of values, whoever speaks it; what a provider or model takes besides stands in the catalog. */
  readonly takes?: Pick<Parameters, "range" | "exclusive">;
  /** Parameters that it takes, but not beside all others, or not every value of. Absent: none. */
  readonly mayLeaveOut?: readonly ChatParameterName[];
  /** It can be asked for embeddings. */
  readonly embeds: boolean;
}
