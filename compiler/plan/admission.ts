/** What a request must be so that any rule of its route is asked. */
import { embeddingsEndpoint } from "../../semantics/operation.ts";
import { all, atom, not } from "../lower/connectives.ts";
import type { Condition, PolicyIr, Route } from "../lower/ir.ts";
import type { Origin } from "../source.ts";
import { routeOperation } from "./route-operation.ts";

export function admissionOf(policy: PolicyIr, route: Route): Condition {
  const { max, env, origin } = route;
  const ofEnv = env ? [atom({ kind: "one-of", fact: "key.env", values: env }, origin)] : [];
  const bounds = [...ofEnv, ...upTo("inputTokens", max.inputTokens, origin), ...upTo("choices", max.choices, origin)];
  const toEmbeddings = atom({ kind: "one-of", fact: "endpoint", values: [embeddingsEndpoint] }, origin);
  if (routeOperation(policy, route) === "embeddings")
    return all([...bounds, toEmbeddings, ...textsAlone(origin)], origin);
  return all(asksEndpoint(policy) ? [...bounds, not(toEmbeddings, origin)] : bounds, origin);
}

/** Where no condition reads which endpoint was called, chats by all endpoints are one. */
function asksEndpoint(policy: PolicyIr): boolean {
  const isKnown = known.get(policy) ?? conditionsOf(policy).some((condition) => reads(condition, "endpoint"));
  known.set(policy, isKnown);
  return isKnown;
}

const known = new WeakMap<PolicyIr, boolean>();

function conditionsOf({ routes, invariants, sensitive }: PolicyIr): Condition[] {
  const rules = routes.flatMap((route) => route.rules.map(({ when }) => when));
  const claims = invariants.flatMap(({ when, claim }) => [
    ...(when ? [when] : []),
    ...("holds" in claim ? claim.holds.values() : []),
  ]);
  return [...rules, ...claims, ...(sensitive ? [sensitive] : [])];
}

function reads(condition: Condition, fact: string): boolean {
  switch (condition.kind) {
    case "constant":
      return false;
    case "atom":
      return condition.atom.fact === fact || condition.atom.fact.startsWith(`${fact}.`);
    case "not":
      return reads(condition.of, fact);
    default:
      return condition.of.some((part) => reads(part, fact));
  }
}

/** Nothing but texts, or the ids of their tokens, comes to an endpoint for embeddings. */
function textsAlone(origin: Origin): Condition[] {
  const never = (fact: string) => not(atom({ kind: "flag", fact }, origin), origin);
  const unsaid = not(atom({ kind: "present", fact: "maxOutputTokens", type: "number" }, origin), origin);
  return [
    ...neverSaid.map(never),
    ...upTo("tools", 0, origin),
    ...upTo("images", 0, origin),
    ...upTo("choices", 1, origin),
    unsaid,
  ];
}

const neverSaid: readonly string[] = [
  "stream",
  ...["tools", "vision", "audio", "pdf", "jsonSchema", "jsonMode", "reasoning"].map((need) => `needs.${need}`),
  ...["choices", "customTools", "toolChoice", "functions"].map((need) => `needs.${need}`),
];

function upTo(fact: string, most: number | undefined, origin: Origin): Condition[] {
  if (most === undefined) return [];
  return [atom({ kind: "range", fact, from: Number.NEGATIVE_INFINITY, to: most + 1 }, origin)];
}
