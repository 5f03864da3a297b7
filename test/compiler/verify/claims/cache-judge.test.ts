import { describe, expect, test } from "vitest";
import { compileFiles } from "../../in-memory.ts";

const [mini, large] = ["openai/gpt-5.4-mini", "mistral/mistral-large-2512"];
const small = "mistral/mistral-small-2603";
const bounded = "max: { inputTokens: 1000, outputTokens: 100, choices: 1 }";

function told(route: string, claim: string): string[] {
  const text = `metadata: { sensitivity: [public, pii] }\nroutes:\n  chat: { ${route} }\ninvariants:\n  it holds: { ${claim} }\n`;
  const { diagnostics } = compileFiles({ "routes.yaml": text });
  return diagnostics.flatMap(({ code, message, severity }) =>
    code.startsWith("invariant/") ? [message] : severity === "error" ? [`${code}: ${message}`] : [],
  );
}

const cache = (model: string, rubric = "Is it right?") =>
  `cache: { semantic: { embedder: mistral/mistral-embed, maxWrongHitRate: 0.01, judge: { model: ${model}, rubric: ${rubric} } } }`;
const paid = (message: string) =>
  new Map([...message.matchAll(/(\d) × \$[\d.]+ at `([^`]+)`/g)].map(([, times, id]) => [id!, Number(times)]));

describe("the judge of a semantic cache is sent the request and both answers, so claims are about it", () => {
  const european = "every: EU.includes(t.jurisdiction)";

  test("one elsewhere is shown with a request that it can be sent", () => {
    const [message = ""] = told(`otherwise: ${large}, ${cache(mini)}`, european);
    expect(message).toContain(
      `can be sent, with its answers, to the judge \`${mini}\`, where \`t.jurisdiction\` is US`,
    );
    expect(told(`otherwise: ${large}, ${cache(small)}`, european)).toEqual([]);
  });

  test("it is on the terms of the rule that serves", () => {
    const rules = `rules: [{ when: r.metadata.sensitivity === "pii", use: ${large}, jurisdictions: [FR] }]`;
    const route = `${rules}, otherwise: ${large}, ${cache(mini)}`;
    const personal = `when: r.metadata.sensitivity === "pii", ${european}`;
    expect(told(route, personal)).toEqual([]);
    expect(told(route.replace(", jurisdictions: [FR]", ""), personal)).toHaveLength(1);
  });

  test("pictures are not judged", () => {
    expect(told(`otherwise: ${large}, ${cache(mini)}`, `when: r.needs.vision, ${european}`)).toEqual([]);
  });

  test("what a request spends counts it once, beside the embedder, a shadow and the shadow's judge", () => {
    const route = `otherwise: ${large}, ${bounded}, retry: { times: 0 }, ${cache(small)}`;
    const answered = [large, "mistral/mistral-embed", `${small} as the judge of the cache`];
    expect(paid(told(route, "spends: $0.012").join())).toEqual(new Map(answered.map((id) => [id, 1])));
    expect(told(route, "spends: $0.014")).toEqual([]);
    const shadow = `shadow: { use: ${mini}, share: 0.1, judge: { model: ${small}, rubric: Is it right? } }`;
    const all = [...answered, mini, `${small} as the judge`];
    expect(paid(told(`${route}, ${shadow}`, "spends: $0.03").join())).toEqual(new Map(all.map((id) => [id, 1])));
    expect(told(`${route}, ${shadow}`, "spends: $0.04")).toEqual([]);
  });

  test("whether an outage is survived does not depend on it", () => {
    const claim =
      "when: '!r.needs.audio && !r.needs.vision && !r.needs.pdf && r.messages === 1', survives: { targets: 1 }";
    const one = `otherwise: ${mini}, max: { inputTokens: 1000, outputTokens: 100, textBytes: 2000 }`;
    expect(told(`${one}, ${cache(large)}`, claim)).toHaveLength(1);
  });
});
