/** What is claimed of fallbacks, and what requests get when providers fail. */
import { describe, expect, test } from "vitest";
import { ask, hello } from "../runtime/running.ts";
import { type Conduct, compiled, overlayOf, refutation, serveOverlay, verdicts } from "./served-overlay.ts";

const laws = { one: "US", two: "FR" };
const both = overlayOf(laws);

function chainOf(fallbackOn: readonly string[] | undefined): string {
  const list = fallbackOn ? `, fallbackOn: ${JSON.stringify(fallbackOn)}` : "";
  return `routes: { chat: { otherwise: [one/m, two/m], max: { inputTokens: 1000, outputTokens: 1000 }, deadline: 3s${list} } }\ninvariants: { up: { survives: { providers: 1 } } }\n`;
}

/** What a provider that is down does, and what the runtime calls it. */
const outages: readonly (readonly [Conduct, string])[] = [
  ["reset", "connect"],
  ["silence", "timeout-attempt"],
  [429, "rate-limited"],
  [402, "quota"],
  [503, "overloaded"],
  [500, "server-error"],
  [401, "auth"],
  [404, "not-found"],
  ["no-json", "malformed"],
  ["cut", "truncated"],
];
const classes = outages.map(([, name]) => name);

describe("a claim that one provider may fail", () => {
  test.each(outages)("is refuted where `fallbackOn` leaves out what %s is: %s", async (conduct, missing) => {
    const policy = chainOf(classes.filter((name) => name !== missing));
    const checked = compiled(policy, both);
    expect(verdicts(checked)).toEqual({ up: "refuted" });
    expect(refutation(checked)).toContain(`\`fallbackOn\` does not list \`${missing}\``);
    const { runtime, got, behave } = await serveOverlay(policy, both, ["one", "two"]);
    behave("one", conduct);
    const reply = await ask(runtime, { body: hello });
    expect(reply.json.error?.attempts?.map(({ failure }) => failure)).toEqual([missing]);
    expect(got.get("two")).toEqual([]);
  });

  test.each([
    ["all of them", classes],
    ["none, for the default", undefined],
  ] as const)(
    "is proved where `fallbackOn` lists %s, and no outage keeps a request from the second provider",
    async (_, list) => {
      const policy = chainOf(list);
      expect(verdicts(compiled(policy, both))).toEqual({ up: "proved" });
      const { runtime, behave } = await serveOverlay(policy, both, ["one", "two"]);
      for (const [conduct] of outages) {
        behave("one", conduct);
        const reply = await ask(runtime, { body: hello });
        expect([conduct, reply.status, reply.headers["x-pointsman-target"]]).toEqual([conduct, 200, "two/m"]);
      }
    },
  );

  test("asks for the class of a first token that is late only where a route has a limit for it", () => {
    const policy = chainOf(classes);
    expect(verdicts(compiled(policy.replace("deadline: 3s", "deadline: 3s, firstToken: 1s"), both))).toEqual({
      up: "refuted",
    });
  });

  test("counts what a chain of twenty has left, whatever number fails", () => {
    const ids = Array.from({ length: 20 }, (_, i) => `p${i}`);
    const overlay = overlayOf(Object.fromEntries(ids.map((id) => [id, "US"])));
    const claims = Array.from({ length: 20 }, (_, i) => `  "${i + 1} may fail": { survives: { providers: ${i + 1} } }`);
    const chain = ids.map((id) => `${id}/m`).join(", ");
    const policy = `routes: { chat: { otherwise: [${chain}], max: { inputTokens: 1000, outputTokens: 1000 } } }\ninvariants:\n${claims.join("\n")}\n`;
    const expected = claims.map((_, i) => [`${i + 1} may fail`, i < 19 ? "proved" : "refuted"]);
    expect(verdicts(compiled(policy, overlay))).toEqual(Object.fromEntries(expected));
  });
});

describe("providers that share something fail together", () => {
  const claim = "invariants: { up: { when: 'r.inputTokens < 1000 && !r.needs.audio', survives: { providers: 1 } } }\n";

  test("those that are like one provider, unless they say whose account is theirs", () => {
    const policy = `routes: { chat: { otherwise: [openai/gpt-5.4-mini, openai-2/gpt-5.4-mini] } }\n${claim}`;
    const like = (more: string) => compiled(policy, `providers: { openai-2: { like: openai${more} } }\n`);
    const shared = like("");
    expect(verdicts(shared)).toEqual({ up: "refuted" });
    expect(refutation(shared)).toContain("`openai` (with `openai-2`: one account or key)");
    const { diagnostics } = shared;
    expect(diagnostics.map(({ code }) => code)).toContain("chain/single-provider");
    const key = "auth: { header: authorization, scheme: Bearer, env: [KEY_B] }";
    expect(verdicts(like(`, ${key}`))).toEqual({ up: "refuted" });
    expect(verdicts(like(", account: second"))).toEqual({ up: "refuted" });
    const apart = like(`, account: second, ${key}`);
    expect(verdicts(apart)).toEqual({ up: "proved" });
    expect(apart.diagnostics.map(({ code }) => code)).not.toContain("chain/single-provider");
  });

  test("also by way of a third one, which need not be in the plan", () => {
    const laws = { one: "US", two: "US", three: "US" };
    const key = (name: string) => `, auth: { header: authorization, scheme: Bearer, env: [${name}] }`;
    const overlay = overlayOf(laws, {
      one: { provider: ", account: ours" },
      two: { provider: `, account: ours${key("KEY_A")}` },
      three: { provider: key("KEY_A") },
    });
    const routes =
      "routes: { chat: { otherwise: [one/m, three/m], max: { inputTokens: 1000, outputTokens: 1000 } }, other: { otherwise: two/m } }\n";
    const up = "invariants: { up: { when: 'r.route == \"chat\"', survives: { providers: 1 } } }\n";
    expect(verdicts(compiled(routes + up.replace("==", "==="), overlay))).toEqual({ up: "refuted" });
  });
});

describe("a claim about some target", () => {
  test("is about each that can be the only attempt, where no failure goes on", async () => {
    const policy = `routes: { chat: { otherwise: { fastest: [one/m, two/m] }, max: { inputTokens: 1000, outputTokens: 1000 }, fallbackOn: [] } }\ninvariants: { french: { some: 't.jurisdiction === "FR"' } }\n`;
    expect(verdicts(compiled(policy, both))).toEqual({ french: "refuted" });
    const { runtime, got, behave } = await serveOverlay(policy, both, ["one", "two"]);
    behave("two", 500);
    const seen = new Set<string>();
    for (let i = 0; i < 4; i++) seen.add((await ask(runtime, { body: hello })).headers["x-pointsman-target"] as string);
    expect(got.get("one")!.length).toBeGreaterThan(0);
    expect([...seen]).toContain("one/m");
  });

  test("counts the fallbacks that a failure of a listed class leads to", () => {
    const policy = (list: string) =>
      `routes: { chat: { otherwise: [one/m, two/m], max: { inputTokens: 1000, outputTokens: 1000 }, fallbackOn: [${list}] } }\ninvariants: { french: { some: 't.jurisdiction === "FR"' } }\n`;
    expect(verdicts(compiled(policy("rate-limited"), both))).toEqual({ french: "proved" });
    // It ends answers that have begun.
    expect(verdicts(compiled(policy("timeout-idle"), both))).toEqual({ french: "refuted" });
  });
});
