/** From a policy that asks how its targets stand to what is served, by real providers that are slow or down. */
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { startRuntime } from "../../../runtime/main.ts";
import { runtimeFeatures } from "../../../semantics/runtime-features.ts";
import { compileFiles } from "../../compiler/in-memory.ts";
import { afterTest } from "../after-test.ts";
import { ask, hello, keyRecord, provider, type Reply, simulator } from "../running.ts";

async function served(policy: string, standIns: Record<string, string>): Promise<{ url: string }> {
  const { table, diagnostics } = compileFiles({ "routes.yaml": policy }, { runtime: runtimeFeatures });
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const ports = { port: 0, operatorPort: 0, env: {} };
  const gateway = await startRuntime({ table: table!.text, ...ports, keys: [keyRecord], standIns });
  afterTest(() => gateway.close());
  return gateway;
}

async function targets(gateway: { url: string }, times: number, body: object = hello): Promise<unknown[]> {
  const replies: Reply[] = [];
  for (let i = 0; i < times; i++) replies.push(await ask(gateway, { body }));
  return replies.map(({ status, headers }) => (status === 200 ? headers["x-pointsman-target"] : status));
}

const [FIRST, SECOND] = ["openai/gpt-5.4-mini", "mistral/mistral-large-2512"];

test("a rule about the health of a target holds while it is down, and not before and after", async () => {
  let isDown = true;
  const { url: two } = await simulator();
  const sound = await simulator();
  const one = await provider(async (request, response, body) => {
    if (isDown) {
      response.writeHead(429, { "content-type": "application/json", "retry-after-ms": "1500" }).end("{}");
      return;
    }
    const answer = await fetch(`${sound.url}${request.url}`, {
      method: "POST",
      body,
      headers: { authorization: "Bearer k" },
    });
    response.writeHead(answer.status, { "content-type": "application/json" }).end(await answer.text());
  });
  const gateway = await served(
    `routes:
  chat:
    rules: [{ when: 'r.health["${FIRST}"] === "down"', use: ${SECOND} }]
    otherwise: ${FIRST}
    fallbackOn: []
`,
    { openai: one, mistral: two },
  );
  expect(await targets(gateway, 3)).toEqual([429, SECOND, SECOND]);
  isDown = false;
  await wait(1_500);
  expect(await targets(gateway, 3)).toEqual([FIRST, FIRST, FIRST]);
});

test.each([
  ["a tier", "r.latency.standard.total.p50"],
  ["a target", `r.latency["${FIRST}"].total.p95`],
])("a rule about how long answers of %s take holds once they were measured", async (_, asked) => {
  const [slow, quick] = await Promise.all([simulator({ delay: 300 }), simulator()]);
  const gateway = await served(
    `tiers: { standard: ${FIRST} }
routes:
  chat:
    rules: [{ when: '${asked} > ms(200)', use: ${SECOND} }]
    otherwise: standard
`,
    { openai: slow.url, mistral: quick.url },
  );
  expect(await targets(gateway, 4)).toEqual([FIRST, SECOND, SECOND, SECOND]);
});

test.each([false, true])("fastest asks each once, then the quicker one; stream: %s", async (stream) => {
  const [slow, quick] = await Promise.all([simulator({ delay: 400 }), simulator()]);
  const gateway = await served(`routes: { chat: { otherwise: { fastest: [${FIRST}, ${SECOND}] } } }\n`, {
    openai: slow.url,
    mistral: quick.url,
  });
  expect(await targets(gateway, 5, { ...hello, stream })).toEqual([FIRST, SECOND, SECOND, SECOND, SECOND]);
});

test("fastest is not misled by a target that fails at once", async () => {
  const [slow, two] = await Promise.all([simulator({ faults: [{ fault: "500" }] }), simulator({ delay: 100 })]);
  const gateway = await served(`routes: { chat: { otherwise: { fastest: [${FIRST}, ${SECOND}] } } }\n`, {
    openai: slow.url,
    mistral: two.url,
  });
  expect(await targets(gateway, 12, { ...hello, stream: true })).toEqual(Array(12).fill(SECOND));
  expect(slow.requests.length).toBeLessThan(6);
});
