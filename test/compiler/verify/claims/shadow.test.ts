import { describe, expect, test } from "vitest";
import { compileFiles } from "../../in-memory.ts";

const [mini, large] = ["openai/gpt-5.4-mini", "mistral/mistral-large-2512"];
const bounded = "max: { inputTokens: 1000, outputTokens: 100, choices: 1 }";

function told(route: string, claim: string): string[] {
  const text = `metadata: { sensitivity: [public, pii] }\nroutes:\n  chat: { ${route} }\ninvariants:\n  it holds: { ${claim} }\n`;
  const { diagnostics } = compileFiles({ "routes.yaml": text });
  return diagnostics.flatMap(({ code, message, severity }) =>
    code.startsWith("invariant/") ? [message] : severity === "error" ? [`${code}: ${message}`] : [],
  );
}

describe("a claim about every target is one about the shadow's, too", () => {
  const european = "every: EU.includes(t.jurisdiction)";

  test("a shadow that may not get a request is shown with one", () => {
    const [message = ""] = told(`otherwise: ${large}, shadow: { use: ${mini}, share: 0.05 }`, european);
    expect(message).toContain(`can be sent to \`${mini}\` by the \`shadow\`, where \`t.jurisdiction\` is US`);
  });

  test("one that is asked only for requests which the claim is not about is none", () => {
    const rules = `rules: [{ when: r.metadata.sensitivity === "pii", use: ${large}, jurisdictions: [FR] }]`;
    const route = `${rules}, otherwise: ${mini}, shadow: { use: ${mini}, share: 0.05 }`;
    expect(told(route, `when: r.metadata.sensitivity === "pii", ${european}`)).toEqual([]);
    expect(
      told(route.replace(", jurisdictions: [FR]", ""), `when: r.metadata.sensitivity === "pii", ${european}`),
    ).toHaveLength(1);
  });

  test("with a share of nothing no request is sent to it", () => {
    expect(told(`otherwise: ${large}, shadow: { use: ${mini}, share: 0 }`, european)).toEqual([]);
  });

  test("only the first target that can serve is asked: what stands behind it gets no request", () => {
    const claim = 'every: t.provider !== "openai"';
    const route = `otherwise: google/gemini-3.8-flash, max: { inputTokens: 1000, outputTokens: 100 }, shadow: { use: [${large}, ${mini}], share: 0.05 }`;
    expect(told(route, claim).join()).toContain(`can be sent to \`${mini}\` by the \`shadow\``);
    const needs = ["vision", "audio", "pdf", "tools", "jsonSchema", "jsonMode", "reasoning"];
    const plain = needs.map((need) => `!r.needs.${need}`).join(" && ");
    expect(told(route, `when: "${plain}", ${claim}`)).toEqual([]);
  });
});

