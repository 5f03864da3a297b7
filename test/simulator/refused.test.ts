import { expect, test, vi } from "vitest";
import { parseFaults } from "../../simulator/parse-faults.ts";
import type { Simulator } from "../../simulator/start-simulator.ts";
import { ask, dialects, start } from "./ask.ts";

let next = 12_000 + (process.pid % 15_000);
/** Below those that others are given, who would take one that is closed for a while. */
const ownPort = (): number => next++;

async function outcome(simulator: Simulator): Promise<string> {
  try {
    const response = await ask(simulator);
    await response.text();
    return String(response.status);
  } catch (error) {
    return (error as { cause: { code: string } }).cause.code;
  }
}

test.each(dialects)("refused closes the port until the next schedule (%s)", async (dialect) => {
  const simulator = await start({ dialect, port: ownPort(), faults: [{ fault: "refused" }] });
  const { port } = simulator;
  expect(await outcome(simulator)).toBe("ECONNREFUSED");
  await simulator.setFaults([]);
  expect(await outcome(simulator)).toBe("200");
  await simulator.setFaults([{ fault: "refused" }]);
  expect(await outcome(simulator)).toBe("ECONNREFUSED");
  await simulator.setFaults([]);
  expect([simulator.port, await outcome(simulator)]).toEqual([port, "200"]);
});

test("refused begins after its requests and ends by itself", async () => {
  const simulator = await start({ dialect: "openai", port: ownPort(), faults: parseFaults("500,refused@800,429") });
  expect(await outcome(simulator)).toBe("500");
  expect(await outcome(simulator)).toBe("ECONNREFUSED");
  await vi.waitFor(async () => expect(await outcome(simulator)).toBe("429"), { timeout: 5000 });
  expect(await outcome(simulator)).toBe("200");
});

test("schedules that follow each other at once leave the port as the last one says", async () => {
  const simulator = await start({ dialect: "openai", port: ownPort() });
  const changes = [[{ fault: "refused" }], [], [{ fault: "refused" }], []] as const;
  await Promise.all(changes.map((schedule) => simulator.setFaults(schedule)));
  expect(await outcome(simulator)).toBe("200");
});

test("an answer that has begun goes on while the port is closed", async () => {
  const simulator = await start({ dialect: "openai", delay: 200 });
  const asked = ask(simulator, { body: { stream: true } });
  await asked;
  await simulator.setFaults([{ fault: "refused" }]);
  expect(await (await asked).text()).toMatch(/\[DONE\]\n\n$/);
  await vi.waitFor(async () => expect(await outcome(simulator)).toBe("ECONNREFUSED"));
});

test("a simulator closes while its port is refused", async () => {
  const simulator = await start({ dialect: "anthropic", faults: [{ fault: "refused" }] });
  await simulator.close();
  const again = await start({ dialect: "anthropic", port: simulator.port });
  expect(await outcome(again)).toBe("200");
});
