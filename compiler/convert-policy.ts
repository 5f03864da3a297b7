/** A policy in the other spelling, held against the one that it was made from. */
import { dirname, join } from "node:path/posix";
import { type Compilation, type CompileOptions, compile } from "./index.ts";
import { nameOf, openProject } from "./load/project.ts";
import type { Invariant, PolicyIr } from "./lower/ir.ts";
import { namedTargets } from "./lower/named-targets.ts";
import { printCondition } from "./plan/print-condition.ts";
import { policyDocument } from "./print/policy-document.ts";
import { printTypescript } from "./print/print-typescript.ts";
import { printYaml } from "./print/print-yaml.ts";
import { probeTargets } from "./print/probe-targets.ts";
import { readPolicy } from "./read-policy.ts";

export type Spelling = "yaml" | "typescript";

export type ConvertOptions = Pick<CompileOptions, "project" | "catalog" | "overlay">;

/** Why it cannot be written in the other spelling: a sentence. */
export interface NotConverted {
  readonly why: string;
}

const printers: Readonly<Record<Spelling, { readonly print: typeof printYaml; readonly ending: string }>> = {
  yaml: { print: printYaml, ending: "yaml" },
  typescript: { print: printTypescript, ending: "ts" },
};

/** `compilation` is that of `entry`, and has a policy. */
export function convertPolicy(
  entry: string,
  compilation: Compilation,
  to: Spelling,
  options: ConvertOptions = {},
): { readonly text: string } | NotConverted {
  const { policy } = compilation;
  if (!policy) throw new Error("a policy with errors cannot be converted");
  const unwritten = policy.invariants.find(({ claim }) => "reads" in claim && claim.written === undefined);
  if (unwritten) {
    const way = "Write the claim with comparisons, `includes`, `&&`, `||`, `!` and `?:` alone.";
    return { why: `“${unwritten.name}” uses its target in a way that no expression over \`t\` and \`r\` says. ${way}` };
  }
  const text = printers[to].print(policyDocument(policy));
  const why = differenceOf(entry, compilation, { text, to }, options);
  return why === undefined ? { text } : { why };
}

export interface Converted {
  readonly text: string;
  readonly to: Spelling;
}

/** What a text, read in place of a policy, says otherwise: a sentence; undefined when both compile to the same, claims included. */
export function differenceOf(
  entry: string,
  { policy, table }: Compilation,
  { text, to }: Converted,
  options: ConvertOptions = {},
): string | undefined {
  const name = options.project ? entry : nameOf(entry);
  const other = join(dirname(name), `converted-policy.${printers[to].ending}`);
  const base = options.project ?? openProject(entry);
  const project = {
    ...options,
    project: { read: (file: string) => (file === other ? text : base.read(file)), contains: base.contains },
  };
  const again = compile(other, { ...project, verify: false, types: false });
  if (!again.policy) return `What was written does not compile: ${again.diagnostics[0]?.message}.`;
  if (again.table?.text !== table?.text) return "What was written compiles to another table.";
  const written = [policy!, again.policy].flatMap(claimTexts);
  const claimTargets = probeTargets(namedTargets(policy!), written);
  const [before, after] = [entry, other].map((file, i) => claimsOf(file, i === 0 ? options : project, claimTargets));
  if (!before || !after) return "Its claims could not be compared.";
  const different = [...before.keys(), ...after.keys()].find((claim) => before.get(claim) !== after.get(claim));
  return different && `What was written for “${different}” is another claim.`;
}

function claimTexts({ invariants }: PolicyIr): string[] {
  return invariants.flatMap(({ claim }) => ("reads" in claim ? (claim.written ?? []) : []));
}

/** By name: all that an invariant says of these targets, as a text. */
function claimsOf(
  entry: string,
  options: ConvertOptions,
  claimTargets: ReturnType<typeof probeTargets>,
): ReadonlyMap<string, string> | undefined {
  const read = readPolicy(entry, { ...options, claimTargets });
  if ("unreadable" in read || !read.policy) return undefined;
  return new Map(read.policy.invariants.map((invariant) => [invariant.name, said(invariant)]));
}

/** Conditions in their canonical spelling; what is where, and how it is written, aside. */
function said({ when, claim }: Invariant): string {
  const { origin: _, ...parts } = claim;
  const plain =
    "reads" in parts
      ? { kind: parts.kind, holds: [...parts.holds].map(([id, condition]) => [id, printCondition(condition)]) }
      : parts;
  return JSON.stringify({ when: when && printCondition(when), claim: plain });
}
