/** Answers that are remembered from a policy must be the answers for the policy that an edit makes of it. */
import { verify } from "../../compiler/analyze/verify.ts";
import { compile } from "../../compiler/index.ts";
import type { PolicyIr } from "../../compiler/lower/ir.ts";
import { Memory } from "../../compiler/verify/memory.ts";
import { verifySession } from "../../compiler/verify/verify-session.ts";
import { Random } from "../agreement/random.ts";
import { enumerablePolicy } from "./enumerable-policy.ts";
import { catalog } from "./invented-targets.ts";
import { neighbour } from "./neighbours.ts";
import { widePolicy } from "./wide-policy.ts";

export interface MemoryComparison {
  /** Policies of the seed: one, and what edits make of it. */
  readonly policies: number;
  /** Of these, the ones about which everything was known. */
  readonly remembered: number;
  /** The first that is said otherwise with a memory. */
  readonly mistake: string | undefined;
}

const EDITS = 4;
const TODAY = "2026-01-01";

export function compareMemory(seed: number): MemoryComparison {
  const random = new Random(seed);
  let { typescript } = seed % 2 === 0 ? widePolicy(seed) : enumerablePolicy(seed);
  let memory = new Memory();
  let remembered = 0;
  for (let edit = 0; edit <= EDITS; edit += 1) {
    const policy = policyOf(typescript);
    if (policy === undefined) return { policies: edit, remembered, mistake: undefined };
    memory = new Memory(memory.entries());
    const [fresh, again] = [findings(policy, new Memory()), findings(policy, memory)];
    const odd = [...fresh, ...again].find((one) => fresh.includes(one) !== again.includes(one));
    if (odd !== undefined) {
      const where = fresh.includes(odd) ? "without a memory" : "with a memory";
      return { policies: edit, remembered, mistake: `edit ${edit}: only ${where}: ${odd}\n${typescript}` };
    }
    if (!memory.hasLearnt) remembered += 1;
    typescript = neighbour(typescript, random);
  }
  return { policies: EDITS + 1, remembered, mistake: undefined };
}

function policyOf(typescript: string): PolicyIr | undefined {
  const name = "policy.ts";
  const project = { read: (file: string) => (file === name ? typescript : undefined), contains: () => true };
  return compile(name, { project, catalog, today: TODAY, types: false, verify: false }).policy;
}

/** What is said, where, and what is marked. What was remembered may be such nonsense that it is noticed. */
function findings(policy: PolicyIr, memory: Memory): string[] {
  try {
    const { diagnostics, proofs } = verify(verifySession(policy, TODAY, { memory }));
    const found = diagnostics.map(({ code, message, span, labels }) => {
      const marked = labels.map((label) => `${label.span.start} ${label.text}`);
      return [code, message, span?.start, ...marked].join(" | ");
    });
    return [...found, ...proofs.map(({ claim, verdict, evidence }) => `${claim}: ${verdict} ${evidence}`)];
  } catch (error) {
    return [`thrown: ${error}`];
  }
}
