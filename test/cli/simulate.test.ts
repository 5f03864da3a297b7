import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { simulatorDialects } from "../../simulator/wires.ts";
import { spoken } from "../simulator/spoken.ts";
import { runCommand, runUntil } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

test("simulate answers until it is stopped, with the faults it was given", async () => {
  let origin = "";
  const { code, err } = await runUntil(["simulate", "--dialect", "openai", "--faults", "500"], async (_said, url) => {
    origin = url;
    const [first, second] = [await ask(url), await ask(url)];
    expect([first.status, second.status]).toEqual([500, 200]);
    expect(await second.json()).toMatchObject({ choices: [{ message: { role: "assistant" } }] });
  });
  expect({ code, err }).toEqual({ code: 0, err: "" });
  await expect(fetch(origin)).rejects.toThrow();
});

test.each(simulatorDialects)("simulate speaks %s, and says at which paths", async (dialect) => {
  const { path, headers, body } = spoken[dialect];
  const { code } = await runUntil(["simulate", "--dialect", dialect], async (said, url) => {
    const answer = await fetch(url + path(false), { method: "POST", headers, body: JSON.stringify(body(false)) });
    expect([answer.status, answer.headers.get("x-simulated")]).toEqual([200, "pointsman"]);
    expect(said).toContain(`Simulated ${dialect} on ${url}`);
    expect(said).toMatch(/^It answers POST …\//m);
  });
  expect(code).toBe(0);
});

test("simulate writes its bill behind what is in the file, a line for each answer, or says why it cannot", async () => {
  const inFolder = temporaryFolder({ "bill.ndjson": "{}\n" });
  const words = ["simulate", "--dialect", "openai", "--faults", "500", "--bill", inFolder("bill.ndjson")];
  await runUntil(words, async (_said, url) => {
    await ask(url);
    await (await ask(url)).text();
  });
  const [first, line, ...rest] = readFileSync(inFolder("bill.ndjson"), "utf8").split("\n");
  expect([first, ...rest]).toEqual(["{}", ""]);
  expect(JSON.parse(line!)).toMatchObject({ time: expect.any(String), model: "m", cacheRead: 0, reasoning: 0 });
  const refused = await runCommand(["simulate", "--dialect", "openai", "--bill", inFolder("missing/bill.ndjson")]);
  expect(refused.code).toBe(2);
  expect(refused.err).toContain("missing/bill.ndjson` cannot be written: it does not exist");
});

function ask(url: string): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { authorization: "Bearer any", "content-type": "application/json" },
    body: JSON.stringify({ model: "m", messages: [{ role: "user", content: "hello" }] }),
  });
}
