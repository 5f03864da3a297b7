import { existsSync, readdirSync, readlinkSync } from "node:fs";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, test } from "vitest";
import { runCommand, runUntil } from "./recording-terminal.ts";
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

const budgets = "budgets: { team: { per: r.key.id, limit: $1, window: total } }";
const spending = `routes: { chat: { otherwise: openai/gpt-5.4-mini, max: { outputTokens: 100 } } }\n${budgets}\n`;

describe("serve --state", () => {
  const serve = (path: (name: string) => string, state: string) =>
    ["serve", path("p.yaml"), "--simulate", "--port", "0", "--operator-port", "0", "--state", state] as const;

  async function left(url: string): Promise<number> {
    const body = JSON.stringify({ model: "chat", messages: [{ role: "user", content: "Hello" }] });
    const headers = { "content-type": "application/json", authorization: "Bearer mine" };
    const reply = await fetch(`${url}/v1/chat/completions`, { method: "POST", headers, body });
    await reply.text();
    return Number(reply.headers.get("x-pointsman-budget-left")?.replace("team=", ""));
  }

  test("names the file in which what was spent outlives a restart", async () => {
    const path = temporaryFolder({ "p.yaml": spending });
    const lefts: number[] = [];
    for (let start = 0; start < 2; start++) {
      const { err } = await runUntil(
        serve(path, `sqlite:${path("state.db")}`),
        async (_, url) => void lefts.push(await left(url), await left(url)),
        { POINTSMAN_KEY: "mine" },
      );
      expect(err).not.toContain('"level":"error"');
    }
    const costs = lefts.slice(1).map((one, i) => lefts[i]! - one);
    for (const cost of [1 - lefts[0]!, ...costs]) expect(cost).toBeCloseTo(costs[0]!, 9);
    expect(costs[0]).toBeGreaterThan(0);
  });

  test.each([
    [
      "a folder that is not there",
      (path: (name: string) => string) => `sqlite:${path("none/state.db")}`,
      /none\/state\.db/,
    ],
    ["a file that is no store", (path: (name: string) => string) => `sqlite:${path("p.yaml")}`, /p\.yaml/],
    ["what is no store at all", () => "postgres://somewhere", /sqlite:<file>/],
  ])("says what is wrong with %s, and does not serve", async (_, state, said) => {
    const path = temporaryFolder({ "p.yaml": spending });
    const { code, err } = await runCommand(serve(path, state(path)));
    expect([code, err]).toEqual([2, expect.stringMatching(said)]);
  });

  test("makes none where none is named and the policy needs none", async () => {
    const path = temporaryFolder({ "p.yaml": spending.replace(budgets, "") });
    const before = existsSync("pointsman-state.db");
    const unnamed = serve(path, "").slice(0, -2);
    const { code } = await runUntil(unnamed, async (_, url) => void (await left(url)), { POINTSMAN_KEY: "mine" });
    expect([code, existsSync("pointsman-state.db")]).toEqual([0, before]);
  });

  test("opens one that is named, whatever the policy needs: keys and use are in it", async () => {
    const path = temporaryFolder({ "p.yaml": spending.replace(budgets, "") });
    const { code, err } = await runCommand(serve(path, `sqlite:${path("none/state.db")}`));
    expect([code, err]).toEqual([2, expect.stringContaining("none/state.db")]);
  });

  test.runIf(existsSync("/proc/self/fd"))("is opened once, for money and for keys, and closed at the end", async () => {
    const path = temporaryFolder({ "p.yaml": spending });
    const place = `sqlite:${path("state.db")}`;
    await runCommand(["keys", "create", "--id", "ci", "--state", place]);
    let whileServing = 0;
    const { code } = await runUntil(serve(path, place), async (said, url) => {
      await left(url);
      whileServing = timesOpen(path("state.db"));
      expect(said).toContain("one of the 1 in sqlite:");
    });
    expect([code, whileServing, timesOpen(path("state.db"))]).toEqual([0, 1, 0]);
  });

  test("--key-grace says for how long keys of the store open while it is away", async () => {
    const path = temporaryFolder({ "p.yaml": spending.replace(budgets, "") });
    const place = `sqlite:${path("state.db")}`;
    const wrong = await runCommand([...serve(path, place), "--key-grace", "soon"]);
    expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("--key-grace is a duration")]);
    const { out: key } = await runCommand(["keys", "create", "--id", "ci", "--state", place]);
    const { code, err } = await runUntil([...serve(path, place), "--key-grace", "0s"], async (_, url) => {
      const listed = async (): Promise<number> =>
        (await fetch(`${url}/v1/models`, { headers: { authorization: `Bearer ${key}` } })).status;
      expect(await listed()).toBe(200);
      const other = new DatabaseSync(path("state.db"));
      other.exec("BEGIN IMMEDIATE");
      await expect.poll(listed, { timeout: 10_000 }).toBe(503);
      other.close();
      await expect.poll(listed, { timeout: 10_000 }).toBe(200);
    });
    expect([code, err]).toEqual([0, expect.stringMatching(/could not be read for 0 seconds.*is being written/)]);
    expect(err).not.toContain("those that were read last");
  });
});

/** By this process. */
function timesOpen(file: string): number {
  const links = readdirSync("/proc/self/fd").map((fd) => {
    try {
      return readlinkSync(`/proc/self/fd/${fd}`);
    } catch {
      // That of the listing itself.
      return "";
    }
  });
  return links.filter((link) => link === file).length;
}
