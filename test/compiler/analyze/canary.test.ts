import { describe, expect, test } from "vitest";
import { policyDocument } from "../../../compiler/print/policy-document.ts";
import { printTypescript } from "../../../compiler/print/print-typescript.ts";
import { printYaml } from "../../../compiler/print/print-yaml.ts";
import { loadTable } from "../../../runtime/table/load.ts";
import type { Witness } from "../../../schemas/witness.ts";
import { sampleOf } from "../../../semantics/facts/sample.ts";
import { compileFiles } from "../in-memory.ts";

const [one, two, three] = ["openai/gpt-5.4-mini", "anthropic/claude-haiku-5-5", "mistral/mistral-large-2512"];

const route = (canary: string, more = "max: { inputTokens: 50000 }") =>
  `routes: { chat: { otherwise: ${one}, canary: { ${canary} }, ${more} } }\n`;

function told(policy: string): string[] {
  const { diagnostics } = compileFiles({ "routes.yaml": policy });
  return diagnostics.map(({ code, message }) => `${code}: ${message}`);
}

describe("findings", () => {
  test("a canary that can go back, of something else, for a share: none", () => {
    expect(told(route(`use: ${two}, share: 0.1, back: { failures: 20, firstToken: 2s }`))).toEqual([]);
  });

  test.each([
    [0, "no request is in this canary: its share is 0"],
    [1, "every request is in this canary: its share is 1"],
  ])("a share of %s", (share, message) => {
    expect(told(route(`use: ${two}, share: ${share}, back: { failures: 20 }`))).toEqual([`canary/share: ${message}`]);
  });

  test.each([
    ["back: {}", "this canary never goes back: `back` says neither `failures` nor `firstToken`", ""],
    [
      "back: { failures: 1001 }",
      "this canary never goes back for its `failures`: 1001 are more than its last 1000 requests, which are counted",
      "",
    ],
    [
      "back: { failures: 20, firstToken: 5s }",
      "this canary never goes back for its `firstToken` of 5 s: an attempt without one is given up after 5 s",
      "firstToken: 5s",
    ],
    [
      "back: { firstToken: 30s }",
      "this canary never goes back for its `firstToken` of 30 s: an attempt without one is given up after 30 s",
      "deadline: 60s",
    ],
  ])("%s", (back, message, more) => {
    const all = `max: { inputTokens: 50000 }${more && `, ${more}`}`;
    expect(told(route(`use: ${two}, share: 0.1, ${back}`, all))).toEqual([`canary/back-without-effect: ${message}`]);
  });

  test("what is tried first anyway is no candidate", () => {
    const message = `canary/same-target: requests of this canary try \`${one}\` first, as all others do`;
    expect(told(route(`use: ${one}, share: 0.1, back: { failures: 20 }`))).toEqual([message]);
  });

  test("what the candidate cannot take is shown by a request of its share", () => {
    const canary = `use: ${three}, share: 0.1, by: key.team, back: { failures: 20 }`;
    const { diagnostics } = compileFiles({ "routes.yaml": route(canary) });
    expect(diagnostics.map(({ code }) => code)).toEqual(["canary/cannot-take"]);
    const { witness } = diagnostics[0]!.shown!;
    expect(diagnostics[0]!.message).toMatch(
      /^the candidate `mistral\/mistral-large-2512` cannot serve .*: it asks for `needs\.\w+`$/,
    );
    expect(sampleOf(witness.key.team ?? witness.key.id)).toBeLessThan(10);
  });

  test("a window that is much smaller is told by a request that is too large for it", () => {
    const canary = "use: openai/gpt-5.4-mini, share: 0.5, back: { failures: 20 }";
    const { diagnostics } = compileFiles({
      "routes.yaml": `routes: { chat: { otherwise: google/gemini-3.8-flash, canary: { ${canary} } } }\n`,
    });
    const found = diagnostics.filter(({ code }) => code === "canary/cannot-take").map(({ message }) => message);
    expect(found).toHaveLength(1);
  });

  test("a rule's own canary takes the place of the route's; both are looked at", () => {
    const policy = `routes:
  chat:
    rules: [{ when: r.stream, use: ${two}, canary: { use: ${two}, share: 0.5, back: { failures: 20 } } }]
    otherwise: ${one}
    canary: { use: ${one}, share: 0.5, back: { failures: 20 } }
    max: { inputTokens: 50000 }
`;
    expect(told(policy)).toEqual([
      `canary/same-target: requests of this canary try \`${one}\` first, as all others do`,
      `canary/same-target: requests of this canary try \`${two}\` first, as all others do`,
    ]);
  });

  test("metadata by which a canary falls is used; a tier that it alone names is, too", () => {
    const policy = `metadata: { user: string }
tiers: { next: [${two}] }
${route("use: next, share: 0.1, by: metadata.user, back: { failures: 20 }")}`;
    expect(told(policy)).toEqual([]);
  });
});

