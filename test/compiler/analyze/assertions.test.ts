/** The driver of the checks over all requests: nothing that was given up is left out, nothing that was asked is untold. */
import { describe, expect, test } from "vitest";
import type { VerifiedCheck } from "../../../compiler/analyze/assertion.ts";
import { type Verification, verify } from "../../../compiler/analyze/verify.ts";
import { POLICY_WORK, verifySession } from "../../../compiler/verify/verify-session.ts";
import { compileFiles } from "../in-memory.ts";

const TODAY = "2026-11-20";

/** Every check over all requests has something to ask here. */
const SOURCE = `import { chain, policy, split, usd } from "pointsman";

export default policy({
  metadata: { sensitivity: ["public", "pii"] },
  tiers: { small: chain("openai/gpt-5.4-mini", "google/gemini-3.8-flash") },
  routes: {
    chat: {
      rules: [
        { when: (r) => r.hasCode && r.inputTokens > 1_000, use: "small", maxCost: usd(1) },
        { when: (r) => r.needs.tools || r.messages > 8, use: "google/gemini-3.8-flash" },
        { when: (r) => r.inputTokens >= 90_000, use: chain("google/gemini-3.8-flash", "openai/gpt-5.4-mini") },
      ],
      otherwise: "small",
      max: { inputTokens: 900_000, outputTokens: 4_000 },
      cache: { exact: true, scope: "team" },
      record: true,
    },
  },
  budgets: { spend: { per: (r) => r.key.id, limit: usd(10), window: "day", exhausted: "openai/gpt-5.4-mini" } },
  invariants: {
    "a known price": { when: (r) => r.hasCode, every: (t, r) => t.maxCost(r) < usd(100) },
    "another is left": { survives: { providers: 1 } },
  },
  sensitive: (r) => r.metadata.sensitivity === "pii",
});
`;

function lowered(source: string) {
  const { policy } = compileFiles({ "routes.ts": source }, { verify: false });
  if (!policy) throw new Error("the policy does not compile");
  return policy;
}

const policy = lowered(SOURCE);

function within(steps: number): Verification {
  return verify(verifySession(policy, TODAY, { steps }));
}

const whole = within(POLICY_WORK);

function families({ proofs }: Verification): string[] {
  return [...new Set(proofs.map(({ code }) => code))].sort();
}

/** How many questions the findings say were given up. */
function toldAsGivenUp({ diagnostics }: Verification): number {
  return diagnostics
    .filter(({ code }) => code === "limit/undecided")
    .reduce((sum, { message }) => sum + 1 + Number(/nor ([\d,]+) more/.exec(message)?.[1]?.replace(",", "") ?? 0), 0);
}

describe("with all the steps that it needs", () => {
  test("every check has asked, and everything is decided", () => {
    expect(families(whole)).toEqual(["about", "cache", "chain", "data", "invariant", "reach", "redundant"]);
    expect(whole.proofs.filter(({ verdict }) => verdict === "undecided")).toEqual([]);
    expect(toldAsGivenUp(whole)).toBe(0);
  });

  test.each([
    "every request has a target left at rule 1 of chat",
    "rule 3 of chat has a fallback for what its first target takes",
    "google/gemini-3.8-flash is tried at rule 2 of chat",
    "every part of rule 2 of chat changes something",
    "nothing sensitive is recorded by chat",
    "the cache of chat shares no private answers",
  ])("%s: told among what was asked", (claim) => {
    expect(whole.proofs.map((proof) => proof.claim).join("\n")).toContain(claim);
  });
});

describe("with hardly a step", () => {
  const starved = within(1);

  test("all that is asked otherwise is asked, too, and told as given up", () => {
    const claims = starved.proofs.map(({ claim }) => claim);
    for (const { claim } of whole.proofs) expect(claims).toContain(claim);
    const undecided = starved.proofs.filter(({ verdict }) => verdict === "undecided");
    expect(families({ ...starved, proofs: undecided })).toEqual(families(whole));
    expect(toldAsGivenUp(starved)).toBe(undecided.length);
  });

  test("nothing is found and nothing proved that needs a request", () => {
    expect(starved.diagnostics.map(({ code }) => code)).toEqual(starved.diagnostics.map(() => "limit/undecided"));
    const proved = starved.proofs.filter(({ verdict }) => verdict === "proved").map(({ code }) => code);
    expect([...new Set(proved)]).toEqual([]);
  });
});

test("however many steps there are, what is decided is what all steps decide, and the rest is told", () => {
  const known = new Map(whole.proofs.map(({ claim, verdict }) => [claim, verdict]));
  const lastSteps = stepsOf();
  let halves = 0;
  // What is asked only for want of another answer has one that holds: the rule is not the last that decides.
  for (let steps = 1; steps < 4 * lastSteps; steps = Math.ceil(steps * 1.7)) {
    const verification = within(steps);
    const { proofs } = verification;
    const undecided = proofs.filter(({ verdict }) => verdict === "undecided");
    for (const { claim, verdict } of proofs.filter((proof) => !undecided.includes(proof))) {
      expect(verdict, `${claim}, ${steps} steps`).toBe(known.get(claim) ?? "proved");
    }
    expect(toldAsGivenUp(verification), `${steps} steps`).toBe(undecided.length);
    const isReachKnown = proofs.every(({ code, verdict }) => code !== "reach" || verdict !== "undecided");
    if (isReachKnown && undecided.length > 0) halves += 1;
  }
  expect(halves).toBeGreaterThan(3);
});

function stepsOf(): number {
  const session = verifySession(policy, TODAY);
  const before = session.work.left;
  verify(session);
  return before - session.work.left;
}

test("a check that forgets that its question was given up proves nothing", () => {
  const forgetful: VerifiedCheck = ({ routes: [reach] }) => [
    {
      claim: "it is so",
      code: "chain",
      origin: reach!.route.origin,
      ask: () => {
        reach!.space.find({ rule: "otherwise", alone: true });
        return { kind: "excluded", evidence: "it was not looked at" };
      },
    },
  ];
  const { proofs, diagnostics } = verify(verifySession(policy, TODAY, { steps: 0 }), undefined, [forgetful]);
  expect(proofs).toMatchObject([{ claim: "it is so", verdict: "undecided" }]);
  expect(diagnostics.map(({ code }) => code)).toEqual(["limit/undecided"]);
  const free = verify(verifySession(policy, TODAY), undefined, [forgetful]);
  expect(free.proofs).toMatchObject([{ verdict: "proved" }]);
});
