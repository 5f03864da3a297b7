/** Which values each string fact may have at all, whatever the conditions ask. */
import { facts } from "../../../schemas/facts.ts";
import { MOST_VALUE_LENGTH } from "../../../schemas/parameters/metadata.ts";
import type { MetadataField } from "../../lower/ir.ts";
import { saidFact } from "../../lower/said-fact.ts";
import type { TextPredicate } from "../../regions/text/text-question.ts";

/** The route that is asked, among all routes of the policy, and the metadata that the policy declares. */
export interface Declared {
  readonly metadata: readonly MetadataField[];
  readonly route: string;
  readonly routeNames: readonly string[];
}

export interface StringDomain {
  /** Whether the fact may be missing. */
  readonly optional: boolean;
  /** All values; absent: every text with `must` and without `mustNot`. */
  readonly values?: readonly string[];
  readonly must: readonly TextPredicate[];
  readonly mustNot: readonly TextPredicate[];
  /** UTF-16 units of a value; absent: any number. */
  readonly most?: number;
  /** Natural values, the best first. */
  readonly natural: readonly string[];
  /** The beginning of further natural values. */
  readonly stem: string;
}

/** Undefined for what is not a string fact. */
export function stringDomain(fact: string, declared: Declared): StringDomain | undefined {
  const name = /^(?:metadata|headers)\./.test(fact) ? "metadata" : fact;
  return Object.hasOwn(domains, name) ? domains[name]!(declared, fact) : undefined;
}

const domains: Readonly<Record<string, (declared: Declared, fact: string) => StringDomain>> = {
  route: ({ route }) => oneOf([route]),
  endpoint: () => oneOf(valuesOf("endpoint")),
  weekday: () => oneOf(valuesOf("weekday")),
  model,
  "key.id": () => text(false, ["demo"], "caller-"),
  "key.team": () => text(true, ["acme"], "team-"),
  "key.env": () => text(true, ["staging"], "env-"),
  metadata({ metadata }, fact) {
    const field = metadata.find((one) => saidFact(one) === fact);
    const optional = field?.required !== true;
    if (field?.values) return { ...oneOf(field.values), optional };
    return { ...text(optional, ["acme"], "value-"), most: MOST_VALUE_LENGTH };
  },
};

function oneOf(values: readonly string[]): StringDomain {
  return { optional: false, values, must: [], mustNot: [], natural: values, stem: "" };
}

function text(optional: boolean, natural: readonly string[], stem: string): StringDomain {
  return { optional, must: [], mustNot: [], natural, stem };
}

function valuesOf(fact: "endpoint" | "weekday"): readonly string[] {
  const { type } = facts[fact];
  return type.kind === "enum" ? type.values : [];
}

/** What the runtime sends to the route: its name, or what begins like a route with a `*` and is no other's. */
function model({ route, routeNames }: Declared): StringDomain {
  if (!route.endsWith("*")) return oneOf([route]);
  const stem = route.slice(0, -1);
  const others = routeNames.filter((name) => name !== route && name.startsWith(stem));
  return {
    optional: false,
    must: stem === "" ? [] : [{ method: "startsWith", argument: stem }],
    mustNot: [
      ...(stem === "" ? [{ method: "equals", argument: "" } as const] : []),
      ...others.map((argument) => ({ method: "equals", argument }) as const),
      ...others
        .filter((name) => name.endsWith("*") && name.length > route.length)
        .map((name) => ({ method: "startsWith", argument: name.slice(0, -1) }) as const),
    ],
    natural: [`${stem}demo`],
    stem,
  };
}
