import { expect, test } from "vitest";
import { compileFiles } from "../in-memory.ts";

interface Asked {
  readonly budget: string;
  readonly rules?: string;
  readonly metadata?: string;
  readonly route?: string;
}

function found({ budget, rules = "", metadata = "", route = "" }: Asked) {
  const policy = `${metadata}
routes: { chat: { rules: [${rules}], otherwise: openai/gpt-5.4-mini${route} } }
budgets: { team: { ${budget}, limit: $5, window: day } }
`;
  const { diagnostics, proofs } = compileFiles({ "routes.yaml": policy });
  const own = diagnostics.filter(({ code }) => /^cost\/(per-missing|without-owner)$/.test(code));
  return { own, told: own.map(({ code, message }) => `${code}: ${message}`), proofs, diagnostics };
}

const refused = "cost/without-owner: a request without `r.key.team` is refused: `team` cannot say whose it is";

test("a request that lacks the fact of a budget is shown where the budget does not say what becomes of it", () => {
  const { own, told } = found({ budget: "per: r.key.team" });
  expect(told).toEqual([refused]);
  const { witness, trace } = own[0]!.shown!;
  expect(witness.key.team).toBeUndefined();
  expect(trace.at(-1)!.text).toBe("the budget `team` refuses it, which lacks `key.team`");
  expect(own[0]!.help).toContain('`missing: "pool"`');
});

test.each([
  ["says that they share one", { budget: "per: r.key.team, missing: pool" }],
  ["says that they are refused", { budget: "per: r.key.team, missing: refuse" }],
  ["is kept by what every key has", { budget: "per: r.key.id" }],
  [
    "is kept by what every request has to say",
    { budget: "per: r.metadata.who", metadata: "metadata: { who: { required: true } }" },
  ],
  [
    "meets no request without it, by a rule",
    { budget: "per: r.key.team", rules: "{ when: r.key.team === undefined, use: { reject: 403, message: No team. } }" },
  ],
  ["meets no request without it, by the route", { budget: "per: r.key.env", route: ", env: [prod]" }],
] satisfies [string, Asked][])("nothing is told where a budget %s", (_, asked) => {
  expect(found(asked).told).toEqual([]);
});

test("metadata may be required instead, which is said", () => {
  const { own } = found({ budget: "per: r.metadata.who", metadata: "metadata: { who: string }" });
  expect(own.map(({ help }) => help)).toEqual([expect.stringContaining("`metadata: { who: { required: true } }`")]);
});

test("of two budgets that refuse the same requests both are told", () => {
  const { told } = found({ budget: "per: r.key.team, limit: $5, window: day }, env: { per: r.key.team" });
  expect(told).toHaveLength(2);
});

test("where no request has the fact it is an error, whatever becomes of them, and nothing else of it is told", () => {
  const rules = "{ when: r.key.team !== undefined, use: { reject: 403, message: Teams go elsewhere. } }";
  const none = "cost/per-missing: no request of any route has `r.key.team`, by which `team` is told apart: ";
  expect(found({ budget: "per: r.key.team", rules }).told).toEqual([`${none}every one of them is refused`]);
  expect(found({ budget: "per: r.key.team, missing: pool", rules }).told).toEqual([
    `${none}all of them share one budget`,
  ]);
});

test("what is so is told with the proofs", () => {
  const claims = ({ proofs }: ReturnType<typeof found>) =>
    proofs.filter(({ code }) => code === "cost").map(({ claim, verdict }) => `${verdict}: ${claim}`);
  expect(claims(found({ budget: "per: r.key.team" }))).toEqual([
    "proved: some request has key.team, by which team is told apart",
    "refuted: every request of a route has key.team, by which team is told apart",
  ]);
  expect(claims(found({ budget: "per: r.key.id" }))).toEqual([]);
});
