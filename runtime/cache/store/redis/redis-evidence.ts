import type { EvidenceStore, Found } from "../cache-store.ts";
import { addEvidenceScript, forgetEvidenceScript } from "./cache-scripts.ts";
import type { RedisCacheLink } from "./redis-cache-link.ts";

/** A hash for each series, with two figures for each period. */
export class RedisEvidence implements EvidenceStore {
  readonly #link: RedisCacheLink;

  constructor(link: RedisCacheLink) {
    this.#link = link;
  }

  async add(series: string, period: number, { checks, wrong }: Found): Promise<void> {
    await this.#link.run(addEvidenceScript, [series, period, checks, wrong]);
  }

  async read(series: string): Promise<readonly (Found & { readonly period: number })[]> {
    const answer = await this.#link.ask(["HGETALL", `${this.#link.options.prefix}v:${series}`]);
    const all = Array.isArray(answer) ? answer.map(String) : [];
    const periods = new Map<number, { checks: number; wrong: number }>();
    for (let i = 0; i + 1 < all.length; i += 2) {
      const [period = "", figure] = all[i]!.split(" ");
      const found = periods.get(Number(period)) ?? { checks: 0, wrong: 0 };
      if (figure === "checks" || figure === "wrong") found[figure] = Number(all[i + 1]);
      periods.set(Number(period), found);
    }
    return [...periods]
      .map(([period, found]) => ({ period, ...found }))
      .sort((one, other) => one.period - other.period);
  }

  async forget(series: string, before: number): Promise<void> {
    await this.#link.run(forgetEvidenceScript, [series, before]);
  }
}
