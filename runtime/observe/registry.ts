/**
 * Numbers that observers write and a scrape reads, by name and labels, in Prometheus' text format. Bounded: a name has at most so
 * many series, and what is beyond is counted in one more.
 */

export type Labels = Readonly<Record<string, string>>;
export type Sample = readonly [labels: Labels, value: number];

/** Of one name. */
export const MOST_SERIES = 10_000;
const BEYOND: Labels = { beyond: "true" };

export class Counter {
  /** By their labels as they are written. */
  readonly #samples = new Map<string, [labels: Labels, value: number]>();

  add(labels: Labels, count = 1): void {
    const key = written(labels);
    const known = this.#samples.get(key);
    if (known) known[1] += count;
    else if (this.#samples.size < MOST_SERIES || labels === BEYOND) this.#samples.set(key, [labels, count]);
    else this.add(BEYOND, count);
  }

  get samples(): Iterable<Sample> {
    return this.#samples.values();
  }
}

interface Family {
  readonly name: string;
  /** `summary`: of late, by `quantile`; its count and its sum are left out. */
  readonly type: "counter" | "gauge" | "summary";
  readonly help: string;
  /** Asked at each scrape. */
  readonly read: () => Iterable<Sample>;
}

export class Registry {
  readonly #families: Family[] = [];

  /** Written to by whoever sees what it counts. */
  counter(name: string, help: string): Counter {
    const counter = new Counter();
    this.#families.push({ name, type: "counter", help, read: () => counter.samples });
    return counter;
  }

  /** Of what somebody else keeps: read when it is asked for, so that nothing is spent between. */
  observed(name: string, type: Family["type"], help: string, read: Family["read"]): void {
    this.#families.push({ name, type, help, read });
  }

  /** Prometheus' text format, version 0.0.4. */
  text(): string {
    return this.#families.map(spelled).join("");
  }
}

/** A name of which nothing is known is left out, head and all. */
function spelled({ name, type, help, read }: Family): string {
  const lines = [...read()].map(([labels, value]) => `${name}${written(labels)} ${value}\n`);
  if (lines.length === 0) return "";
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join("")}`;
}

function written(labels: Labels): string {
  const parts = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`);
  return parts.length === 0 ? "" : `{${parts.join(",")}}`;
}

function escaped(value: string): string {
  return value.replaceAll("\\", "\\\\").replaceAll('"', '\\"').replaceAll("\n", "\\n");
}
