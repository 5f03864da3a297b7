import { describe, expect, test } from "vitest";
import { type Diagnostic, diagnose } from "../../../compiler/diagnostics/define.ts";
import { unknownName } from "../../../compiler/diagnostics/name/unknown-name.ts";
import { checkTypes } from "../../../compiler/types/check-types.ts";

type Files = Readonly<Record<string, string>>;

function check(files: Files, found: readonly Diagnostic[] = [], models?: readonly string[]): Diagnostic[] {
  const [name = ""] = Object.keys(files);
  const read = (file: string) => (Object.hasOwn(files, file) ? files[file] : undefined);
  const project = { read, contains: (file: string) => !file.startsWith("..") };
  return checkTypes({ name, text: files[name] ?? "" }, project, found, models);
}

/** Each finding as `file: what the span covers: message`. */
function shown(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ span, message }) => `${span?.file.name}: ${textOf(span)}: ${message}`);
}

function textOf(span: Diagnostic["span"]): string {
  return span?.file.text.slice(span.start, span.end) ?? "";
}

/** A policy with one rule; `before` stands above it. */
function withRule(rule: string, before = ""): string {
  return `import { chain, type Facts, policy, s, usd } from "pointsman";
${before}
export default policy({
  metadata: { priority: ["low", "high"], team: "string" },
  tiers: { premium: chain("anthropic/claude-opus-5-5"), standard: "openai/gpt-5.4-mini" },
  routes: { chat: { rules: [${rule}], otherwise: "standard" } },
});`;
}

function messages(rule: string, before?: string): string[] {
  return check({ "routes.ts": withRule(rule, before) }).map(({ message, help }) =>
    help ? `${message} ${help}` : message,
  );
}

describe("the types of a policy", () => {
  test("are silent about what is right", () => {
    expect(messages('{ when: (r) => r.metadata.priority === "high", use: "premium", maxCost: usd(1) }')).toEqual([]);
  });

  test("know which facts may be missing", () => {
    expect(messages('{ when: (r) => r.maxOutputTokens > 5, use: "premium" }')).toEqual([
      "`r.maxOutputTokens` may be missing (TS18048) Guard it: `r.maxOutputTokens !== undefined && …`.",
    ]);
    expect(messages('{ when: (r) => ["a"].includes(r.metadata.team), use: "premium" }')).toEqual([
      "`r.metadata.team` may be missing (TS2345) Guard it: `r.metadata.team !== undefined && …`.",
    ]);
  });

  test("name the value that was meant, not the hundreds that are possible", () => {
    expect(messages('{ when: (r) => r.stream, use: chain("openai/gpt-5.4-mimi") }')).toEqual([
      '`"openai/gpt-5.4-mimi"` is none of the values that fit here (TS2345)',
    ]);
    expect(messages('{ when: (r) => r.stream, use: "premum" }')).toEqual([
      '`"premum"` is none of the values that fit here (TS2820) Did you mean `"premium"`?',
    ]);
  });

  test("say which constructor gives the unit", () => {
    expect(messages('{ when: (r) => r.stream, use: "premium", maxCost: s(5) }')).toEqual([
      "a value of type `Duration` stands where `Money` is wanted (TS2322) Write it with its unit: `usd(…)`.",
    ]);
  });

  test("say how a list keeps its names", () => {
    const found = messages("{ when: (r) => r.stream, use: chain(...names) }", 'const names = ["openai/gpt-6-luna"];');
    expect(found).toEqual([expect.stringContaining("where `as const` stands behind it")]);
    expect(
      messages("{ when: (r) => r.stream, use: chain(...names) }", 'const names = ["openai/gpt-6-luna"] as const;'),
    ).toEqual([]);
  });

  test("reach what is never evaluated", () => {
    expect(
      messages('{ when: (r) => r.stream, use: "premium" }', "const unused = (r: Facts) => r.inputToken > 5;"),
    ).toEqual(["there is no `inputToken` here (TS2551) Did you mean `inputTokens`?"]);
  });

  test.each(["Date.now()", "Math.random()", "process.env.HOME", "fetch", "new Promise(() => {})", "setTimeout"])(
    "do not know %s",
    (expression) => {
      expect(messages('{ when: (r) => r.stream, use: "premium" }', `const asked = ${expression};`)).toHaveLength(1);
    },
  );

  test("know the pure methods of lists, texts and objects", () => {
    const before = `
const lists = { a: ["openai/gpt-6-luna"], b: ["openai/gpt-5.4-mini"] } as const;
const made = Object.entries(lists).flatMap(([name, list]) => [...list].map((id, index) => \`\${name}\${index}\${id.toUpperCase()}\`));
const one = Object.fromEntries(made.filter((it) => it.startsWith("a")).map((it) => [it, it.length]));
const [first = "", ...rest] = made.slice(0, 2).concat(Object.keys(one));
const shout = (text: string): string => text.trim().split(",").join("-").replace("a", "b");
const most = Math.max(...Object.values(one), Number("3"), rest.length);
const isNoted = (r: Facts) => made.some((it) => r.text.includes(it)) && shout(first) !== "" && most > 3;`;
    expect(messages('{ when: (r) => isNoted(r), use: "premium" }', before)).toEqual([]);
  });
});

