/** A random policy, compiled: which of its claims are proved, and the table that is served. */
import type { Compilation } from "../../../../compiler/index.ts";
import { compileFiles } from "../../../compiler/in-memory.ts";
import type { Claim } from "../policy/claims.ts";
import type { WirePolicy } from "../policy/policy.ts";
import { policyText } from "../policy/random-policy.ts";
import type { Refuted } from "./replay-witness.ts";

export interface Compiled {
  readonly policy: WirePolicy;
  /** The text with what is proved alone, as it is served. */
  readonly text: string;
  readonly overlay: string;
  readonly table: string;
  readonly map: string;
  readonly proved: readonly Claim[];
  /** By route: rules, from 0, of which the compiler says that they decide nothing. */
  readonly dead: ReadonlyMap<string, readonly number[]>;
  readonly refuted: readonly Refuted[];
  /** Claims that were given up. */
  readonly undecided: readonly Claim[];
  /** There is nothing to complain of in what is served. */
  readonly isGreen: boolean;
}

/** Nothing where the policy has a mistake that keeps it from being served. */
export function compilePolicy(policy: WirePolicy, origins: Readonly<Record<string, string>>): Compiled | undefined {
  const overlay = policy.world.overlay(origins);
  const today = policy.now.toISOString().slice(0, 10);
  const compiled = (claims: readonly Claim[], verify: boolean) => {
    const text = policyText({ ...policy, claims });
    const files = { "routes.ts": text, "catalog.yaml": overlay };
    return { text, compilation: compileFiles(files, { types: false, today, verify }) };
  };
  const first = compiled(policy.claims, true).compilation;
  const verdicts = new Map(
    first.proofs.flatMap(({ code, claim, verdict }) => (code === "invariant" ? [[claim, verdict]] : [])),
  );
  const proved = policy.claims.filter(({ name }) => verdicts.get(name) === "proved");
  const { text, compilation } = compiled(proved, false);
  if (!compilation.table) return undefined;
  return {
    policy,
    text,
    overlay,
    table: compilation.table.text,
    map: compilation.table.map,
    proved,
    dead: deadRules(first),
    undecided: policy.claims.filter(({ name }) => verdicts.get(name) === "undecided"),
    refuted: refutations(policy, first),
    isGreen: compilation.diagnostics.every(({ code }) => code.startsWith("name/unused-")),
  };
}

function refutations({ claims }: WirePolicy, { proofs }: Compilation): Refuted[] {
  return claims.flatMap((claim) => {
    const proof = proofs.find(({ code, claim: name }) => code === "invariant" && name === claim.name);
    const witness = proof?.verdict === "refuted" ? proof.shown?.witness : undefined;
    return witness ? [{ claim, witness }] : [];
  });
}

function deadRules({ proofs }: Compilation): Map<string, number[]> {
  const dead = new Map<string, number[]>();
  for (const { code, verdict, claim } of proofs) {
    const [, rule, route = ""] = /^rule (\d+) of (\S+) can decide$/.exec(claim) ?? [];
    if (code === "reach" && verdict === "refuted" && rule)
      dead.set(route, [...(dead.get(route) ?? []), Number(rule) - 1]);
  }
  return dead;
}
