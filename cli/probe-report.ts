/** What came of asking every model, for people. */
import { columns } from "./columns.ts";

export interface Probed {
  /** `provider/model` */
  readonly target: string;
  readonly routes: readonly string[];
  /** A simulator stood in for its provider. */
  readonly simulated: boolean;
  readonly works: boolean;
  /** Failure class. */
  readonly failure?: string;
  /** HTTP status of the provider's answer, where there was one. */
  readonly status?: number;
  /** What the connection failed with. */
  readonly code?: string;
  readonly detail?: string;
  /** Milliseconds until the whole answer. */
  readonly ms?: number;
  /** Of this request. */
  readonly costUsd?: number;
  /** USD per million tokens. */
  readonly price: { readonly input?: number; readonly output?: number };
}

const HEAD = ["model", "routes", "result", "ms", "$/M in", "$/M out"];

export function probeReport(all: readonly Probed[]): string {
  const faults = all.filter(({ works }) => !works).map(({ target, detail }) => `${target}: ${detail ?? "no reason"}`);
  return [columns([HEAD, ...all.map(row)], NUMBERS), faults.join("\n"), total(all)]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** The first column that is right-aligned. */
const NUMBERS = 3;

/** What is otherwise than the last time. */
export function probeSummary(all: readonly Probed[], before: readonly Probed[]): string {
  const changes = all.flatMap((now, at) => {
    const then = before[at]!;
    if (now.works === then.works && now.failure === then.failure) return [];
    return [
      `${now.target}: ${resultOf(now)}${now.works ? "" : `, ${now.detail ?? "no reason"}`} (before: ${resultOf(then)})`,
    ];
  });
  return [...changes, total(all)].join("\n");
}

function row(one: Probed): string[] {
  const { target, routes, ms, price, simulated } = one;
  const money = (value: number | undefined) => (value === undefined ? "?" : String(value));
  const where = routes.length > MOST_ROUTES ? `${routes.slice(0, MOST_ROUTES).join(", ")}, …` : routes.join(", ");
  const id = simulated ? `${target} (simulated)` : target;
  return [id, where, resultOf(one), ms === undefined ? "" : String(ms), money(price.input), money(price.output)];
}

const MOST_ROUTES = 3;

function resultOf({ works, failure, status }: Probed): string {
  if (works) return "works";
  return status === undefined ? `${failure}` : `${failure} (${status})`;
}

function total(all: readonly Probed[]): string {
  const working = all.filter(({ works }) => works).length;
  const cost = all.reduce((sum, { costUsd = 0 }) => sum + costUsd, 0);
  return `${working} of ${all.length} answer; asking cost $${cost.toFixed(6)}`;
}
