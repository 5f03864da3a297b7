import { describe, expect, test } from "vitest";
import { compileFiles, findings } from "../in-memory.ts";

const typescript = (comment: string, further = "") => `import { policy } from "pointsman";
export default policy({
  tiers: {
    standard: "openai/gpt-5.4-mini",${further}
    ${comment}
    spare: "openai/gpt-6-luna",
  },
  routes: { chat: { otherwise: "standard" } },
});
`;
const yaml = (comment: string) => `tiers:
  standard: openai/gpt-5.4-mini
  ${comment}
  spare: openai/gpt-6-luna
routes:
  chat: { otherwise: standard }
`;
const reason = "kept for the launch";

const found = (text: string, name = "routes.ts") => findings(compileFiles({ [name]: text }));

describe("a silencing with a reason", () => {
  test.each([
    ["above its line", typescript(`// pointsman-allow name/unused-tier: ${reason}`)],
    ["in a block comment", typescript(`/* pointsman-allow name/unused-tier: ${reason} */`)],
    ["with further comments between", typescript(`// pointsman-allow name/unused-tier: ${reason}\n\n    // spare`)],
    ["on its line", typescript("").replace(/(spare.*)/, `$1 // pointsman-allow name/unused-tier: ${reason}`)],
    [
      "in lines that end with CR LF",
      typescript(`// pointsman-allow name/unused-tier: ${reason}`).replaceAll("\n", "\r\n"),
    ],
  ])("%s takes the warning out", (_, text) => {
    expect(found(text)).toEqual([]);
  });

  test("does so in YAML", () => {
    expect(found(yaml(`# pointsman-allow name/unused-tier: ${reason}`), "routes.yaml")).toEqual([]);
    const beside = yaml("").replace(/(spare.*)/, `$1 # pointsman-allow name/unused-tier: ${reason}`);
    expect(found(beside, "routes.yaml")).toEqual([]);
  });

  test("does so in an imported file", () => {
    const routes = typescript("")
      .replace(/tiers: \{[\s\S]*?\n {2}\}/, "tiers")
      .replace("\n", `\nimport { tiers } from "./tiers.ts";\n`);
    const tiers = `export const tiers = {
  standard: "openai/gpt-5.4-mini",
  spare: "openai/gpt-6-luna", // pointsman-allow name/unused-tier: ${reason}
} as const;
`;
    expect(findings(compileFiles({ "routes.ts": routes, "tiers.ts": tiers }))).toEqual([]);
  });

  test("reaches no other line and no other code", () => {
    const far = typescript("", `\n    // pointsman-allow name/unused-tier: ${reason}\n    other: "openai/gpt-6-luna",`);
    expect(found(far)).toEqual(["name/unused-tier: spare"]);
    expect(found(typescript(`// pointsman-allow name/unused-metadata: ${reason}`))).toEqual([
      "name/unused-tier: spare",
      "syntax/silence-unused: name/unused-metadata",
    ]);
  });

  test("may name several codes", () => {
    expect(found(typescript(`// pointsman-allow name/unused-tier, name/unused-metadata: ${reason}`))).toEqual([
      "syntax/silence-unused: name/unused-metadata",
    ]);
  });
});

describe("a silencing that is wrong", () => {
  test("names no reason, an unknown code or an error", () => {
    expect(found(typescript("// pointsman-allow name/unused-tier"))).toEqual([
      "syntax/silence-without-reason: // pointsman-allow name/unused-tier",
    ]);
    expect(found(typescript("// pointsman-allow: because"))).toContain(
      "syntax/silence-without-reason: // pointsman-allow: because",
    );
    expect(found(typescript(`// pointsman-allow name/unused-teir: ${reason}`))).toContain(
      "syntax/silence-unknown-code: name/unused-teir",
    );
    expect(found(typescript(`// pointsman-allow name/unknown-tier: ${reason}`))).toContain(
      "syntax/silence-of-error: name/unknown-tier",
    );
  });

  test("does not take an error out", () => {
    const text = `routes:\n  # pointsman-allow name/unknown-tier: ${reason}\n  chat: { otherwise: premium }\n`;
    expect(found(text, "routes.yaml")).toEqual([
      "name/unknown-tier: premium",
      "syntax/silence-of-error: name/unknown-tier",
    ]);
  });

  test("is not called unused while errors keep the checks from running", () => {
    const text = typescript(`// pointsman-allow name/unused-tier: ${reason}`).replace('"standard"', '"standrad"');
    expect(found(text)).toEqual([`name/unknown-tier: "standrad"`]);
  });
});

test("what stands in a text is no comment", () => {
  const text = `import { policy, reject } from "pointsman";
export default policy({
  routes: {
    chat: {
      rules: [{ when: (r) => r.stream, use: reject(400, "// pointsman-allow nothing/here") }],
      otherwise: reject(400, \`
        // pointsman-allow nothing/here
      \`),
    },
  },
});
`;
  expect(found(text)).toEqual([]);
  const yamlText = 'routes:\n  chat: { otherwise: { reject: 400, message: "a # pointsman-allow nothing/here" } }\n';
  expect(found(yamlText, "routes.yaml")).toEqual([]);
});

test("an error is told before a warning about the same place", () => {
  const text = "routes: { chat: { otherwise: { split: { openai/gpt-5.4-mini: 1, openai/none: 0 } } } }\n";
  expect(found(text, "routes.yaml")).toEqual(["name/unknown-model: openai/none", "chain/zero-weight: openai/none"]);
});

test("a file that is nested too deeply is refused, silencings or not", () => {
  const deep = `// pointsman-allow name/unused-tier: x\nexport default ${"[".repeat(100_000)}`;
  expect(found(deep).map((finding) => finding.split(":")[0])).toEqual(["limit/nesting"]);
  const yamlText = `# pointsman-allow name/unused-tier: x\nroutes: ${"[".repeat(100_000)}`;
  expect(found(yamlText, "routes.yaml")).toHaveLength(1);
});
