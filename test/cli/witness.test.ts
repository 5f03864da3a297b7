import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { writeWitnesses } from "../../cli/write-witnesses.ts";
import type { Diagnostic } from "../../compiler/diagnostics/define.ts";
import { type Witness, witness } from "../../schemas/witness.ts";
import { runCommand } from "./recording-terminal.ts";
import { temporaryFolder } from "./temporary-folder.ts";

/** The second rule and the third never decide. */
const DEAD = `routes:
  chat:
    rules:
      - { when: r.inputTokens > 8_000, use: openai/gpt-5.4-mini }
      - { when: 'r.inputTokens > 32_000 && r.key.team === "trial"', use: anthropic/claude-haiku-5-5 }
      - { when: r.inputTokens > 16_000 && r.stream, use: anthropic/claude-haiku-5-5 }
    otherwise: openai/gpt-5.4-mini
`;

describe("check --witnesses", () => {
  test.each(["check", "build"])("%s writes the request of each finding, which decide replays", async (command) => {
    const path = temporaryFolder({ "routes.yaml": DEAD });
    const { code, out } = await runCommand([command, path("routes.yaml"), "--witnesses", path("new/w/")]);
    expect(code).toBe(1);
    expect(readdirSync(path("new/w"))).toEqual(["reach-dead-rule-1.json", "reach-dead-rule-2.json"]);
    const file = path("new/w/reach-dead-rule-1.json");
    expect(witness.parse(JSON.parse(readFileSync(file, "utf8"))).key.team).toBe("trial");
    const words = /replay: pointsman (decide .*reach-dead-rule-1\.json)$/m.exec(out)?.[1]?.split(" ") ?? [];
    expect(words).toEqual(["decide", path("routes.yaml"), "--request", file]);
    const replayed = await runCommand(words);
    expect(replayed).toMatchObject({ code: 0, out: expect.stringMatching(/Decided by \S+routes\.yaml:4/) });
  });

  test("names the files by the findings, in their order", () => {
    const path = temporaryFolder({});
    const found = (code: string, model?: string): Diagnostic => ({
      code,
      severity: "error",
      message: "",
      labels: [],
      ...(model === undefined ? {} : { shown: { witness: { ...plain, request: { model } }, trace: [] } }),
    });
    const findings = [found("b/x", "one"), found("a/y-z", "two"), found("b/x"), found("b/x", "three")];
    const written = writeWitnesses(path("w"), findings);
    expect([...written.values()]).toEqual(["b-x-1", "a-y-z-1", "b-x-2"].map((name) => path(`w/${name}.json`)));
    expect([...written.keys()]).toEqual([findings[0], findings[1], findings[3]]);
    expect(JSON.parse(readFileSync(path("w/b-x-2.json"), "utf8"))).toMatchObject({ request: { model: "three" } });
    expect(writeWitnesses(path("none"), [found("b/x")]).size).toBe(0);
    expect(readdirSync(path("."))).toEqual(["w"]);
  });

  test("says when the folder cannot be made", async () => {
    const path = temporaryFolder({ "routes.yaml": DEAD, w: "" });
    const { code, err } = await runCommand(["check", path("routes.yaml"), "--witnesses", path("w")]);
    expect({ code, err }).toEqual({ code: 2, err: expect.stringContaining("cannot be made: it is a file, or in one") });
  });
});

const plain: Witness = {
  format: "pointsman-witness",
  version: 1,
  request: { model: "chat", messages: [{ role: "user", content: "Hello." }] },
  key: { id: "demo", team: "trial", env: "staging", tags: ["beta"] },
  at: "2026-11-21T12:00:00.000Z",
  state: { budgets: { team: { spent: 499, limit: 500 } } },
};

const FACTS = `budgets: { team: { per: r.key.team, limit: $500, window: month } }
routes:
  chat:
    rules:
      - when: 'r.key.id === "x" && r.key.team === "x" && r.key.env === "x" && r.key.tags.includes("x") && r.weekday === "mon"'
        use: { reject: 403, message: No. }
      - { when: r.budget.team.left < usd(5), use: { reject: 429, message: Nothing is left. } }
    otherwise: openai/gpt-5.4-mini
`;

async function decided(request: unknown, ...options: string[]) {
  const text = typeof request === "string" ? request : JSON.stringify(request);
  const path = temporaryFolder({ "p.yaml": FACTS, "w.json": text, "state.json": "{}" });
  const given = options.map((option) => (option === "state.json" ? path(option) : option));
  return runCommand(["decide", path("p.yaml"), "--request", path("w.json"), ...given]);
}

async function factsOf(...options: string[]): Promise<Record<string, unknown>> {
  const { out } = await decided(plain, "--format", "json", ...options);
  const { facts } = JSON.parse(out) as { facts: { fact: string; value: unknown }[] };
  return Object.fromEntries(facts.map(({ fact, value }) => [fact, value]));
}

describe("decide --request with a witness", () => {
  const said = {
    "key.id": "demo",
    "key.team": "trial",
    "key.env": "staging",
    weekday: "sat",
    "budget.team.left": 1,
  };

  test("takes the caller, the time and the state from it", async () => {
    expect(await factsOf()).toMatchObject(said);
    expect((await decided(plain)).out).toContain('refused with 429, "Nothing is left."');
  });

  test.each([
    [["--key-id", "x"], { ...said, "key.id": "x" }],
    [["--key-team", "x"], { ...said, "key.team": "x" }],
    [["--key-env", "x"], { ...said, "key.env": "x" }],
    [["--at", "2026-11-23T12:00:00Z"], { ...said, weekday: "mon" }],
    [["--state", "state.json"], { ...said, "budget.team.left": null }],
  ])("%s says otherwise, and the rest stays", async (options, expected) => {
    expect(await factsOf(...options)).toMatchObject(expected);
  });

  test("replaces its tags by those that are given", async () => {
    const tag = async (...options: string[]) =>
      Object.entries(await factsOf(...options)).find(([fact]) => fact.startsWith("key.tags"))?.[1];
    expect(await tag()).toBe(false);
    expect(await tag("--key-tag", "x")).toBe(true);
  });

  test.each([
    [{ ...plain, version: 2 }, "is wrong at `version`"],
    [{ ...plain, at: "noon" }, "is wrong at `at`"],
    [{ ...plain, key: { id: "demo" } }, "is wrong at `key.tags`"],
    [{ ...plain, more: 1 }, "is wrong at `its beginning`"],
    [{ ...plain, state: { health: { a: "ill" } } }, "is wrong at `state.health.a`"],
  ])("says where it is broken: %#", async (broken, where) => {
    expect(await decided(broken)).toMatchObject({ code: 2, err: expect.stringMatching(/the witness `\S+w\.json` /) });
    expect((await decided(broken)).err).toContain(where);
  });

  test("asks the policy although it does not pass its check", async () => {
    const path = temporaryFolder({ "routes.yaml": DEAD });
    mkdirSync(path("w"));
    writeFileSync(path("w/1.json"), JSON.stringify(plain));
    expect(await runCommand(["check", path("routes.yaml")])).toMatchObject({ code: 1 });
    const { code, out } = await runCommand(["decide", path("routes.yaml"), "--request", path("w/1.json")]);
    expect({ code, out }).toEqual({ code: 0, out: expect.stringMatching(/^Route chat\n/) });
  });
});
