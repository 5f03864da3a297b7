/** What is claimed of splits with many sides, and which side a request gets. */
import { describe, expect, test } from "vitest";
import { ask } from "../runtime/running.ts";
import { compiled, overlayOf, serveOverlay, verdicts, witnessOf } from "./served-overlay.ts";

/** Sides that differ in what closes each of them: a window, and one thing that its model cannot do. */
function sidesOf(count: number, lawOf: (side: number) => string) {
  const caps = ["tools", "vision", "audioIn", "pdf", "jsonSchema", "jsonMode", "reasoning"];
  const ids = Array.from({ length: count }, (_, i) => `p${i}`);
  const laws = Object.fromEntries(ids.map((id, i) => [id, lawOf(i)]));
  const more = ids.map((id, i) => [id, { model: `, maxInput: ${1_000 + 500 * i}, caps: { ${caps[i % 7]}: false }` }]);
  const split = `{ split: { ${ids.map((id, i) => `${id}/m: ${1 + (i % 5)}`).join(", ")} } }`;
  return { ids, split, overlay: overlayOf(laws, Object.fromEntries(more)) };
}

const claim = (text: string) => `invariants: { claim: { ${text} } }\n`;
const route = (use: string, max = "inputTokens: 20000") => `routes: { chat: { otherwise: ${use}, max: { ${max} } } }\n`;

describe.each([7, 20])("a split of %i sides", (count) => {
  const { ids, split, overlay } = sidesOf(count, (side) => (side % 3 === 1 ? "FR" : "US"));

  test("does not survive an outage, as no other side is tried", async () => {
    const policy = route(split) + claim("survives: { providers: 1 }");
    const checked = compiled(policy, overlay);
    expect(verdicts(checked)).toEqual({ claim: "refuted" });
    const { request, key } = witnessOf(checked);
    const { runtime, got, behave } = await serveOverlay(policy, overlay, ids, key);
    for (const id of ids) behave(id, 500);
    expect((await ask(runtime, { body: request })).status).toBeGreaterThanOrEqual(400);
    expect([...got.values()].filter((bodies) => bodies.length > 0).length).toBeLessThanOrEqual(1);
  });

  test("has a French target for some of its requests only", async () => {
    const policy = route(split) + claim(`when: "r.inputTokens < 900", some: 't.jurisdiction === "FR"'`);
    const checked = compiled(policy, overlay);
    expect(verdicts(checked)).toEqual({ claim: "refuted" });
    const { request, key } = witnessOf(checked);
    const { runtime } = await serveOverlay(policy, overlay, ids, key);
    const asked = (await ask(runtime, { body: request })).headers["x-pointsman-target"] as string | undefined;
    if (asked !== undefined) expect(ids.indexOf(asked.split("/")[0]!) % 3).not.toBe(1);
  });

  test("is refuted with a request that the real plan sends to the target of which the claim does not hold", async () => {
    for (const [side, id] of ids.entries()) {
      if (side % 4 !== 2) continue;
      const when = `when: "r.inputTokens > ${500 * side}"`;
      const policy = route(split) + claim(`${when}, every: 't.id !== "${id}/m"'`);
      const checked = compiled(policy, overlay);
      expect([id, verdicts(checked)]).toEqual([id, { claim: "refuted" }]);
      const { request, key } = witnessOf(checked);
      const { runtime } = await serveOverlay(policy, overlay, ids, key);
      expect((await ask(runtime, { body: request })).headers["x-pointsman-target"]).toBe(`${id}/m`);
    }
  });

  test("survives one outage where a chain goes on to a provider that is no side", () => {
    const more = overlay.replace(
      "providers:",
      "providers:\n  last: { dialect: openai, baseUrl: https://last.invalid/v1, hosting: self-hosted, jurisdiction: US }",
    );
    const model = "  last/m: { context: 100000 }\n";
    // At most 900 tokens as a provider may count them: the smallest side takes a thousand.
    const small = "inputTokens: 225, outputTokens: 1000";
    const policy =
      route(`[${split}, last/m]`, small) +
      claim(
        "when: '!r.needs.tools && !r.needs.vision && !r.needs.audio && !r.needs.pdf && !r.needs.jsonSchema && !r.needs.jsonMode && !r.needs.reasoning', survives: { providers: 1 }",
      );
    expect(verdicts(compiled(policy, more + model))).toEqual({ claim: "proved" });
    const wider = policy.replace("!r.needs.tools && ", "");
    expect(verdicts(compiled(wider, more + model))).toEqual({ claim: "proved" });
    // None of the sides takes requests as large as that.
    const larger = policy.replace(small, "inputTokens: 20000, outputTokens: 1000");
    expect(verdicts(compiled(larger, more + model))).toEqual({ claim: "refuted" });
  });
});
