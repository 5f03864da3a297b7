import { createServer } from "node:net";
import { afterEach, expect, test } from "vitest";
import type { Probed } from "../../cli/probe-report.ts";
import { type Simulator, type SimulatorOptions, startSimulator } from "../../simulator/start-simulator.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const simulators: Simulator[] = [];
afterEach(async () => {
  await Promise.all(simulators.splice(0).map((one) => one.close()));
});

async function provider(options: Partial<SimulatorOptions> = {}): Promise<Simulator> {
  const started = await startSimulator({ dialect: "openai", ...options });
  simulators.push(started);
  return started;
}

/** An overlay with one provider for each address, each with a model `m`. */
const overlay = (origins: Readonly<Record<string, string>>, kind = "chat") =>
  `providers:\n${Object.entries(origins)
    .map(
      ([id, origin]) =>
        `  ${id}:\n    name: ${id}\n    baseUrl: ${origin}/v1\n    dialect: openai\n    auth: { header: Authorization, scheme: Bearer, env: [ANY_KEY] }\nmodels:`,
    )
    .join("\n")
    .replaceAll("\nmodels:\n", "\n")}\n${Object.keys(origins)
    .map((id) => `  ${id}/m: { kind: ${kind}, context: 8000, maxOutput: 1000, price: { input: 1, output: 2 } }`)
    .join("\n")}\n`;

const env = { ANY_KEY: "sk-any" };

async function closedPort(): Promise<string> {
  const server = createServer();
  const port = await new Promise<number>((resolve) => {
    server.listen(0, "127.0.0.1", () => resolve((server.address() as { port: number }).port));
  });
  await new Promise((resolve) => server.close(resolve));
  return `http://127.0.0.1:${port}`;
}

test("every model of every chain is asked once, and each that does not answer is named with its failure", async () => {
  const well = await provider();
  const asked = {
    well,
    limited: await provider({ faults: [{ fault: "429" }] }),
    unknown: await provider({ faults: [{ fault: "404" }] }),
    locked: await provider({ keys: ["another"] }),
    silent: await provider({ faults: [{ fault: "silence" }] }),
  };
  const origins = Object.fromEntries(Object.entries(asked).map(([id, { url }]) => [id, url]));
  const all = { ...origins, absent: await closedPort() };
  const path = temporaryFolder({
    "routes.yaml": `tiers:\n  all: { chain: [${Object.keys(all).map((id) => `${id}/m`)}] }\nroutes:\n  chat: { otherwise: all }\n  other: { rules: [{ when: r.stream, use: silent/m }], otherwise: { split: { well/m: 100 } } }\n`,
    "catalog.yaml": overlay(all),
  });
  const statuses: string[] = [];
  const { code, out, err } = await runCommand(["probe", path("routes.yaml"), "--timeout", "1", "--json"], {
    env,
    status: (line) => void statuses.push(line),
  });
  expect([code, err]).toEqual([1, ""]);
  const results = JSON.parse(out) as Probed[];
  expect(
    Object.fromEntries(
      results.map(({ target, failure, status, code: connection }) =>
        [target, failure ?? "works", status, connection].slice(0, 2),
      ),
    ),
  ).toEqual({
    "well/m": "works",
    "limited/m": "rate-limited",
    "unknown/m": "not-found",
    "locked/m": "auth",
    "silent/m": "deadline",
    "absent/m": "connect",
  });
  expect(results.map(({ target }) => target).sort()).toEqual([...new Set(results.map(({ target }) => target))].sort());
  expect(results.find(({ target }) => target === "well/m")).toMatchObject({
    routes: ["chat", "other"],
    price: { input: 1, output: 2 },
    simulated: false,
  });
  expect(results.find(({ target }) => target === "absent/m")).toMatchObject({ code: "ECONNREFUSED" });
  for (const { requests } of Object.values(asked)) expect(requests).toHaveLength(1);
  expect(well.requests[0]!.body).toMatchObject({ model: "m", messages: [{ role: "user", content: "Hi" }] });
  expect(statuses.at(-2)).toMatch(/^asking \[#{30}\] 6 of 6$/);
  expect(statuses.at(-1)).toBe("");
});

test("what is proved to answer is said with its time and price, and the exit code is 0", async () => {
  const well = await provider();
  const path = temporaryFolder({
    "routes.yaml": "routes:\n  chat: { otherwise: { chain: [well/m] } }\n",
    "catalog.yaml": overlay({ well: well.url }),
  });
  const { code, out } = await runCommand(["probe", path("routes.yaml")], { env });
  expect(code).toBe(0);
  expect(out).toMatch(
    /^model +routes +result +ms +\$\/M in +\$\/M out\nwell\/m +chat +works +\d+ +1 +2\n\n1 of 1 answer; asking cost \$0\.0000\d\d$/,
  );
});

test("a model of embeddings is asked for an embedding", async () => {
  const well = await provider();
  const path = temporaryFolder({
    "routes.yaml": "routes:\n  search: { otherwise: well/m }\n",
    "catalog.yaml": overlay({ well: well.url }, "embedding"),
  });
  expect(await runCommand(["probe", path("routes.yaml")], { env })).toMatchObject({ code: 0 });
  expect(well.requests.map(({ path: at, body }) => [at, (body as { input: unknown }).input])).toEqual([
    ["/v1/embeddings", "Hi"],
  ]);
});

test("providers without a key are not asked and say which variable is missing", async () => {
  const well = await provider();
  const path = temporaryFolder({
    "routes.yaml": "routes:\n  chat: { otherwise: { chain: [well/m] } }\n",
    "catalog.yaml": overlay({ well: well.url }),
  });
  const { code, out } = await runCommand(["probe", path("routes.yaml")]);
  expect([code, well.requests]).toEqual([1, []]);
  expect(out).toContain("well/m: no key: set ANY_KEY");
});

test("with --watch what changes is said, until it is stopped", async () => {
  const flaky = await provider({ faults: [{ fault: "500", after: 1 }] });
  const path = temporaryFolder({
    "routes.yaml": "routes:\n  chat: { otherwise: { chain: [flaky/m] } }\n",
    "catalog.yaml": overlay({ flaky: flaky.url }),
  });
  const said: string[] = [];
  const second = Promise.withResolvers<void>();
  const { code } = await runCommand(["probe", path("routes.yaml"), "--watch", "--every", "1"], {
    env,
    out: (text) => {
      if (said.push(text) === 2) second.resolve();
    },
    untilStopped: () => second.promise,
  });
  expect(code).toBe(1);
  expect(said[0]).toContain("1 of 1 answer");
  expect(said[1]).toMatch(/^flaky\/m: server-error \(500\), .* \(before: works\)\n0 of 1 answer/);
});

test.each([
  [["--timeout", "0"], "--timeout is a whole number from 1 to 600, not `0`"],
  [["--every", "soon"], "--every is a whole number from 1 to 86400, not `soon`"],
  [["--parallel", "101"], "--parallel is a whole number from 1 to 100, not `101`"],
  [["--fast"], "--fast"],
])("a wrong option is refused by name: %j", async (words, message) => {
  const path = temporaryFolder({ "routes.yaml": "routes:\n  chat: { otherwise: openai/gpt-5.4-mini }\n" });
  const { code, err } = await runCommand(["probe", path("routes.yaml"), ...words]);
  expect(code).toBe(2);
  expect(err).toContain(message);
});
