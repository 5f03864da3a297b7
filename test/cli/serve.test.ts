import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { runCommand, runUntil } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

const POLICY = "routes:\n  chat:\n    otherwise: openai/gpt-5.4-mini\n";
const free = ["--port", "0", "--operator-port", "0"];

const served = (words: string[], use: Parameters<typeof runUntil>[1], env = {}) =>
  runUntil(["serve", ...words, ...free], use, env);

function ask(url: string, key: string | undefined): Promise<Response> {
  return fetch(`${url}/v1/chat/completions`, {
    method: "POST",
    headers: { "content-type": "application/json", ...(key ? { authorization: `Bearer ${key}` } : {}) },
    body: JSON.stringify({ model: "chat", messages: [{ role: "user", content: "hello" }] }),
  });
}

test("a policy is served with stand-ins, and the new key that is printed is the one that works", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  const { code } = await served([path("routes.yaml"), "--simulate"], async (said, url) => {
    expect(said).toContain("openai  simulated (no OPENAI_API_KEY)");
    const key = /key +(pm-[\w-]{32})/.exec(said)?.[1];
    const answer = await ask(url, key);
    expect(answer.status).toBe(200);
    expect(answer.headers.get("x-pointsman-simulated")).toBe("openai");
    expect((await ask(url, "pm-other")).status).toBe(401);
  });
  expect(code).toBe(0);
});

test("stand-ins speak the wire format of each provider, whole and streamed", async () => {
  const models = {
    a: "anthropic/claude-opus-5-5",
    b: "bedrock/anthropic.claude-haiku-4-5-20251001-v1:0",
    g: "google/gemini-3.8-flash",
  };
  const routes = Object.entries(models).map(([name, model]) => `  ${name}:\n    otherwise: ${model}\n`);
  const overlay = "providers:\n  bedrock:\n    variables: { region: eu-central-1 }\n";
  const path = temporaryFolder({ "routes.yaml": `routes:\n${routes.join("")}`, "catalog.yaml": overlay });
  const { code } = await served([path("routes.yaml"), "--simulate", "--open"], async (_, url) => {
    for (const [model, target] of Object.entries(models)) {
      for (const stream of [false, true]) {
        const answer = await fetch(`${url}/v1/chat/completions`, {
          method: "POST",
          headers: { "content-type": "application/json" },
          body: JSON.stringify({ model, stream, messages: [{ role: "user", content: "hello" }] }),
        });
        expect([answer.status, answer.headers.get("x-pointsman-simulated")]).toEqual([200, target.split("/")[0]]);
        expect(await answer.text()).toContain(stream ? "[DONE]" : `(simulated) ${target.split("/")[1]} here`);
      }
    }
  });
  expect(code).toBe(0);
});

test("the key can come from POINTSMAN_KEY or a file, or be left away, and is then not printed", async () => {
  const hash = createHash("sha256").update("pm-filed").digest("hex");
  const path = temporaryFolder({ "routes.yaml": POLICY, "keys.json": JSON.stringify([{ id: "ci", hash }]) });
  const works = (key: string | undefined) => async (said: string, url: string) => {
    expect(said).not.toMatch(/pm-\w/);
    const answer = await ask(url, key);
    await answer.text();
    expect(answer.status).toBe(200);
  };
  const words = [path("routes.yaml"), "--simulate"];
  expect(await served(words, works("pm-own"), { POINTSMAN_KEY: "pm-own" })).toMatchObject({ code: 0 });
  expect(await served([...words, "--keys", path("keys.json")], works("pm-filed"))).toMatchObject({ code: 0 });
  expect(await served([...words, "--open"], works(undefined))).toMatchObject({ code: 0 });
});

test("a policy with errors is not served: they are shown, with exit code 1", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY.replace("mini", "mimi") });
  const { code, out } = await runCommand(["serve", path("routes.yaml"), "--simulate", ...free]);
  expect({ code, out }).toEqual({ code: 1, out: expect.stringContaining("error[name/unknown-model]") });
});

test.each([
  [[], /provider "openai" has no key\. Set OPENAI_API_KEY/],
  [["--simulate", "--open", "--host", "0.0.0.0"], /on loopback only/],
  [["--open", "--keys", "keys.json"], /exclude each other/],
])("what the operator can mend is one clear message: %j", async (options, message) => {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  const { code, err } = await runCommand(["serve", path("routes.yaml"), ...free, ...options]);
  expect({ code, err }).toEqual({ code: 2, err: expect.stringMatching(message) });
});

test("a busy port is named, with the option that chooses another", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  const words = [path("routes.yaml"), "--simulate"];
  await served(words, async (_said, url) => {
    const second = await runCommand(["serve", ...words, "--port", new URL(url).port, "--operator-port", "0"]);
    expect(second).toMatchObject({ code: 2, err: expect.stringMatching(/in use.*--port/) });
  });
});

test("proxies that are trusted are networks, and what is none is named", async () => {
  const path = temporaryFolder({ "routes.yaml": POLICY });
  const wrong = await runCommand(["serve", path("routes.yaml"), "--trusted-proxies", "10.0.0.0/8, 10.0.0.1/8"]);
  expect([wrong.code, wrong.err]).toEqual([2, expect.stringContaining("--trusted-proxies: `10.0.0.1/8` says more")]);
  const hash = createHash("sha256").update("pm-far").digest("hex");
  const keys = temporaryFolder({ "keys.json": JSON.stringify([{ id: "far", hash, addresses: ["192.0.2.0/24"] }]) });
  const words = [path("routes.yaml"), "--simulate", "--keys", keys("keys.json"), "--trusted-proxies", "127.0.0.0/8"];
  const { code } = await served(words, async (_, url) => {
    const from = async (address: string): Promise<number> => {
      const headers = { authorization: "Bearer pm-far", "x-forwarded-for": address };
      return (await fetch(`${url}/v1/models`, { headers })).status;
    };
    expect([await from("192.0.2.7"), await from("192.0.3.7")]).toEqual([200, 403]);
  });
  expect(code).toBe(0);
});
