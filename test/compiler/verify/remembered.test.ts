import { expect, test } from "vitest";
import { verify } from "../../../compiler/analyze/verify.ts";
import { type Compilation, compile } from "../../../compiler/index.ts";
import { Memory } from "../../../compiler/verify/memory.ts";
import { verifySession } from "../../../compiler/verify/verify-session.ts";
import { Random } from "../../agreement/random.ts";
import { thorough } from "../../thorough.ts";
import { enumerablePolicy } from "../../verification/enumerable-policy.ts";
import { catalog } from "../../verification/invented-targets.ts";

const TODAY = "2026-01-01";
const SEEDS = thorough(150, 40);

test("with what was remembered of a neighbouring policy the findings are those of a fresh run", () => {
  let [edited, remembered] = [0, 0];
  for (let seed = 1; seed <= SEEDS; seed++) {
    const { typescript } = enumerablePolicy(seed);
    const [before, after] = [lowered(typescript), lowered(neighbour(typescript, seed))];
    if (!before || !after) continue;
    edited += 1;
    const memory = new Memory();
    findings(before, memory);
    const known = new Memory(memory.entries());
    expect(findings(after, known), `seed ${seed}\n${typescript}`).toEqual(findings(after, new Memory()));
    const earlier = new Set([...memory.entries()].map(([key]) => key));
    if ([...known.entries()].some(([key]) => earlier.has(key))) remembered += 1;
  }
  expect(edited).toBeGreaterThan(SEEDS / 2);
  expect(remembered).toBeGreaterThan(edited / 4);
});

/** The policy with two of its rules exchanged, or one of them missing. */
function neighbour(typescript: string, seed: number): string {
  const random = new Random(seed);
  const lines = typescript.split("\n");
  const rules = [...lines.keys()].filter((line) => lines[line]!.startsWith("{ when:"));
  const [one, other] = [random.pick(rules), random.pick(rules)];
  const [first, second] = [lines[one]!, lines[other]!];
  lines[one] = second;
  lines[other] = random.once(2) ? "" : first;
  return lines.join("\n");
}

function lowered(typescript: string): Compilation["policy"] {
  const project = { read: (file: string) => (file === "policy.ts" ? typescript : undefined), contains: () => true };
  return compile("policy.ts", { project, catalog, today: TODAY, types: false, verify: false }).policy;
}

/** Without the requests that show them: of these there are many. */
function findings(policy: NonNullable<Compilation["policy"]>, memory: Memory): unknown[] {
  const { diagnostics, proofs } = verify(verifySession(policy, TODAY, { memory }));
  return [
    ...diagnostics.map(({ code, message, span, labels }) => [
      code,
      message,
      span?.start,
      labels.map(({ text }) => text),
    ]),
    ...proofs.map(({ claim, verdict, evidence }) => [claim, verdict, evidence]),
  ];
}
