import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Compilation } from "../../compiler/index.ts";
import { compileFiles } from "../compiler/in-memory.ts";

const example = readFileSync(new URL("../../routes.example.ts", import.meta.url), "utf8");

const eu = "personal data stays in the EU";
const dollar = "no request can cost more than a dollar";
const outage = "any one provider may fail";

function compileExample(change: (source: string) => string, overlay = ""): Compilation {
  const source = change(example);
  return compileFiles({ "routes.ts": source, ...(overlay && { "catalog.yaml": overlay }) });
}

function refuted({ diagnostics }: Compilation) {
  return diagnostics.filter(({ code }) => code === "invariant/refuted");
}

/** Changes one place; fails when it is not there. */
function replaced(from: string, to: string): (source: string) => string {
  expect(example).toContain(from);
  return (source) => source.replace(from, to);
}

const unchanged = (source: string) => source;

test("the example's invariants are proved, and the table carries their names and the hash of the proof", () => {
  const { diagnostics, proofs, table } = compileExample(unchanged);
  expect(diagnostics).toEqual([]);
  const claims = proofs.filter(({ code }) => code === "invariant");
  expect(claims.map(({ claim, verdict }) => [claim, verdict])).toEqual([
    [eu, "proved"],
    [dollar, "proved"],
    [outage, "proved"],
  ]);
  expect(table?.value.proved?.invariants).toEqual([outage, dollar, eu]);
  expect(table?.value.proved?.hash).toMatch(/^sha256-/);
});

const flips = {
  "a fallback in another jurisdiction": {
    change: replaced("scaleway/mistral-medium-3.5-128b", "openai/gpt-6-luna"),
    breaks: eu,
    how: "a request that rule 1 of `support-chat` decides can be sent to `openai/gpt-6-luna`, where `t.jurisdiction` is US",
    request: {
      model: "support-chat",
      messages: [{ role: "user", content: "Hello." }],
      metadata: { sensitivity: "pii" },
    },
  },
  "a price": {
    change: unchanged,
    overlay: "prices:\n  openai/gpt-5.4-mini: { price: { input: 20, output: 60 } }\n",
    breaks: dollar,
    how: "can be sent to `openai/gpt-5.4-mini`, where `t.maxCost` is $1.",
    request: { model: "support-chat" },
  },
  "a window": {
    change: unchanged,
    overlay: "models:\n  scaleway/mistral-medium-3.5-128b: { context: 100000 }\n",
    breaks: outage,
    how: "a request that rule 1 of `support-chat` decides has none left when `mistral` fails",
    request: { model: "support-chat", metadata: { sensitivity: "pii" } },
  },
  "a timeout": {
    change: replaced("firstToken: s(5)", "firstToken: s(40)"),
    breaks: outage,
    how: "has 2 targets within 60000 ms, so that each is left with 30000 ms, less than the 40000 ms that its `firstToken` promises",
    request: { model: "support-chat" },
  },
} satisfies Record<
  string,
  { change: (source: string) => string; overlay?: string; breaks: string; how: string; request: object }
>;

describe("one change to the example refutes the one invariant that it breaks, with a request that shows it", () => {
  test.each(Object.entries(flips))("%s", (_, flip) => {
    const { change, breaks, how, request } = flip;
    const found = refuted(compileExample(change, "overlay" in flip ? flip.overlay : ""));
    expect(found.map(({ message }) => message)).toEqual([expect.stringContaining(`“${breaks}” does not hold: `)]);
    expect(found[0]?.message).toContain(how);
    expect(found[0]?.shown?.witness.request).toMatchObject(request);
    expect(found[0]?.shown?.trace.length).toBeGreaterThan(1);
  });
});

test("what breaks a claim is told whatever the claim calls its target", () => {
  const named = (source: string) =>
    source
      .replace("every: (t) => EU.includes(t.jurisdiction)", "every: (target) => EU.includes(target.jurisdiction)")
      .replace("scaleway/mistral-medium-3.5-128b", "openai/gpt-6-luna");
  expect(refuted(compileExample(named))[0]?.message).toContain("where `t.jurisdiction` is US");
});