describe("what is proved of every request covers the candidate, and what is left when it has gone back", () => {
  const claim = (invariant: string, more = "", canary = `use: ${three}, share: 0.1, back: { failures: 20 }`) => {
    const policy = `${route(canary, `max: { inputTokens: 50000, outputTokens: 1000 }${more}`)}invariants: { it: { ${invariant} } }\n`;
    const found = compileFiles({ "routes.yaml": policy }).diagnostics.filter(({ code }) =>
      /^invariant|^time/.test(code),
    );
    return found.map(({ code, shown }) => ({ code, witness: shown?.witness }));
  };
  const isInside = ({ key }: Witness) => sampleOf(key.id) < 10;

  test("a jurisdiction that only the candidate is in is found, by a request that is in the canary", () => {
    const [broken, ...more] = claim('every: t.jurisdiction === "US"');
    expect([broken?.code, more]).toEqual([expect.stringMatching(/^invariant\//), []]);
    expect(isInside(broken!.witness!)).toBe(true);
    expect(claim('every: t.jurisdiction === "US"', "", `use: ${two}, share: 0.1, back: { failures: 20 }`)).toEqual([]);
  });

  test("terms of the route leave a candidate out as they do all others", () => {
    expect(claim('every: t.jurisdiction === "US"', ', jurisdictions: ["US"]')).toEqual([]);
  });

  test("no claim that some target keeps it rests on a candidate", () => {
    const [broken] = claim('some: t.jurisdiction === "FR"');
    expect(broken?.code).toMatch(/^invariant\//);
  });

  test("a candidate is no fallback: what survives an outage does so without it", () => {
    expect(claim("survives: { providers: 1 }")[0]?.code).toMatch(/^invariant\//);
    expect(claim("survives: { targets: 1 }")[0]?.code).toMatch(/^invariant\//);
  });

  test("what is paid for a request is paid for the candidate, too", () => {
    const alone = `routes: { chat: { otherwise: ${one}, max: { inputTokens: 50000, outputTokens: 1000 } } }\n`;
    const withClaim = (limit: number, policy: string) =>
      compileFiles({ "routes.yaml": `${policy}invariants: { it: { spends: $${limit} } }\n` }).diagnostics.filter(
        ({ code }) => code.startsWith("invariant/"),
      );
    let limit = 0.01;
    while (withClaim(limit, alone).length > 0) limit = Number((limit * 1.2).toFixed(6));
    const canary = route(
      `use: ${three}, share: 0.1, back: { failures: 20 }`,
      "max: { inputTokens: 50000, outputTokens: 1000 }",
    );
    const [broken] = withClaim(limit, canary);
    expect(isInside(broken!.shown!.witness)).toBe(true);
  });

  test("time is shared with the candidate", () => {
    const timed = (canary: string) =>
      told(
        `routes: { chat: { otherwise: ${one}, attempt: 20s, deadline: 20500ms, max: { inputTokens: 50000 }${canary} } }\n`,
      );
    expect(timed("")).toEqual([]);
    expect(timed(`, canary: { use: ${two}, share: 0.1, back: { failures: 20 } }`)).toEqual([
      "time/short-attempt: 2 targets may take 20 s each, their `attempt`, and a deadline of 20.5 s leaves the last one 500 ms",
    ]);
  });
});

const yaml = `metadata: { user: string }
tiers: { next: { balance: [${two}, ${three}], sticky: metadata.user } }
routes:
  chat:
    rules:
      - { when: r.stream, use: ${one}, canary: { use: ${three}, share: 0.25, back: { firstToken: 1500ms } } }
      - { when: r.tools > 0, use: ${one}, canary: { use: ${three}, share: 0.25, back: { firstToken: 1500ms } } }
      - { when: r.images > 0, use: ${one}, canary: { use: ${three}, share: 0.3, back: { firstToken: 1500ms } } }
    otherwise: ${one}
    canary: { use: next, share: 0.1, by: metadata.user, back: { failures: 20, firstToken: 2s } }
`;

const typescript = `import { balance, ms, policy, s } from "pointsman";
const own = { use: "${three}", share: 0.25, back: { firstToken: ms(1_500) } } as const;
export default policy({
  metadata: { user: "string" },
  tiers: { next: balance(["${two}", "${three}"], { sticky: "metadata.user" }) },
  routes: {
    chat: {
      rules: [
        { when: (r) => r.stream, use: "${one}", canary: own },
        { when: (r) => r.tools > 0, use: "${one}", canary: own },
        { when: (r) => r.images > 0, use: "${one}", canary: { ...own, share: 0.3 } },
      ],
      otherwise: "${one}",
      canary: { use: "next", share: 0.1, by: "metadata.user", back: { failures: 20, firstToken: s(2) } },
    },
  },
});
`;

test("a canary is the same table in either spelling, as written and as printed, and is served", () => {
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
  const { canaries, plans, targets, features } = table!.value;
  const ids = canaries!.map((canary) => ({ ...canary, targets: canary.targets.map((target) => targets[target]!.id) }));
  // Equal words on one route are one canary; others of the same name are told apart.
  expect(ids).toEqual([
    { name: `chat/${three}`, targets: [three], share: 0.25, by: "key.id", back: { firstToken: 1_500 } },
    { name: `chat/${three}#2`, targets: [three], share: 0.3, by: "key.id", back: { firstToken: 1_500 } },
    {
      name: "chat/next",
      targets: [two, three],
      share: 0.1,
      by: "metadata.user",
      back: { failures: 20, firstToken: 2_000 },
    },
  ]);
  expect(plans.map(({ canary }) => canary?.canary).sort()).toEqual([0, 1, 2]);
  expect(features).toEqual(expect.arrayContaining(["plan/canary", "plan/sticky"]));
  expect(() => loadTable(table!.text)).not.toThrow();
});
