import { expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import { compileFiles } from "../in-memory.ts";

const overlay = `providers:
  openai: { limits: { requests: 500, tokens: 200000, window: minute } }
  second: { like: openai, account: second, auth: { env: [SECOND_KEY] }, accountLimits: [{ requests: 9, window: second }, { requests: 300, window: minute }] }
models:
  openai/gpt-5.4: { limits: { inputTokens: 1000, outputTokens: 100, window: hour } }
`;

const yaml = `metadata: { session: string }
tiers: { pool: { balance: [openai/gpt-5.4-mini, second/gpt-5.4-mini], by: room } }
routes:
  chat: { otherwise: pool }
  kept: { otherwise: { balance: [openai/gpt-5.4, second/gpt-5.4-mini], by: room, sticky: metadata.session, lifetime: 10m } }
`;

const typescript = `import { balance, policy, s } from "pointsman";
export default policy({
  metadata: { session: "string" },
  tiers: { pool: balance(["openai/gpt-5.4-mini", "second/gpt-5.4-mini"], { by: "room" }) },
  routes: {
    chat: { otherwise: "pool" },
    kept: {
      otherwise: balance(["openai/gpt-5.4", "second/gpt-5.4-mini"], {
        by: "room", sticky: "metadata.session", lifetime: s(600),
      }),
    },
  },
});
`;

test("a balance by room is the same table in either spelling, as written and as printed", () => {
  const { policy, table, diagnostics } = compileFiles({ "routes.yaml": yaml, "catalog.yaml": overlay });
  const told = ["chain/single-provider", "rate/target-taken-whole"];
  expect(diagnostics.filter(({ code }) => !told.includes(code))).toEqual([]);
  const document = policyDocument(policy!);
  for (const [name, text] of [
    ["routes.ts", typescript],
    ["printed.ts", printTypescript(document)],
    ["printed.yaml", printYaml(document)],
  ] as const) {
    const again = compileFiles({ [name]: text, "catalog.yaml": overlay });
    expect(again.table?.text, text).toBe(table!.text);
  }
});

test("the table has the order, and the limits of targets and keys by window, in milliseconds", () => {
  const { value, text } = compileFiles({ "routes.yaml": yaml, "catalog.yaml": overlay }).table!;
  expect(loadTable(text).table.plans.map(({ order }) => order)).toEqual(
    expect.arrayContaining([
      { balance: [expect.any(Number), expect.any(Number)], by: "room" },
      {
        balance: [expect.any(Number), expect.any(Number)],
        by: "room",
        sticky: { by: "metadata.session", lifetime: 600_000 },
      },
    ]),
  );
  expect(Object.fromEntries(value.targets.map(({ id, limits }) => [id, limits]))).toEqual({
    "openai/gpt-5.4-mini": [{ rates: { requests: 500, tokens: 200_000 }, window: 60_000 }],
    "openai/gpt-5.4": [{ rates: { inputTokens: 1_000, outputTokens: 100 }, window: 3_600_000 }],
    "second/gpt-5.4-mini": undefined,
  });
  expect(Object.fromEntries(value.providers.map(({ id, limits }) => [id, limits]))).toEqual({
    openai: undefined,
    second: [
      { rates: { requests: 9 }, window: 1_000 },
      { rates: { requests: 300 }, window: 60_000 },
    ],
  });
  expect(value.features).toEqual(expect.arrayContaining(["plan/balance-room", "provider/limits", "target/limits"]));
});

test.each([
  ["limits: { requests: 5, window: minuet }", "name/unknown-window", /Did you mean `minute`|second.*minute/],
  ["limits: { requests: 5 }", "syntax/missing-key", /window/],
  ["limits: { window: minute }", "syntax/limit-kind", /nothing that may be asked/],
  ["limits: { requests: 0, window: minute }", "syntax/shape", /requests/],
  ["limits: { request: 5, window: minute }", "name/unknown-key", /requests/],
  ["limits: [{ requests: 5, window: minute }, { rpm: 5, window: hour }]", "name/unknown-key", /requests/],
  ["limits: []", "syntax/empty-list", /limits/],
])("what limits of a target cannot say is a finding that shows the way: %s", (written, code, words) => {
  const files = {
    "routes.yaml": "routes: { chat: { otherwise: openai/gpt-5.4-mini } }\n",
    "catalog.yaml": `models: { openai/gpt-5.4-mini: { ${written} } }\n`,
  };
  const { diagnostics, table } = compileFiles(files);
  expect(table).toBeUndefined();
  const found = diagnostics.find((one) => one.code === code);
  expect(found, JSON.stringify(diagnostics.map((one) => [one.code, one.message]))).toBeDefined();
  expect(`${found!.message} ${found!.help}`).toMatch(words);
});

test("a balance can be by room alone, and no other strategy by it", () => {
  for (const otherwise of [
    "{ balance: [openai/gpt-5.4-mini, openai/gpt-5.4], by: rooms }",
    "{ fastest: [openai/gpt-5.4-mini, openai/gpt-5.4], by: room }",
  ]) {
    const { table, diagnostics } = compileFiles({ "routes.yaml": `routes: { chat: { otherwise: ${otherwise} } }\n` });
    expect([table, diagnostics.length > 0], otherwise).toEqual([undefined, true]);
  }
});

const one = "openai/gpt-5.4-mini";
const other = "second/gpt-5.4-mini";
const second = "second: { like: openai, account: second, auth: { env: [SECOND_KEY] }";

test.each([
  ["{ requests: 5, window: minute }", "{ requests: 9, window: minute }", undefined],
  [
    "{ requests: 10, window: minute }",
    "{ requests: 9, window: minute }",
    /may be asked 10 `requests` per minute.*has 9/,
  ],
  ["{ requests: 10, window: minute }", "{ requests: 9, window: second }", undefined],
  ["{ tokens: 10, window: minute }", "{ requests: 9, window: minute }", undefined],
])("a limit above that of its account is told: %s under %s", (limits, account, told) => {
  const files = {
    "routes.yaml": `routes: { chat: { otherwise: ${one} } }\n`,
    "catalog.yaml": `providers: { openai: { accountLimits: ${account} } }\nmodels: { ${one}: { limits: ${limits} } }\n`,
  };
  const found = compileFiles(files).diagnostics.filter(({ code }) => code === "rate/above-account");
  expect(found.map(({ message }) => message)).toEqual(told ? [expect.stringMatching(told)] : []);
});

test.each([
  [
    `openai: { limits: { requests: 5, window: minute } }, ${second}, limits: { requests: 5, window: minute } }`,
    "",
    undefined,
  ],
  [
    `openai: { limits: { requests: 5, window: minute } }, ${second}, accountLimits: { requests: 5, window: minute } }`,
    "",
    undefined,
  ],
  [`openai: { limits: { requests: 5, window: minute } }, ${second} }`, "", /second\/gpt-5.4-mini.* has no limit/],
  [`${second} }`, "", /none of the targets/],
  [
    `openai: { limits: { requests: 5, window: minute } }, ${second}, limits: { requests: 5, window: minute } }`,
    ", sticky: key.id",
    /by a hash/,
  ],
])("a balance by room needs limits, and no hash: %s%s", (providers, more, told) => {
  const files = {
    "routes.yaml": `routes: { chat: { otherwise: { balance: [${one}, ${other}], by: room${more} } } }\n`,
    "catalog.yaml": `providers: { ${providers} }\n`,
  };
  const { diagnostics, table } = compileFiles(files);
  expect(table).toBeDefined();
  const found = diagnostics.filter(({ code }) => code === "chain/room-without-effect");
  expect(found.map(({ message }) => message)).toEqual(told ? [expect.stringMatching(told)] : []);
});

test.each([
  ["outputTokens: 1000", "max: { outputTokens: 1000 }", undefined],
  ["outputTokens: 1000", "max: { outputTokens: 1001 }", /may come to 1,001 output tokens at `openai\/gpt-5.4-mini`/],
  ["outputTokens: 1000", "max: { outputTokens: 400, choices: 3 }", /may come to 1,200 output tokens/],
  ["outputTokens: 1000", "", /may come to [\d,]+ output tokens/],
  ["tokens: 1000", "max: { inputTokens: 500, outputTokens: 500 }", undefined],
  ["tokens: 1000", "max: { inputTokens: 500, outputTokens: 501 }", /may come to 1,001 tokens/],
  ["inputTokens: 1000", "max: { inputTokens: 1001 }", /takes requests of 1,001 input tokens/],
  ["inputTokens: 1000, requests: 1", "", undefined],
])("what one request takes whole of a target is told: %s, %s", (limit, max, told) => {
  for (const where of [
    `models: { ${one}: { limits: { ${limit}, window: minute } } }`,
    `providers: { openai: { accountLimits: { ${limit}, window: minute } } }`,
  ]) {
    const files = {
      "routes.yaml": `routes: { chat: { otherwise: ${one}, ${max} } }\n`,
      "catalog.yaml": `${where}\n`,
    };
    const found = compileFiles(files).diagnostics.filter(({ code }) => code === "rate/target-taken-whole");
    expect(
      found.map(({ message }) => message),
      where,
    ).toEqual(told ? [expect.stringMatching(told)] : []);
  }
});
