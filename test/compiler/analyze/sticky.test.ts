import { describe, expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import { compileFiles } from "../in-memory.ts";

const [one, two, three] = ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "google/gemini-3.8-flash"];
const list = `[${one}, ${two}, ${three}]`;

const metadata = "metadata: { session: string, user: { required: true }, level: [low, high], place: [a, b, c] }";

function told(otherwise: string, route = "", name = "chat"): string[] {
  const text = `${metadata}\nroutes: { "${name}": { otherwise: ${otherwise}${route} } }\n`;
  const { diagnostics } = compileFiles({ "routes.yaml": text });
  const others = ["name/unused-metadata", "chain/single-provider"];
  return diagnostics.filter(({ code }) => !others.includes(code)).map(({ code, message }) => `${code}: ${message}`);
}

describe("what strategies can be sticky by", () => {
  const code = "chain/sticky-without-effect";

  test.each(["metadata.session", "metadata.user", "metadata.place", "key.id", "key.team", "r.key.env"])("%s", (by) => {
    expect(told(`{ balance: ${list}, sticky: ${by} }`)).toEqual([]);
    expect(told(`{ fastest: ${list}, sticky: ${by}, lifetime: 1h }`)).toEqual([]);
  });

  test.each([
    ["metadata.level", "has 2 values"],
    ["route", "has one value here"],
    ["model", "has one value here"],
  ])("%s has fewer values than there are parts", (by, has) => {
    const message = `${code}: \`${by}\` ${has}, so that at most as many of the 3 parts are ever first`;
    expect(told(`{ balance: ${list}, sticky: ${by} }`)).toEqual([message]);
  });

  test("a wildcard's requests name many models", () => {
    expect(told(`{ balance: ${list}, sticky: model }`, "", "any-*")).toEqual([]);
  });

  test("a fact that the requests of every rule that gets there lack is told, wherever the strategy is written", () => {
    const text = (when: string) => `${metadata}
tiers: { kept: { balance: ${list}, sticky: metadata.session } }
routes: { chat: { rules: [{ when: ${when}, use: kept }], otherwise: ${one} } }
`;
    const of = (when: string) =>
      compileFiles({ "routes.yaml": text(when) })
        .diagnostics.filter((finding) => finding.code === code)
        .map(({ message }) => message);
    const missing = "no request that gets here has `metadata.session`, so none stays anywhere";
    expect(of("'r.metadata.session === undefined && r.stream'")).toEqual([missing]);
    expect(of("r.stream")).toEqual([]);
  });

  test("what is no fact, and a lifetime of nothing, are errors", () => {
    expect(told(`{ balance: ${list}, sticky: metadata.sesion }`)[0]).toMatch(/^name\/unknown-/);
    expect(told(`{ fastest: ${list}, sticky: hour }`)[0]).toMatch(/^syntax\/condition-type/);
    expect(told(`{ fastest: ${list}, lifetime: 1m }`)).toEqual([
      "syntax/missing-key: `routes.chat.otherwise` has no `sticky`",
    ]);
    expect(told(`{ fastest: ${list}, sticky: key.id, lifetime: 60 }`)[0]).toMatch(/^syntax\/quantity-without-unit/);
    expect(told(`{ fastest: ${list}, sticky: key.id, lifetime: 0s }`)[0]).toMatch(/^syntax\/quantity-range/);
  });
});

const yaml = `metadata: { session: string }
tiers:
  quick: { fastest: ${list}, sticky: metadata.session, lifetime: 10m }
routes:
  chat: { otherwise: [{ balance: [${one}, ${two}], sticky: metadata.session }, quick] }
  long: { otherwise: { balance: [${one}, ${two}], sticky: key.id, lifetime: 1h } }
  usual: { otherwise: { fastest: [${one}, ${two}], sticky: key.id } }
`;

const typescript = `import { balance, chain, fastest, hours, minutes, policy } from "pointsman";
export default policy({
  metadata: { session: "string" },
  tiers: { quick: fastest(["${one}", "${two}", "${three}"], { sticky: "metadata.session", lifetime: minutes(10) }) },
  routes: {
    chat: { otherwise: chain(balance(["${one}", "${two}"], { sticky: "metadata.session" }), "quick") },
    long: { otherwise: balance(["${one}", "${two}"], { sticky: "key.id", lifetime: hours(1) }) },
    usual: { otherwise: fastest(["${one}", "${two}"], { sticky: "key.id" }) },
  },
});
`;

test("sticky strategies are the same table in either spelling, as written and as printed, and are served", () => {
  const { policy, table } = compileFiles({ "routes.yaml": yaml });
  const document = policyDocument(policy!);
  for (const [name, text] of [
    ["routes.ts", typescript],
    ["printed.ts", printTypescript(document)],
    ["printed.yaml", printYaml(document)],
  ] as const) {
    const again = compileFiles({ [name]: text });
    expect(
      again.diagnostics.filter(({ severity }) => severity === "error"),
      text,
    ).toEqual([]);
    expect(again.table!.text, text).toBe(table!.text);
  }
  expect(table!.value.features).toContain("plan/sticky");
  expect(() => loadTable(table!.text)).not.toThrow();
  const sticky = [...table!.text.matchAll(/"sticky": (\{.*?\})/g)].map(([, of]) => JSON.parse(of!) as object);
  expect(sticky).toEqual(
    expect.arrayContaining([
      { by: "metadata.session" },
      { by: "metadata.session", lifetime: 600_000 },
      { by: "key.id", lifetime: 3_600_000 },
      // As long as most prompt caches last.
      { by: "key.id", lifetime: 300_000 },
    ]),
  );
});
