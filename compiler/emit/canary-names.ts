/** What the canaries of a route are called: by the route, and what is tried. Those of equal words are one. */
import { canonicalJson } from "../../schemas/canonical.ts";
import type { Canary, Route, Strategy } from "../lower/ir.ts";
import type { NamedCanary } from "./plans.ts";

export class CanaryNames {
  readonly #route: string;
  /** By what they say. */
  readonly #names = new Map<string, string>();

  constructor({ name }: Pick<Route, "name">) {
    this.#route = name;
  }

  of(definition: Canary): NamedCanary;
  of(definition: Canary | undefined): NamedCanary | undefined;
  of(definition: Canary | undefined): NamedCanary | undefined {
    if (!definition) return undefined;
    const { strategy, share, by, back } = definition;
    const { failures = null, firstToken = null } = back;
    const words = canonicalJson({ use: spelled(strategy), share, by, failures, firstToken });
    const name = this.#names.get(words) ?? this.#newName(labelOf(strategy));
    this.#names.set(words, name);
    return { name, definition };
  }

  #newName(label: string): string {
    const name = `${this.#route}/${label}`;
    const taken = new Set(this.#names.values());
    let next = name;
    for (let number = 2; taken.has(next); number++) next = `${name}#${number}`;
    return next;
  }
}

/** What it names first: a tier, or a target. */
function labelOf(strategy: Strategy): string {
  if (strategy.kind === "target") return strategy.target.id;
  if (strategy.kind === "tier") return strategy.name;
  return labelOf(strategy.kind === "split" ? strategy.parts[0]!.of : strategy.of[0]!);
}

function spelled(strategy: Strategy): unknown {
  switch (strategy.kind) {
    case "target":
    case "tier":
      return labelOf(strategy);
    case "split":
      return { by: strategy.by, split: strategy.parts.map(({ weight, of }) => [weight, spelled(of)]) };
    case "cheapest":
      return { cheapest: strategy.of.map(spelled), quality: strategy.quality ?? null };
    case "chain":
      return strategy.of.map(spelled);
    case "fastest":
    case "balance": {
      const { by = null, lifetime = null } = strategy.sticky ?? {};
      return { kind: strategy.kind, of: strategy.of.map(spelled), room: strategy.by ?? null, by, lifetime };
    }
  }
  return strategy satisfies never;
}
