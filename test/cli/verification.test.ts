import { afterEach, describe, expect, test, vi } from "vitest";
import { compile } from "../../compiler/index.ts";
import { report } from "../../schemas/report.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

vi.mock(import("../../compiler/index.ts"), { spy: true });
afterEach(() => vi.mocked(compile).mockClear());

const RULES = `routes:
  chat:
    rules:
${Array.from({ length: 12 }, (_, i) => `      - { when: r.key.team === "team-${i}", use: openai/gpt-6-luna }\n`).join("")}\
    otherwise: openai/gpt-5.4-mini
`;

const policy = (text = RULES) => temporaryFolder({ "routes.yaml": text, "r.json": "{}" });

describe("check --proofs", () => {
  test("tells what was proved behind the findings, many of a kind in one line", async () => {
    const path = policy(RULES.replace("team-3", "team-2"));
    const { code, out } = await runCommand(["check", path("routes.yaml"), "--proofs"]);
    expect(code).toBe(1);
    expect(out).toMatch(
      /\n1 error.*\n[\s\S]*\nreach: 12 proved, 1 refuted\n {2}proved {5}rule … of chat can decide \(11 /,
    );
    expect(out).toMatch(/\n {2}refuted {4}rule 4 of chat can decide: /);
    const clean = await runCommand(["check", policy()("routes.yaml"), "--proofs"]);
    expect(clean).toMatchObject({ code: 0, out: expect.stringMatching(/reach: 13 proved\n[\s\S]*no findings$/) });
    expect((await runCommand(["check", path("routes.yaml")])).out).not.toContain("reach: ");
  });

  test("is a part of the report in JSON, every claim by itself", async () => {
    const path = policy();
    const { out } = await runCommand(["check", path("routes.yaml"), "--proofs", "--format", "json"]);
    const { proofs } = report.parse(JSON.parse(out));
    expect(proofs?.filter(({ code }) => code === "reach")).toHaveLength(13);
    const plain = await runCommand(["check", path("routes.yaml"), "--format", "json"]);
    expect(JSON.parse(plain.out)).not.toHaveProperty("proofs");
  });

  test("is refused where the format has no place for it", async () => {
    const { code, err } = await runCommand(["check", policy()("routes.yaml"), "--proofs", "--format", "sarif"]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("as `pretty` or `json` or `markdown`") });
  });
});

describe("what is asked of the compiler", () => {
  const asked = () => vi.mocked(compile).mock.lastCall?.[1];

  test.each(["check", "build"])("%s --strict makes it strict", async (command) => {
    const path = policy();
    await runCommand([command, path("routes.yaml"), "--strict"]);
    expect(asked()).toMatchObject({ strict: true });
    await runCommand([command, path("routes.yaml")]);
    expect(asked()).toMatchObject({ strict: false });
    expect(asked()?.verify).toBeUndefined();
  });

  test.each([
    ["decide", "--request", "r.json"],
    ["convert", "--to", "typescript"],
  ])("%s asks nothing about all requests", async (command, ...options) => {
    const path = policy();
    const given = options.map((option) => (option === "r.json" ? path(option) : option));
    await runCommand([command, path("routes.yaml"), ...given]);
    expect(asked()).toMatchObject({ verify: false });
  });
});

describe("a compilation that takes long", () => {
  test.each(["check", "build"])("of %s shows how far it is, where somebody watches", async (command) => {
    const clock = vi.spyOn(performance, "now");
    vi.mocked(compile).mockImplementationOnce((_, options) => {
      clock.mockReturnValue(20_000);
      options?.progress?.(1, 4);
      return { diagnostics: [], proofs: [] };
    });
    clock.mockReturnValue(10_000);
    const lines: string[] = [];
    await runCommand([command, policy()("routes.yaml")], { status: (line) => void lines.push(line) });
    clock.mockRestore();
    expect(lines).toEqual([expect.stringMatching(/^verifying \[#{7}-{23}\] {2}25 %$/), ""]);
  });

  test("says nothing where nobody does", async () => {
    await runCommand(["check", policy()("routes.yaml")]);
    expect(vi.mocked(compile).mock.lastCall?.[1]).not.toHaveProperty("progress");
  });
});

test("what is claimed of some target is proved for keys that may call every one, and that is said beside it", async () => {
  const path = temporaryFolder({
    "routes.yaml": `routes: { chat: { otherwise: [openai/gpt-5.4-mini, anthropic/claude-haiku-5-5], max: { inputTokens: 50000, outputTokens: 1000 } } }
invariants:
  somebody is left: { when: "!r.needs.audio && !r.needs.pdf && !r.needs.reasoning && !r.needs.rare && !r.needs.vision && !r.needs.tools && r.inputTokens < 1_000 && r.images === 0", some: t.jurisdiction === "US" }
  nothing is made in Asia: { every: '["US", "DE"].includes(t.jurisdiction)' }
`,
  });
  const { out } = await runCommand(["check", path("routes.yaml"), "--proofs"]);
  expect(out).toMatch(/proved {5}somebody is left: .*; for keys that may call every target$/m);
  expect(out).toMatch(/proved {5}nothing is made in Asia: (?!.*keys that may).*$/m);
});