describe("what a request spends counts the shadow once, beside every round of the others", () => {
  const cost = (message: string) =>
    [...message.matchAll(/(\d) × \$([\d.]+) at `([^`]+)`/g)].map(([, times, , id]) => [id, Number(times)]);

  test.each([
    ["", [[mini, 2]]],
    [
      `, shadow: { use: ${large}, share: 0.01 }`,
      [
        [mini, 2],
        [large, 1],
      ],
    ],
    [
      `, retry: { times: 0 }, shadow: { use: ${large}, share: 0.01 }`,
      [
        [mini, 1],
        [large, 1],
      ],
    ],
    [`, shadow: { use: ${large}, share: 0 }`, [[mini, 2]]],
  ])("%s", (shadow, expected) => {
    const [message = ""] = told(`otherwise: ${mini}, ${bounded}${shadow}`, "spends: $0.000001");
    const paid = cost(message);
    expect(paid.length).toBeGreaterThan(0);
    for (const part of paid) expect(expected).toContainEqual(part);
  });

  test("a shadow at the same price doubles what a request may cost, and no more than that", () => {
    const route = `otherwise: ${mini}, ${bounded}, retry: { times: 0 }`;
    let [low, high] = [0, 0.05];
    for (let i = 0; i < 12; i++) {
      const middle = (low + high) / 2;
      if (told(route, `spends: $${middle.toFixed(6)}`).length === 0) high = middle;
      else low = middle;
    }
    const shadow = `${route}, shadow: { use: ${mini}, share: 0.01 }`;
    expect(told(shadow, `spends: $${(2 * high).toFixed(6)}`)).toEqual([]);
    expect(told(shadow, `spends: $${(2 * low).toFixed(6)}`)).toHaveLength(1);
  });
});

describe("a judge is sent the request and both answers, so claims are about it, too", () => {
  const european = "every: EU.includes(t.jurisdiction)";
  const small = "mistral/mistral-small-2603";
  const judged = (share: number) =>
    `shadow: { use: ${small}, share: ${share}, judge: { model: ${mini}, rubric: Is it right? } }`;

  test("one elsewhere is shown with a request that it can be sent", () => {
    const [message = ""] = told(`otherwise: ${large}, ${judged(0.05)}`, european);
    expect(message).toContain(
      `can be sent, with its answers, to the judge \`${mini}\`, where \`t.jurisdiction\` is US`,
    );
  });

  test("one that is allowed by no place of the claim is sent nothing", () => {
    const rules = `rules: [{ when: r.metadata.sensitivity === "pii", use: ${large}, jurisdictions: [FR] }]`;
    const route = `${rules}, otherwise: ${large}, ${judged(0.05)}`;
    const claim = `when: r.metadata.sensitivity === "pii", ${european}`;
    expect(told(route, claim)).toEqual([]);
    expect(told(route.replace(", jurisdictions: [FR]", ""), claim)).toHaveLength(1);
  });

  test("pictures are not judged, and what is asked of nobody has no judge", () => {
    expect(told(`otherwise: ${large}, ${judged(0.05)}`, `when: r.needs.vision, ${european}`)).toEqual([]);
    expect(told(`otherwise: ${large}, ${judged(0)}`, european)).toEqual([]);
  });

  test("it costs at most the rubric, the request and both answers at its own price, beside what else is paid", () => {
    const route = `otherwise: ${small}, ${bounded}, retry: { times: 0 }, shadow: { use: ${large}, share: 0.05`;
    const parts = (message: string) =>
      new Map(
        [...message.matchAll(/(\d) × \$([\d.]+) at `([^`]+)` \(counted at most as ([\d,]+) tokens/g)].map(
          ([, times, usd, id, tokens]) => [
            id!,
            { times: Number(times), usd: Number(usd), tokens: Number(tokens!.replaceAll(",", "")) },
          ],
        ),
      );
    const rubric = "x".repeat(500);
    const [message = ""] = told(`${route}, judge: { model: ${mini}, rubric: ${rubric} } }`, "spends: $0.01");
    const paid = parts(message);
    const judge = paid.get(`${mini} as the judge`)!;
    expect(judge.times).toBe(1);
    // Two answers of 100 tokens, each of up to eight bytes; a byte is at most one and a half tokens.
    const more = judge.tokens - paid.get(small)!.tokens;
    expect(more).toBeGreaterThan(1.5 * (500 + 2 * 8 * 100));
    expect(more).toBeLessThan(1.5 * (500 + 2 * 8 * 100) + 1_200);
    expect(message).toContain("up to 4,096 out");
    const [without = ""] = told(`${route} }`, "spends: $0.004");
    expect(without).not.toBe("");
    expect(parts(without).has(`${mini} as the judge`)).toBe(false);
  });

  test("a claim about cost asks what the judge costs as a judge, whatever the same model costs when it answers", () => {
    const shadow = `shadow: { use: ${small}, share: 0.05, judge: { model: ${mini}, rubric: Is it right? } }`;
    const route = `otherwise: ${mini}, ${bounded}, ${shadow}`;
    const alone = told(`otherwise: ${mini}, ${bounded}`, "every: t.hardCost(r) < usd(0.02)");
    expect(alone).toEqual([]);
    const [message = ""] = told(route, "every: t.hardCost(r) < usd(0.02)");
    expect(message).toContain(`to the judge \`${mini}\``);
    expect(told(route, "every: t.hardCost(r) < usd(1)")).toEqual([]);
  });
});

test("whether an outage is survived does not depend on the shadow", () => {
  const claim =
    "when: '!r.needs.audio && !r.needs.vision && !r.needs.pdf && r.messages === 1', survives: { targets: 1 }";
  const chain = `otherwise: [${mini}, openai/gpt-6-luna], max: { inputTokens: 1000, outputTokens: 100, textBytes: 2000 }`;
  expect(told(`${chain}, shadow: { use: ${large}, share: 0.1 }`, claim)).toEqual(told(chain, claim));
  const one = `otherwise: ${mini}, max: { inputTokens: 1000, outputTokens: 100, textBytes: 2000 }`;
  expect(told(`${one}, shadow: { use: ${large}, share: 0.1 }`, claim)).toHaveLength(1);
});
