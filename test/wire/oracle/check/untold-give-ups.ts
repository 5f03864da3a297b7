/** What is said with fewer steps than a policy needs is what all steps say, or that it was given up. */
import { verify } from "../../../../compiler/analyze/verify.ts";
import { verifySession } from "../../../../compiler/verify/verify-session.ts";
import { compileFiles } from "../../../compiler/in-memory.ts";

const TODAY = "2026-11-20";

/** It asks for a target that is left, a window that is too small, parts and targets that do nothing, and claims. */
const POLICY = `import { chain, policy, usd } from "pointsman";
export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  routes: { main: {
    rules: [
      { when: (r) => r.needs.vision && r.inputTokens > 20_000, use: chain("alder/m0", "birch/m0"), maxCost: usd(1) },
      { when: (r) => r.needs.tools || r.messages > 8, use: "birch/m0" },
    ],
    otherwise: chain("alder/m0", "birch/m0"),
    max: { inputTokens: 100_000, outputTokens: 1_000 },
  } },
  invariants: {
    "a known price": { when: (r) => r.hasCode, every: (t, r) => t.maxCost(r) < usd(100) },
    "another is left": { survives: { providers: 1 } },
  },
});`;

const provider = { dialect: "openai", baseUrl: "http://127.0.0.1:9/v1", jurisdiction: "US" };
const price = { input: 1, output: 2 };
const OVERLAY = JSON.stringify({
  providers: { alder: provider, birch: provider },
  models: { "alder/m0": { context: 131_072, price }, "birch/m0": { context: 16_384, price } },
});

/** What is told as decided and is not. */
export function untoldGiveUps(): string[] {
  const lowered = compileFiles({ "routes.ts": POLICY, "catalog.yaml": OVERLAY }, { verify: false, today: TODAY });
  const { policy } = lowered;
  if (!policy) return [`the policy does not compile: ${lowered.diagnostics.map(({ message }) => message).join("; ")}`];
  const said = (steps?: number) => verify(verifySession(policy, TODAY, steps === undefined ? {} : { steps }));
  const known = new Map(said().proofs.map(({ claim, verdict }) => [claim, verdict]));
  return [0, 1, 10, 100, 1_000].flatMap((steps) => {
    const { proofs, diagnostics } = said(steps);
    const open = proofs.filter(({ verdict }) => verdict === "undecided");
    const isTold = open.length === 0 || diagnostics.some(({ code }) => code === "limit/undecided");
    // What is asked for want of another answer has one that holds.
    const wrong = proofs.filter((one) => !open.includes(one) && one.verdict !== (known.get(one.claim) ?? "proved"));
    return [
      ...wrong.map(({ claim, verdict }) => `in ${steps} steps "${claim}" is told as ${verdict}`),
      ...(isTold ? [] : [`in ${steps} steps ${open.length} questions are given up, and none is told`]),
    ];
  });
}
