import type {
  UsageAddition,
  UsageAsked,
  UsageExtent,
  UsageFigures,
  UsageLedger,
  UsagePlace,
  UsageRow,
  UsageSum,
} from "../usage-ledger.ts";
import { placeOf, summed, usageColumns, usageFigures } from "../usage-sums.ts";
import { addUseScript, trimUseScript } from "./ledger-scripts.ts";
import type { RedisLink } from "./redis-link.ts";

export class RedisUsage implements UsageLedger {
  readonly #link: RedisLink;
  readonly #prefix: string;

  constructor(link: RedisLink, prefix: string) {
    this.#link = link;
    this.#prefix = prefix;
  }

  async add({ writer, turn, rows }: UsageAddition): Promise<void> {
    const args = rows.flatMap((row) => [row.day, placeOf(row), ...usageFigures.map((name) => row[name])]);
    await this.#link.run(addUseScript, [writer, turn, rows.length, usageFigures.length, ...args]);
  }

  async sums({ by, from, to }: UsageAsked): Promise<readonly UsageSum[]> {
    const days = await this.#link.ask(["ZRANGEBYLEX", `${this.#prefix}days`, `[${from}`, `[${to}`]);
    const found = (Array.isArray(days) ? days : []).map((day: string) =>
      this.#link.ask(["HGETALL", `${this.#prefix}u:${day}`]),
    );
    return summed((await Promise.all(found)).flatMap(rowsOf), by);
  }

  async trim(before: string): Promise<void> {
    await this.#link.run(trimUseScript, [before]);
  }

  async extent(): Promise<UsageExtent> {
    const found = await this.#link.ask(["ZRANGEBYLEX", `${this.#prefix}days`, "-", "+"]);
    const days = (Array.isArray(found) ? found : []).map(String);
    const counts = await Promise.all(days.map((day) => this.#link.ask(["HLEN", `${this.#prefix}u:${day}`])));
    const rows = counts.reduce<number>((sum, count) => sum + Number(count), 0);
    const [first] = days;
    return { rows, ...(first !== undefined && { days: [first, days.at(-1)!] }) };
  }
}

/** Of places and figures, one after the other. */
function rowsOf(found: unknown): UsageRow[] {
  const all = Array.isArray(found) ? found.map(String) : [];
  const rows: UsageRow[] = [];
  for (let i = 0; i + 1 < all.length; i += 2) {
    const place = named(usageColumns, JSON.parse(all[i]!) as string[]) as unknown as UsagePlace;
    const figures = named(usageFigures, all[i + 1]!.split(" ").map(Number)) as unknown as UsageFigures;
    rows.push({ ...place, ...figures });
  }
  return rows;
}

function named<T>(names: readonly string[], values: readonly T[]): Record<string, T> {
  return Object.fromEntries(names.map((name, i) => [name, values[i]!]));
}
