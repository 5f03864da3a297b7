/** A disk that has no room left while a gateway serves, and has some again: requests are answered as the policy says, and nothing is lost. */
import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { afterTest } from "../../after-test.ts";
import { tableOf } from "../../from-policy.ts";
import { ask, type Reply, simulator } from "../../running.ts";
import { newFile } from "../../state/store/new-file.ts";
import { startGateway } from "./in-process/start-gateway.ts";

const silent = ["chain/single-target", "chain/single-provider", "cost/request-above-budget"];
const hasLimits = spawnSync("prlimit", ["--version"]).status === 0;

function table(onStoreDown: string): string {
  const text = `routes:
  chat: { otherwise: openai/gpt-5.4-mini, max: { inputTokens: 1000, outputTokens: 1000 } }
budgets:
  own: { per: r.endpoint, limit: $100, window: total, onStoreDown: ${onStoreDown} }
`;
  return tableOf(text, silent);
}

/** Requests until one is met by a full disk; and while it is. */
const MOST = 2_000;
const MEANWHILE = 30;

test.runIf(hasLimits).each([
  { onStoreDown: "deny", status: 503 },
  { onStoreDown: "allow", status: 200 },
])(
  "under $onStoreDown they are answered with $status while it is full, once told, and all that was billed is charged when it is not",
  { timeout: 120_000 },
  async ({ onStoreDown, status }) => {
    const state = `sqlite:${newFile()}`;
    const bills: number[] = [];
    const bill = ({ input, output }: { input: number; output: number }): void =>
      void bills.push(Math.ceil(input * 0.75 + output * 4.5));
    const openai = await simulator({ bill, record: 0 });
    const terms = { table: table(onStoreDown), state, provider: openai.url, lease: 60_000 };
    const gateway = await startGateway({ ...terms, kilobytes: 700 });
    const say = (): Promise<Reply> => {
      const messages = [{ role: "user", content: "Write 1 words." }];
      return ask(gateway, { body: { model: "chat", messages } });
    };
    const away = () => gateway.log.filter(({ event }) => event === "alarm");
    const isFull = () => away().some(({ message }) => /room|full/.test(String(message)));
    let before = 0;
    while (!isFull() && before < MOST) before += (await say()).status === 200 ? 1 : 0;
    expect(before).toBeGreaterThan(20);
    expect(before).toBeLessThan(MOST);
    const meanwhile: number[] = [];
    for (let i = 0; i < MEANWHILE; i++) {
      meanwhile.push((await say()).status);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect(new Set(meanwhile)).toEqual(new Set([status]));
    // Of budgets, and of use.
    const told = away().map(({ message }) => /^\S+ \S+ \S+ \S+/.exec(String(message))?.[0]);
    expect(told.length, told.join()).toBe(new Set(told).size);

    spawnSync("prlimit", ["--pid", String(gateway.pid), "--fsize=unlimited"]);
    await expect.poll(async () => (await say()).status, { timeout: 20_000 }).toBe(200);
    const store = await openStore(state);
    afterTest(() => store.close());
    const standing = async () => (await store.standings(["own endpoint total chat"], Date.now()))[0]!;
    const charged = async () => ({ ...(await standing()), bills: bills.reduce((sum, one) => sum + one, 0) });
    await expect.poll(async () => (await charged()).held, { timeout: 20_000 }).toBe(0);
    await expect.poll(async () => (await standing()).spent - (await charged()).bills, { timeout: 20_000 }).toBe(0);
    expect((await standing()).unsettled).toBe(0);
  },
);
