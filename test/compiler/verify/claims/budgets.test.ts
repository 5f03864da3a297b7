import { describe, expect, test } from "vitest";
import { compileFiles } from "../../in-memory.ts";

// A cent for an answer of the greatest length, and a tenth of it.
const prices = `prices:
  openai/gpt-5.4-mini: { price: { input: 0, output: 10 } }
  mistral/mistral-large-2512: { price: { input: 0, output: 10 } }
  google/gemini-3.8-flash: { price: { input: 0, output: 10 } }
  openai/gpt-6-luna: { price: { input: 0, output: 1 } }
`;
const [mini, mistral, gemini, luna] = [
  "openai/gpt-5.4-mini",
  "mistral/mistral-large-2512",
  "google/gemini-3.8-flash",
  "openai/gpt-6-luna",
];

interface Asked {
  readonly rules?: string;
  readonly otherwise?: string;
  readonly route?: string;
  /** More budgets. */
  readonly other?: string;
}

function refutations(claim: string, { rules = "", otherwise = mini, route = "", other = "" }: Asked = {}) {
  const policy = `routes:
  chat:
    rules: [${rules}]
    otherwise: ${otherwise}
    max: { inputTokens: 1000, outputTokens: 1000, choices: 1 }
    ${route}
budgets: { team: { per: key.team, limit: $5, window: day, missing: refuse, exhausted: ${luna} }${other} }
invariants: { claim: { ${claim} } }
`;
  const { diagnostics } = compileFiles({ "routes.yaml": policy, "catalog.yaml": prices });
  return diagnostics.filter(({ code }) => /^(invariant|limit)\//.test(code));
}

const codes = (...asked: Parameters<typeof refutations>) => refutations(...asked).map(({ code }) => code);
const refuted = ["invariant/refuted"];
const notLuna = `every: t.id !== "${luna}"`;

describe("a budget is spent where an attempt does not fit", () => {
  test("with nothing left, first of all", () => {
    const [first] = refutations(notLuna);
    const { witness, trace } = first!.shown!;
    expect(witness.state!.budgets!.team!.spent).toBeGreaterThanOrEqual(5);
    expect(trace[1]!.text).toBe("the budget `team` is spent, so its `exhausted` serves");
  });

  test("with something left, where rules take all that have nothing left", () => {
    const rule = `{ when: r.budget.team.left < usd(0.005), use: ${mistral} }`;
    const claim = `when: "r.budget.team.left >= usd(0.005)", ${notLuna}`;
    const [first] = refutations(claim, { rules: rule });
    const { witness, trace } = first!.shown!;
    const { spent, limit } = witness.state!.budgets!.team!;
    expect(limit - spent).toBeGreaterThanOrEqual(0.005);
    expect(limit - spent).toBeLessThan(0.0051);
    expect(trace[1]!.text).toBe(
      "an attempt at `openai/gpt-5.4-mini` is held at $0.0100, and the budget `team` has $0.0050 left, so its `exhausted` serves",
    );
  });

  test("and where others spend it first, however much was left when the rules were asked", () => {
    const claim = `when: "r.budget.team.left >= usd(4)", ${notLuna}`;
    const [first] = refutations(claim);
    expect(first!.shown!.trace[1]!.text).toBe(
      "what is left of the budget `team` is spent by others before an attempt is held, so its `exhausted` serves",
    );
    // The most that any request is held at is far below 4 USD.
    expect(codes(`when: "r.budget.team.left >= usd(4)", every: t.hardCost(r) < usd(1)`)).toEqual([]);
  });

  test("the plan itself may be asked though nothing was left: a window turns, and holds are given back", () => {
    expect(codes(`when: "r.budget.team.left <= usd(0)", every: t.id !== "${mini}"`)).toEqual(refuted);
  });
});

describe("requests that belong to nobody's budget", () => {
  const claim = `when: "r.key.team === undefined", every: t.id !== "${mini}"`;

  test("are refused, so that nothing is claimed of them", () => {
    expect(codes(claim)).toEqual(["invariant/vacuous"]);
    expect(codes(`when: "r.key.team === undefined", survives: { providers: 1 }`)).toEqual(["invariant/vacuous"]);
  });

  test("are served where they have a pool, and where the fact is always there", () => {
    const policy = (team: string) => `routes: { chat: { otherwise: ${mini} } }
budgets: { team: { ${team}, limit: $5, window: total, exhausted: ${luna} } }
metadata: { project: { required: true }, other: string }
invariants: { claim: { ${claim} } }
`;
    const said = (team: string) => {
      const { diagnostics } = compileFiles({ "routes.yaml": policy(team), "catalog.yaml": prices });
      return diagnostics.map(({ code }) => code).filter((code) => code.startsWith("invariant/"));
    };
    expect(said("per: key.team")).toEqual(["invariant/vacuous"]);
    for (const served of ["per: key.team, missing: pool", "per: key.id", "per: r.metadata.project"]) {
      expect(said(served), served).toEqual(refuted);
    }
  });
});

describe("what one request spends", () => {
  const cent = 0.01;
  const spends = (most: number, asked: Asked = {}) => codes(`spends: $${most.toFixed(6)}`, asked);
  const chain = { otherwise: `[${mini}, ${mistral}, ${gemini}]`, route: "retry: { times: 0 }" };
  const dear = `, key: { per: key.id, limit: $4, window: day, exhausted: [${mistral}, ${gemini}] }`;

  test.each([
    [
      "one attempt of its plan, where what stands in is cheaper than the one that does not fit",
      1,
      { route: "fallbackOn: []" },
    ],
    ["all attempts of its plan, where what stands in is cheaper than the one that does not fit", 3, chain],
    [
      "what stands in alone, where the attempt that does not fit is the only one",
      2,
      { otherwise: luna, other: dear, route: chain.route },
    ],
    [
      "all attempts but the one that does not fit, and what stands in for it",
      3,
      { otherwise: `[${mini}, ${mistral}]`, other: dear, route: chain.route },
    ],
    [
      "the one attempt that can be made twice, and what stands in for the second time",
      5,
      { other: dear, route: "retry: { times: 1 }" },
    ],
  ] as const)("is %s", (_, times, asked) => {
    expect(spends(times * cent - 1e-6, asked)).toEqual(refuted);
    expect(spends(times * cent, asked)).toEqual([]);
  });

  test("is told with what was paid before", () => {
    const asked = { otherwise: `[${mini}, ${mistral}]`, route: "retry: { times: 0 }", other: dear };
    const [first] = refutations("spends: $0.029", asked);
    const [message = ""] = first!.message.split(" does not hold: ").slice(1);
    const targets = [...message.matchAll(/1 × \$0\.\d+ at `([^`]+)`/g)].map(([, id]) => id);
    expect(targets).toEqual([mini, mistral, gemini]);
  });
});
