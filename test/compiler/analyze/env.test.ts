import { expect, test } from "vitest";
import { compileFiles } from "../in-memory.ts";

const [mini, luna] = ["openai/gpt-5.4-mini", "openai/gpt-6-luna"];

function told(rules: string, more = "", env = "env: [prod, stage], "): string[] {
  const policy = `routes: { chat: { ${env}rules: [${rules}], otherwise: ${mini} } }\n${more}`;
  const { diagnostics } = compileFiles({ "routes.yaml": policy });
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

test("a rule for an environment whose keys do not see the route can never decide", () => {
  const impossible =
    "reach/impossible-condition: no request meets this condition: the route's `env` lets in keys of `prod` or `stage` alone";
  for (const when of ["r.key.env === 'dev'", "r.stream && r.key.env === 'dev'", "r.key.env === undefined"])
    expect(told(`{ when: "${when}", use: ${luna} }`), when).toEqual([impossible]);
  expect(told(`{ when: r.key.env === 'dev', use: ${luna} }`, "", "")).toEqual([]);
  expect(told(`{ when: r.key.env === 'stage', use: ${luna} }`)).toEqual([]);
});

test("what every key of the route is needs no condition", () => {
  const [always] = told(`{ when: "['prod', 'stage'].includes(r.key.env)", use: ${luna} }`);
  expect(always).toMatch(/^reach\/always-holds: /);
  expect(told(`{ when: "r.key.env !== 'dev' && r.stream", use: ${luna} }`)).toEqual([
    "reach/redundant-part: this part holds of every request that the route lets in",
  ]);
});

test("claims are about the keys that may use a route", () => {
  const claims = (when: string) => `invariants: { kept: { when: "${when}", every: t.id === "${luna}" } }`;
  const stage = `{ when: "r.key.env === 'stage'", use: ${luna} }`;
  expect(told(stage, claims("r.key.env !== 'prod'"))).toEqual([]);
  expect(told(stage, claims("r.key.env !== 'prod'"), "")).toEqual([expect.stringMatching(/^invariant\/refuted/)]);
  expect(told(stage, claims("r.key.env === 'dev'"))).toEqual([expect.stringMatching(/^invariant\/vacuous/)]);
});
