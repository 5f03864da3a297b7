/** From a policy with sticky strategies to what real providers are asked, seen by clients alone. */
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { startRuntime } from "../../../runtime/main.ts";
import { runtimeFeatures } from "../../../semantics/runtime-features.ts";
import type { Simulator } from "../../../simulator/start-simulator.ts";
import { compileFiles } from "../../compiler/in-memory.ts";
import { afterTest } from "../after-test.ts";
import { ask, hello, keyRecord, type Reply, simulator, type TestRuntime } from "../running.ts";

const ids = ["openai/gpt-5.4-mini", "mistral/mistral-large-2512", "deepseek/deepseek-flash"];
const list = `[${ids.join(", ")}]`;

async function served(otherwise: string, standIns: Record<string, string>): Promise<TestRuntime> {
  const policy = `metadata: { session: string }\nroutes: { chat: { otherwise: ${otherwise} } }\n`;
  const { table, diagnostics } = compileFiles({ "routes.yaml": policy }, { runtime: runtimeFeatures });
  expect(diagnostics).toEqual([]);
  const log: Record<string, unknown>[] = [];
  const gateway = await startRuntime({
    table: table!.text,
    port: 0,
    operatorPort: 0,
    env: {},
    keys: [keyRecord],
    standIns,
    log: (line) => void log.push(JSON.parse(line) as Record<string, unknown>),
  });
  afterTest(() => gateway.close());
  return { ...gateway, log };
}

async function three(): Promise<{ standIns: Record<string, string>; of: Record<string, Simulator> }> {
  const [openai, mistral, deepseek] = await Promise.all([1, 2, 3].map(() => simulator()));
  const of = { [ids[0]!]: openai!, [ids[1]!]: mistral!, [ids[2]!]: deepseek! };
  return { standIns: { openai: openai!.url, mistral: mistral!.url, deepseek: deepseek!.url }, of };
}

const asked = (gateway: { url: string }, session?: string): Promise<Reply> =>
  ask(gateway, { body: { ...hello, ...(session !== undefined && { metadata: { session } }) } });

const seen = ({ status, headers }: Reply): unknown[] => [
  status === 200 ? headers["x-pointsman-target"] : status,
  headers["x-pointsman-sticky"],
];

test("a session keeps its target over many requests among those of others, and sessions are shared evenly", async () => {
  const { standIns } = await three();
  const gateway = await served(`{ balance: ${list}, sticky: metadata.session }`, standIns);
  const homes = new Map<string, unknown>();
  for (let round = 0; round < 3; round++) {
    const sessions = Array.from({ length: 150 }, (_, i) => `s${(i * 7) % 150}`);
    const replies = await Promise.all(
      sessions.map(async (session) => [session, await asked(gateway, session)] as const),
    );
    for (const [session, reply] of replies) {
      const [target, stay] = seen(reply);
      expect(stay).toBe("kept");
      expect(homes.get(session) ?? target).toBe(target);
      homes.set(session, target);
    }
  }
  for (const id of ids) {
    const share = [...homes.values()].filter((target) => target === id).length;
    // Five standard deviations of a third of 150.
    expect(Math.abs(share - 50)).toBeLessThan(29);
  }
});

test("without a session requests are balanced as ever, and nothing is said of staying", async () => {
  const { standIns } = await three();
  const gateway = await served(`{ balance: ${list}, sticky: metadata.session }`, standIns);
  const targets = [];
  for (let i = 0; i < 6; i++) targets.push(seen(await asked(gateway)));
  expect(targets).toEqual([...ids, ...ids].map((id) => [id, undefined]));
});

test("a session whose target dies moves, says so, and comes back when the target does; no other session moves", async () => {
  const { standIns, of } = await three();
  const gateway = await served(`{ balance: ${list}, sticky: metadata.session }`, standIns);
  const sessions = Array.from({ length: 12 }, (_, i) => `session ${i}`);
  const round = async () =>
    new Map(await Promise.all(sessions.map(async (one) => [one, seen(await asked(gateway, one))] as const)));
  const before = await round();
  const [dead] = before.get(sessions[0]!)!;
  await of[dead as string]!.setFaults([{ fault: "429" }]);
  const during = await round();
  for (const [session, [target, stay]] of during) {
    const [home] = before.get(session)!;
    if (home === dead) expect([target === dead, stay]).toEqual([false, "moved"]);
    else expect([target, stay]).toEqual([home, "kept"]);
  }
  expect(gateway.log.filter(({ event, sticky }) => event === "request" && sticky === "moved")).not.toEqual([]);
  await of[dead as string]!.setFaults([]);
  await wait(1_100);
  await asked(gateway, sessions[0]);
  expect(await round()).toEqual(before);
});

test("a fastest keeps a session where it began, though another is quicker by now, until it dies: then where it went", async () => {
  const { standIns, of } = await three();
  const [first, second] = [ids[0]!, ids[1]!];
  const gateway = await served(`{ fastest: [${first}, ${second}], sticky: metadata.session, lifetime: 1m }`, standIns);
  expect(seen(await asked(gateway, "a"))).toEqual([first, "new"]);
  // Never measured is asked first: so another session begins there.
  expect(seen(await asked(gateway, "b"))).toEqual([second, "new"]);
  for (let i = 0; i < 5; i++) {
    expect(seen(await asked(gateway, "a"))).toEqual([first, "kept"]);
    expect(seen(await asked(gateway, "b"))).toEqual([second, "kept"]);
  }
  await of[first]!.setFaults([{ fault: "500" }]);
  expect(seen(await asked(gateway, "a"))).toEqual([second, "moved"]);
  await of[first]!.setFaults([]);
  expect(seen(await asked(gateway, "a"))).toEqual([second, "kept"]);
});

test("a lifetime that is over lets the session go by the strategy again", async () => {
  const { standIns } = await three();
  const [first, second] = [ids[0]!, ids[1]!];
  const gateway = await served(
    `{ balance: [${first}, ${second}], sticky: metadata.session, lifetime: 300ms }`,
    standIns,
  );
  expect(seen(await asked(gateway, "a"))).toEqual([first, "new"]);
  expect(seen(await asked(gateway, "a"))).toEqual([first, "kept"]);
  await wait(350);
  expect(seen(await asked(gateway, "a"))).toEqual([second, "new"]);
});
