/** What an editor offers to write at a place. */
import { attemptFailures } from "../../semantics/failures.ts";
import { knownKeys } from "../lower/known-keys.ts";
import type { EditedPolicy } from "./edited-policy.ts";
import { groupingFacts, namesAfter, valuesOf } from "./fact-words.ts";
import { isOffered } from "./offered-models.ts";
import { strategyText } from "./typescript-slot.ts";
import { type Slot, yamlSlot } from "./yaml-slot.ts";

export type OfferKind = "tier" | "model" | "value" | "fact" | "unit" | "failure" | "key" | "route";

export interface Offer {
  readonly label: string;
  readonly kind: OfferKind;
  /** Offers are shown in its order: what a policy declares before what the catalog knows. */
  readonly rank: number;
}

export interface Offers {
  readonly offers: readonly Offer[];
  /** Where what is chosen goes; up to the place that was asked about. */
  readonly start: number;
}

export function offersAt({ file, declared, catalog }: EditedPolicy, offset: number): Offers {
  const names = { declared, catalog };
  if (file.name.endsWith(".ts")) {
    const written = strategyText(file.text, offset);
    // TypeScript's own server offers the models.
    return written === undefined ? none(offset) : { offers: tiers(names), start: offset - written.length };
  }
  const slot = yamlSlot(file.text, offset);
  if (!slot) return none(offset);
  const { before, offers } = offersIn(slot, names);
  const isWritten = file.text.slice(offset - before.length, offset) === before;
  return { offers, start: isWritten ? offset - before.length : offset };
}

type Names = Pick<EditedPolicy, "declared" | "catalog">;

function none(offset: number): Offers {
  return { offers: [], start: offset };
}

function offersIn(slot: Slot, names: Names): { offers: Offer[]; before: string } {
  const { path, before, isKey } = slot;
  const last = path.at(-1) ?? "";
  if (isKey) return { offers: keysIn(path, names), before };
  if (["when", "every", "some", "per", "sensitive"].includes(last)) return inCondition(slot, names);
  if (last === "by" || last === "sticky") return { offers: listed(groupingFacts(names.declared), "fact"), before };
  if (last === "[]" && path.at(-2) === "fallbackOn") return { offers: failures(), before };
  if (last === "[]" && path.at(-2) === "routes") return { offers: listed(names.declared.routes, "route"), before };
  if (durations.has(last)) return { offers: listed(["1500ms", "15s", "60s", "5m", "1h"], "unit"), before };
  if (amounts.has(last)) return { offers: listed(["$0.10", "$1", "$500"], "unit"), before };
  if (last === "embedder") return { offers: models(names, "embedding"), before };
  if (last === "model" && path.at(-2) === "judge") return { offers: models(names), before };
  return { offers: isStrategy(path) ? [...tiers(names), ...models(names)] : [], before };
}

const durations: ReadonlySet<string> = new Set([
  ...["deadline", "attempt", "firstToken", "idle", "after", "ttl", "lifetime"],
]);
const amounts: ReadonlySet<string> = new Set(["maxCost", "limit", "spends"]);

function isStrategy(path: readonly string[]): boolean {
  if (path[0] === "tiers") return path.length > 1;
  return path.some((key) => ["use", "otherwise", "exhausted", "fallbackOn"].includes(key));
}

function tiers({ declared }: Names): Offer[] {
  return listed(declared.tiers, "tier");
}

function models({ catalog }: Names, kind?: string): Offer[] {
  // Of a model that is not asked for by its kind nothing is read: there are hundreds.
  const fits = (provider: string, model: string) => {
    if (kind === undefined) return true;
    const found = catalog.model(provider, model);
    return isOffered(found) && found?.kind === kind;
  };
  const ids = catalog.providerIds().flatMap((provider) =>
    catalog
      .modelIds(provider)
      .filter((model) => fits(provider, model))
      .map((model) => `${provider}/${model}`),
  );
  return ids.map((label) => ({ label, kind: "model", rank: 1 }));
}

function failures(): Offer[] {
  return listed(Object.keys(attemptFailures), "failure");
}

function keysIn(path: readonly string[], names: Names): Offer[] {
  if (path.at(-1) === "split") return [...tiers(names), ...models(names)];
  if (path.at(-1) === "fallbackOn") return [...failures(), ...listed(["default"], "key")];
  return listed(knownKeys(path.map((key) => (key === "[]" ? "0" : key))), "key");
}

/** By what is written before: a fact after `r.`, a value where one is compared, a tier or a model in brackets. */
function inCondition({ before, after }: Slot, names: Names): { offers: Offer[]; before: string } {
  const { declared } = names;
  const path = /(?:^|[^\w.])r\.((?:[\w-]+\.)*)(\w*)$/.exec(before);
  if (path) {
    const [, group = "", word = ""] = path;
    const isLatency = group === "latency.";
    return { offers: isLatency ? tiers(names) : listed(namesAfter(group, declared), "fact"), before: word };
  }
  const indexed = /r\.(latency|health)\[["']([^"']*)$/.exec(before);
  if (indexed) {
    const offers = indexed[1] === "latency" ? [...tiers(names), ...models(names)] : models(names);
    return { offers, before: indexed[2] ?? "" };
  }
  const compared = /r\.((?:[\w.]|\["[\w-]+"\])+)\s*[!=]==\s*["']([^"']*)$/.exec(before);
  if (compared)
    return { offers: listed(valuesOf(dotted(compared[1] ?? ""), declared), "value"), before: compared[2] ?? "" };
  const inList = /["']([^"']*)$/.exec(before);
  const asked = /^[^\]]*\]\.includes\(\s*r\.([\w.]+)/.exec(after);
  if (inList && asked) return { offers: listed(valuesOf(asked[1] ?? "", declared), "value"), before: inList[1] ?? "" };
  return { offers: [], before: "" };
}

/** `headers["x-tier"]` as `headers.x-tier`. */
function dotted(path: string): string {
  return path.replace(/\["([\w-]+)"\]/g, ".$1");
}

function listed(labels: readonly string[], kind: OfferKind): Offer[] {
  return labels.map((label) => ({ label, kind, rank: 0 }));
}
