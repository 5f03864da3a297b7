import { describe, expect, test } from "vitest";
import { verify } from "../../../compiler/analyze/verify.ts";
import { Memory } from "../../../compiler/verify/memory.ts";
import { verifySession } from "../../../compiler/verify/verify-session.ts";
import { compileFiles, findings } from "../in-memory.ts";

const EU = "mistral/mistral-large-2512";
const US = "openai/gpt-5.4-mini";

const policy = (declared: string, rule: string, rest = "") => `metadata: { sensitivity: ${declared} }
routes:
  chat:
    rules: [{ when: ${rule}, use: ${EU} }]
    otherwise: ${US}
${rest}`;
const found = (text: string) => findings(compileFiles({ "routes.yaml": text }));

const LISTED = "[public, pii]";
const REQUIRED = "{ values: [public, pii], required: true }";
const claim = (when: string) => `invariants: { stays: { when: '${when}', every: EU.includes(t.jurisdiction) } }\n`;

describe("no request says what is not listed", () => {
  const other = 'r.metadata.sensitivity !== undefined && !["public", "pii"].includes(r.metadata.sensitivity)';
  const prefix = 'r.metadata.sensitivity.startsWith("pu") && r.metadata.sensitivity !== "public"';

  test.each([other, prefix])("so %s takes none", (rule) => {
    expect(found(policy("string", `'${rule}'`))).toEqual([]);
    expect(found(policy(LISTED, `'${rule}'`))).toEqual([expect.stringMatching(/^reach\/impossible-condition/)]);
  });

  test("so a claim about all but one of the values is one about the others", () => {
    const rule = 'r.metadata.sensitivity === "pii" || r.metadata.sensitivity === undefined';
    const stays = claim('r.metadata.sensitivity !== "public"');
    expect(found(policy("string", `'${rule}'`, stays))).toEqual([expect.stringMatching(/^invariant\/refuted/)]);
    expect(found(policy(LISTED, `'${rule}'`, stays))).toEqual([]);
  });
});

describe("no request lacks what is required", () => {
  test("so a rule for those that do takes none", () => {
    const rule = "r.metadata.sensitivity === undefined";
    expect(found(policy(LISTED, rule))).toEqual([]);
    expect(found(policy(REQUIRED, rule))).toEqual([expect.stringMatching(/^reach\/impossible-condition/)]);
    expect(found(policy("{ required: true }", rule))).toEqual([expect.stringMatching(/^reach\/impossible-condition/)]);
  });

  test("so a claim about all that is not public is one about what is personal", () => {
    const stays = claim('r.metadata.sensitivity !== "public"');
    const rule = `'r.metadata.sensitivity === "pii"'`;
    expect(found(policy(LISTED, rule, stays))).toEqual([expect.stringMatching(/^invariant\/refuted/)]);
    expect(found(policy(REQUIRED, rule, stays))).toEqual([]);
  });

  test("so every request that is shown has it, also where nothing asks for it", () => {
    const text = `metadata: { team: { required: true }, stage: { values: [draft, final], required: true } }
routes: { chat: { rules: [{ when: r.stream, use: ${EU} }], otherwise: ${US} } }
${claim("r.tools > 0")}`;
    const [refuted] = compileFiles({ "routes.yaml": text }).diagnostics.filter(
      ({ code }) => code === "invariant/refuted",
    );
    expect(refuted?.shown?.witness.request.metadata).toEqual({ stage: "draft", team: "acme" });
  });
});

test("what was found out while a value could be missing is not remembered when it is required", () => {
  const rule = "r.metadata.sensitivity === undefined";
  const memory = new Memory();
  const run = (declared: string, known: Memory) => {
    const { policy: lowered } = compileFiles({ "routes.yaml": policy(declared, rule) }, { verify: false });
    return verify(verifySession(lowered!, "2026-11-20", { memory: known })).diagnostics.map(({ code }) => code);
  };
  expect(run(LISTED, memory)).toEqual([]);
  expect(run(REQUIRED, new Memory(memory.entries()))).toEqual(run(REQUIRED, new Memory()));
  expect(run(REQUIRED, new Memory())).not.toEqual([]);
});
