/** A random policy, compiled: which of its claims are proved, and the table that is served. */
import type { Compilation, CompileOptions } from "../../../../compiler/index.ts";
import { runtimeFeatures } from "../../../../semantics/runtime-features.ts";
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
  /** `check` and `build` do not say that the runtime lacks something. */
  readonly isGreen: boolean;
}

/** Nothing where the policy has a mistake that keeps it from being served. */
export function compilePolicy(policy: WirePolicy, origins: Readonly<Record<string, string>>): Compiled | undefined {
  const overlay = policy.world.overlay(origins);
  const today = policy.now.toISOString().slice(0, 10);
  const compiled = (claims: readonly Claim[], options: CompileOptions = {}) => {
    const files = { "routes.ts": policyText({ ...policy, claims }), "catalog.yaml": overlay };
    return compileFiles(files, { types: false, today, ...options });
  };
  const first = compiled(policy.claims);
  const verdicts = new Map(
    first.proofs.flatMap(({ code, claim, verdict }) => (code === "invariant" ? [[claim, verdict]] : [])),
  );
  const proved = policy.claims.filter(({ name }) => verdicts.get(name) === "proved");
  const asked = compiled(proved, { verify: false, runtime: runtimeFeatures });
  const isGreen = asked.diagnostics.every(({ code }) => code !== "serve/not-yet");
  const { table } = isGreen ? asked : compiled(proved, { verify: false });
  if (!table) return undefined;
  return {
    policy,
    text: policyText({ ...policy, claims: proved }),
    overlay,
    table: table.text,
    map: table.map,
    proved,
    dead: deadRules(first),
    undecided: policy.claims.filter(({ name }) => verdicts.get(name) === "undecided"),
    refuted: refutations(policy, first),
    isGreen,
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
