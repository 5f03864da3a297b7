/** What `decide` says of a request under budgets is what becomes of it in a gateway whose budgets stand so. */
import { expect, test } from "vitest";
import type { DecisionReport } from "../../cli/decision-report.ts";
import { hashKey, type KeyRecord } from "../../runtime/state/keys.ts";
import { fromPolicy, tableOf } from "../runtime/from-policy.ts";
import { ask, simulator } from "../runtime/running.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const key = (id: string, team?: string): KeyRecord => ({ id, hash: hashKey(id), tags: [], ...(team && { team }) });

const policy = (exhausted: string) => `tiers: { economy: openai/gpt-6-luna }
routes: { chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 } } }
budgets:
  team: { per: r.key.team, limit: $0.001, window: day, missing: refuse${exhausted} }
  all: { per: r.route, limit: $1, window: total }
`;
const limit = 0.001;
const body = { model: "chat", messages: [{ role: "user", content: "Hello there" }], max_tokens: 100 };

type Words = readonly string[];
const now = () => ["--at", new Date().toISOString()];

// A request may be held at more than so little; what refuses has no fallback.
const silent = ["name/unused-tier", "cost/request-above-budget", "chain/single-provider", "chain/single-target"];

async function decided(written: string, left: number | undefined, words: Words = ["--key-team", "red"]) {
  const spent = left === undefined ? {} : { budgets: { team: { spent: limit - left, limit } } };
  const path = temporaryFolder({
    "p.yaml": written,
    "r.json": JSON.stringify(body),
    "s.json": JSON.stringify(spent),
  });
  const asked = ["decide", path("p.yaml"), "--request", path("r.json"), "--state", path("s.json"), ...words, ...now()];
  const json = await runCommand([...asked, "--format", "json"]);
  const pretty = await runCommand(asked);
  return { report: JSON.parse(json.out) as DecisionReport, out: pretty.out };
}

/** The target that answers, or the status of what is told. */
function said({ outcome, instead }: DecisionReport): string | number {
  const is = instead?.outcome ?? outcome;
  return "reject" in is ? is.reject : is.plan[0]!;
}

test.each([
  ["", ["openai/gpt-5.4-mini", 402]],
  [", exhausted: economy", ["openai/gpt-5.4-mini", "openai/gpt-6-luna", 402]],
  [", exhausted: { reject: 429, message: Ask Ann. }", ["openai/gpt-5.4-mini", 429]],
])("as its budget is spent down, with what stands in: `%s`", async (exhausted, expected) => {
  const written = policy(exhausted);
  const openai = await simulator();
  const keys = [key("red", "red")];
  const gateway = await fromPolicy(tableOf(written, silent), { openai: openai.url }, { keys });
  const seen: (string | number)[] = [];
  for (let left = limit; seen.length < 60 && typeof seen.at(-1) !== "number"; ) {
    const { report } = await decided(written, left);
    const reply = await ask(gateway, { headers: { authorization: "Bearer red" }, body });
    const actual = reply.status === 200 ? String(reply.headers["x-pointsman-target"]) : reply.status;
    expect(said(report), `with ${left} left`).toBe(actual);
    if (reply.status !== 200 && report.instead && "reject" in report.instead.outcome)
      expect(report.instead.outcome.message).toBe(reply.json.error?.message);
    seen.push(actual);
    left = Number(/team=([\d.]+)/.exec(String(reply.headers["x-pointsman-budget-left"]))?.[1]);
  }
  expect([...new Set(seen)]).toEqual(expected);
});

test("says which budget does not cover it, and by how much", async () => {
  const { report, out } = await decided(policy(", exhausted: economy"), 0.0003);
  expect(report.instead).toMatchObject({ budget: "team", outcome: { tier: "economy", plan: ["openai/gpt-6-luna"] } });
  expect(out).toMatch(
    /The budget "team" does not cover this request: it may cost up to \$0\.\d+, and \$0\.0003 is left/,
  );
  expect(out).toContain("By its budgets: tier economy\n  1. openai/gpt-6-luna\n");
  const fresh = await decided(policy(", exhausted: economy"), undefined);
  expect(fresh.report.instead).toBeUndefined();
});

test("says of a key without the fact of a budget that it is refused", async () => {
  const { report, out } = await decided(policy(""), limit, []);
  expect(said(report)).toBe(403);
  expect(out).toContain(
    'By its budgets: refused with 403, "The budget "team" is kept by key.team, and this API key has none.',
  );
});

test("says of a key of another environment that the route is not there for it", async () => {
  const written = "routes: { chat: { env: [prod, stage], otherwise: openai/gpt-5.4-mini } }\n";
  const of = (...words: string[]) => decided(written, undefined, words);
  const dev = await of("--key-env", "dev");
  expect(dev.report.otherEnv).toEqual({ key: "dev", route: ["prod", "stage"] });
  expect(dev.out).toContain("Refused: the route is for keys of prod or stage, and this key is of dev.");
  expect((await of()).out).toContain("and this key has none.");
  const prod = await of("--key-env", "prod");
  expect(prod.report.otherEnv).toBeUndefined();
  expect(prod.out).toContain("1. openai/gpt-5.4-mini");
});
