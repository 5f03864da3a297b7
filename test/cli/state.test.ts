import { describe, expect, test } from "vitest";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const policy = `tiers: { standard: [openai/gpt-5.4-mini] }
budgets: { team: { per: r.key.team, limit: $500, window: month } }
routes:
  chat:
    rules:
      - { when: r.budget.team.left < usd(5), use: { reject: 429, message: Nothing is left. } }
      - { when: r.latency.standard.firstToken.p95 > ms(1_500), use: anthropic/claude-haiku-5-5 }
    otherwise: standard
`;

async function decided(state?: string): Promise<{ code: number; out: string; err: string }> {
  const request = JSON.stringify({ model: "chat", messages: [{ role: "user", content: "Hello" }] });
  const path = temporaryFolder({ "p.yaml": policy, "r.json": request, "s.json": state ?? "" });
  const given = state === undefined ? [] : ["--state", path("s.json")];
  return runCommand(["decide", path("p.yaml"), "--request", path("r.json"), ...given]);
}

describe("decide --state", () => {
  test("decides on how things stand; what is left out is missing", async () => {
    const spent = await decided('{"budgets": {"team": {"spent": 496, "limit": 500}}}');
    expect(spent.out).toContain("budget.team.left is 4");
    expect(spent.out).toContain("429");
    const slow = await decided('{"latency": {"standard": {"firstToken": {"p95": 1500.5}}}}');
    expect(slow.out).toContain("anthropic/claude-haiku-5-5");
    const unknown = await decided("{}");
    expect(unknown).toMatchObject({ code: 0, out: expect.stringContaining("No rule holds") });
  });

  test("is asked for where the policy needs it", async () => {
    const { code, err } = await decided();
    expect(code).toBe(2);
    expect(err).toContain("asks how things stand (budget, latency): say it with --state <file>");
  });

  test("refuses what is no state, and says where", async () => {
    expect(await decided("nonsense")).toMatchObject({ code: 2, err: expect.stringContaining("is not JSON") });
    const wrong = await decided('{"budgets": {"team": {"spent": -1, "limit": 500}}}');
    expect(wrong).toMatchObject({ code: 2, err: expect.stringContaining("is wrong at `budgets.team.spent`") });
  });
});

test("serve refuses by name a table that asks what was spent; how targets stand it knows of itself", async () => {
  const path = temporaryFolder({ "p.yaml": policy });
  const { code, out } = await runCommand(["serve", path("p.yaml"), "--simulate", "--port", "0"]);
  expect(code).not.toBe(0);
  expect(out).toMatch(/error\[serve\/not-yet\].*`fact\/budget`/);
  expect(out).not.toContain("fact/latency");
  expect(await runCommand(["build", path("p.yaml"), "--any-runtime"])).toMatchObject({ code: 0 });
  const refused = await runCommand(["serve", path("p.table.json"), "--simulate", "--port", "0"]);
  expect(refused.err).toMatch(/: budgets, fact\/budget\./);
});