describe("the files of a policy", () => {
  const entry = `import { policy } from "pointsman";
import { isLong, use } from "./presets/rules.ts";
import data from "./data.json";
import more from "./more.yaml";
export default policy({
  tiers: { data: data.tier, more: more.tier },
  routes: { chat: { rules: [{ when: isLong, use }], otherwise: data.models[0] } },
});`;
  const files = {
    "a/routes.ts": entry,
    "a/presets/rules.ts": `import type { Facts } from "pointsman";
export const isLong = (r: Facts) => r.inputTokens > 5;
export const use = "more";`,
    "a/data.json": '{ "tier": "openai/gpt-6-luna", "models": ["openai/gpt-5.4-mini"] }',
    "a/more.yaml": "tier: openai/gpt-5.4-mini",
  };

  test("are read through the project; data keeps its texts as types", () => {
    expect(shown(check(files))).toEqual([]);
    expect(shown(check({ ...files, "a/more.yaml": "tier: openai/gpt-5.4-mimi" }))).toEqual([
      'a/routes.ts: more: `"openai/gpt-5.4-mimi"` is none of the values that fit here (TS2820)',
    ]);
  });

  test("have their errors where they are written", () => {
    const rules = `${files["a/presets/rules.ts"]}\nconst limit: string = 5;`;
    expect(shown(check({ ...files, "a/presets/rules.ts": rules }))).toEqual([
      "a/presets/rules.ts: limit: a value of type `number` stands where `string` is wanted (TS2322)",
    ]);
  });

  test("are called by the names that the user gave them", () => {
    const missing = 'import type { Absent } from "./presets/rules.ts";\nexport type Mine = Absent;\n';
    expect(shown(check({ ...files, "a/routes.ts": missing + entry }))).toEqual([
      'a/routes.ts: Absent: module `"./presets/rules.ts"` has no exported member `Absent` (TS2305)',
    ]);
  });

  test("cannot reach the disk or what lies outside the project", () => {
    for (const specifier of ["../../package.json", "typescript", "/etc/hostname"]) {
      const text = `import type data from "${specifier}";\nexport type Mine = typeof data;\n${files["a/presets/rules.ts"]}`;
      expect(shown(check({ "routes.ts": text }))).toEqual([expect.stringContaining("TS2307")]);
    }
  });

  test("point at related places of the policy", () => {
    const text = withRule(
      '{ when: (r) => isLong(r), use: "premium" }',
      "const isLong = (r: Facts, limit: number) => r.inputTokens > limit;",
    );
    const [found] = check({ "routes.ts": text });
    expect(found?.message).toBe("expected 2 arguments, but got 1 (TS2554)");
    expect(found?.labels.map(({ span, text }) => [textOf(span), text])).toEqual([
      ["limit: number", "an argument for 'limit' was not provided"],
    ]);
  });
});

describe("a finding of our own", () => {
  const text = withRule('{ when: (r) => r.stream, use: "premum" }, { when: (r) => r.hour, use: "premium" }');
  const at = (piece: string) => {
    const start = text.indexOf(piece);
    const span = { file: { name: "routes.ts", text }, start, end: start + piece.length };
    return diagnose(unknownName, { name: "it", where: "here" }, span);
  };

  test("takes the place of TypeScript's at the same value", () => {
    expect(shown(check({ "routes.ts": text }, [at('"premum"')]))).toEqual([expect.stringContaining("r.hour")]);
    expect(shown(check({ "routes.ts": text }, [at("r.hour")]))).toEqual([expect.stringContaining("premum")]);
  });

  test("leaves TypeScript's at other places", () => {
    expect(check({ "routes.ts": text }, [at("metadata")])).toHaveLength(2);
  });
});

test("the models are those of the catalog at hand", () => {
  const text = `import { policy } from "pointsman";
export default policy({ routes: { chat: { otherwise: "own/llama" } } });`;
  expect(check({ "routes.ts": text })).toHaveLength(1);
  expect(check({ "routes.ts": text }, [], ["own/llama"])).toEqual([]);
});

test("a file that does not parse has no types", () => {
  expect(check({ "routes.ts": withRule("{ when: (r) => , use: 5 }") })).toEqual([]);
});

describe("what TypeScript could take minutes for is left out", () => {
  const withError = "const limit: string = 5;";

  test.each([
    ["lists within lists by the thousand", `const deep = ${"[".repeat(2_000)}${"]".repeat(2_000)};`],
    ["objects within objects by the hundred", `const deep = ${"{ a: ".repeat(200)}1${" }".repeat(200)};`],
    ["types that compute", "type Deep<T> = T extends readonly (infer U)[] ? Deep<U> : T;"],
  ])("%s", (_, before) => {
    const rule = '{ when: (r) => r.stream, use: "premium" }';
    expect(check({ "routes.ts": withRule(rule, withError) })).toHaveLength(1);
    expect(check({ "routes.ts": withRule(rule, `${withError}\n${before}`) })).toEqual([]);
  });
});
