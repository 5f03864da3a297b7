import { describe, expect, test } from "vitest";
import { documented } from "../../../bench/cache/embedder/documented.ts";
import { type EmbedderResult, isOtherEmbedder, runEmbedder } from "../../../bench/cache/embedder/run-embedder.ts";
import { embed, startEmbedder } from "../../../bench/cache/embedder/start-embedder.ts";
import { mostShare } from "../../../bench/cache/pairs/most-share.ts";
import { allPairs, readPairs } from "../../../bench/cache/pairs/read-pairs.ts";
import { isWrongMoreOften, runPairs } from "../../../bench/cache/pairs/run-pairs.ts";
import { printCache } from "../../../bench/cache/print-cache.ts";
import { isCacheBeyond, runCache } from "../../../bench/cache/run-cache.ts";
import { cosine, readVectors } from "../../../bench/cache/vectors.ts";
import { isThorough } from "../../thorough.ts";

const pairs = allPairs();

describe("the pairs, by the recorded vectors", () => {
  const result = runPairs();

  test("that are sealed are hit wrongly less often than by any bare threshold that hits as often", () => {
    const { ours, rival } = result.sealed;
    expect(rival.right).toBeGreaterThanOrEqual(ours.right);
    expect(rival.wrong).toBeGreaterThan(ours.wrong);
    expect(isWrongMoreOften(result)).toBe(false);
  });

  test("are all counted, once in each table", () => {
    for (const { ours, bare, groups } of [result.tuned, result.sealed]) {
      for (const each of bare) expect([each.may, each.mayNot]).toEqual([ours.may, ours.mayNot]);
      for (const key of ["may", "mayNot", "right", "wrong"] as const)
        expect(groups.reduce((sum, group) => sum + group.ours[key], 0)).toBe(2 * ours[key]);
    }
    expect(result.sealed.ours.may + result.sealed.ours.mayNot).toBe(readPairs("sealed").length);
    expect(result.tuned.ours.may + result.tuned.ours.mayNot).toBe(pairs.length - readPairs("sealed").length);
  });

  test("make the run fail where ours is wrong more often than it may", () => {
    const { sealed } = result;
    const wrong = { ...sealed.ours, wrong: 2, wrongShare: 2 / (sealed.ours.right + 2) };
    expect(isWrongMoreOften({ ...result, sealed: { ...sealed, ours: wrong } })).toBe(true);
    expect(isWrongMoreOften({ ...result, sealed: { ...sealed, rival: { ...sealed.rival, wrong: -1 } } })).toBe(true);
  });

  test("are what the benchmark runs by their name", async () => {
    const ran = await runCache({ quick: true, only: "pairs", progress: () => {} });
    expect(ran).toEqual({ pairs: result, embedder: undefined, search: undefined });
    expect(isCacheBeyond(ran)).toBe(false);
    expect(printCache(ran)).toContain("holds  No bare threshold that hits as often has fewer wrong hits");
  });
});

describe("the recorded vectors", () => {
  test("are of length 1, and of these texts only", () => {
    for (const vector of readVectors(pairs)) expect(Math.hypot(...vector)).toBeCloseTo(1, 3);
    expect(() => readVectors(pairs.toReversed())).toThrow("of other texts");
  });
});

describe("the most that a share can be", () => {
  test.each([
    [0, 299, 0.01],
    [0, 59, 0.05],
    [1, 473, 0.01],
    [3, 773, 0.01],
    [5, 5, 1],
  ])("of %i in %i is %d", (found, all, most) => {
    expect(mostShare(found, all)).toBeCloseTo(most, 3);
  });
});

const started = isThorough ? await startEmbedder() : "only `npm run check` looks at it";
if (typeof started === "string")
  process.stderr.write(`skipped: the embedder itself is compared with nothing: ${started}\n`);
else await started.stop();

describe.skipIf(typeof started === "string")("the embedder", () => {
  test("says what is documented for its model, and what is recorded of every twentieth pair", async () => {
    const result = (await runEmbedder(() => {}, 20)) as Exclude<EmbedderResult, { skipped: string }>;
    expect(result.documented.map(({ page }) => page)).toEqual(documented.map(({ page }) => page));
    expect(isOtherEmbedder(result)).toBe(false);
  });

  test("speaks as OpenAI does, and refuses what it cannot read", async () => {
    const server = await startEmbedder();
    if (typeof server === "string") throw new Error(server);
    try {
      const ask = async (body: unknown) => {
        const answer = await fetch(`${server.url}/embeddings`, { method: "POST", body: JSON.stringify(body) });
        return { status: answer.status, body: (await answer.json()) as Record<string, never> };
      };
      const model = "all-MiniLM-L6-v2";
      const { body } = await ask({ model, input: "a lamp" });
      expect(body).toMatchObject({ object: "list", model, usage: { prompt_tokens: 4, total_tokens: 4 } });
      const [coded] = await embed(server.url, ["a lamp"]);
      const plain = Float32Array.from((body as unknown as { data: { embedding: number[] }[] }).data[0]!.embedding);
      expect(cosine(plain, coded!)).toBeCloseTo(1, 6);
      expect((await ask({ model, input: [] })).status).toBe(400);
      expect((await ask({ model, input: [1] })).status).toBe(400);
      expect((await ask({ model: "other", input: "a" })).status).toBe(404);
      expect((await ask([])).body).toMatchObject({ error: { type: "invalid_request_error" } });
    } finally {
      await server.stop();
    }
  });
});
