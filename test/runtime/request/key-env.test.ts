/** Routes of one environment by a rule, beside the word for it. */
import { expect, test } from "vitest";
import { hashKey, type KeyRecord } from "../../../runtime/state/keys.ts";
import { fromPolicy, tableOf } from "../from-policy.ts";
import { ask, hello, simulator } from "../running.ts";

const rule = `{ when: "!(r.key.env === 'prod')", use: { reject: 403, message: This route is for prod. } }`;

test("a key of another environment, or of none, gets to no target by a rule that refuses it", async () => {
  const route = (env: string) => `
  ${env}:
    rules:
      - ${rule.replaceAll("prod", env)}
    otherwise: openai/gpt-5.4-mini
    max: { inputTokens: 50000 }`;
  const one = await simulator({ record: 100 });
  const keys = ["prod", "dev", undefined].map((env): KeyRecord => {
    return { id: env ?? "none", hash: hashKey(env ?? "none"), tags: [], ...(env !== undefined && { env }) };
  });
  const table = tableOf(`routes:${route("prod")}${route("dev")}\n`);
  const gateway = await fromPolicy(table, { openai: one.url }, { keys });
  const statuses: Record<string, number[]> = {};
  for (const { id } of keys)
    for (const model of ["prod", "dev"]) {
      const reply = await ask(gateway, { headers: { authorization: `Bearer ${id}` }, body: { ...hello, model } });
      statuses[id] = [...(statuses[id] ?? []), reply.status];
      if (reply.status !== 200) expect(reply.json.error?.code).toBe("rejected_by_policy");
    }
  expect(statuses).toEqual({ prod: [200, 403], dev: [403, 200], none: [403, 403] });
  expect(one.requests).toHaveLength(2);
});
