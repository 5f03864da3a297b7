/** Serves one random policy to usual and hostile clients, with providers well and unwell, and judges every record. */
import { Random } from "../../../agreement/random.ts";
import { answering } from "../check/answering.ts";
import { checkConversion } from "../check/check-conversion.ts";
import { checkCount } from "../check/check-count.ts";
import { judge } from "../check/judge.ts";
import type { Exchange, Violation } from "../check/violation.ts";
import { type Asked, markerOf } from "../client/asked.ts";
import { randomRequest } from "../client/random-request.ts";
import { randomPolicy } from "../policy/random-policy.ts";
import type { Accounts } from "../upstream/accounts.ts";
import type { Fault } from "../upstream/desk.ts";
import { checkModels } from "./check-models.ts";
import { type Compiled, compilePolicy } from "./compile-policy.ts";
import { checkOutage, type Outage, outagesFor, unreachable } from "./outages.ts";
import { replayWitness } from "./replay-witness.ts";
import { Session, type Trouble } from "./session.ts";
import { smaller } from "./smaller-request.ts";

/** A violation with what it takes to see it again. */
export interface Found extends Violation {
  readonly seed: number;
  readonly exchange?: Exchange;
}

export interface PolicyRun {
  readonly requests: number;
  readonly hostile: number;
  readonly served: number;
  readonly records: number;
  readonly proved: number;
  readonly outages: number;
  /** Requests by endpoint, and what reached providers by dialect. */
  readonly byKind: Readonly<Record<string, number>>;
  readonly found: readonly Found[];
  /** With the request made small. */
  readonly first?: Found;
}

/** Nothing where the policy does not compile. */
export async function runPolicy(order: RunOrder, accounts: Accounts): Promise<PolicyRun | undefined> {
  const { seed, requests } = order;
  const compiled = compilePolicy(randomPolicy(seed), accounts.origins);
  if (!compiled) return undefined;
  const told = [...checkReport(compiled), ...(await checkWitnesses(compiled, accounts))];
  const session = await Session.open(compiled, accounts).catch((error: unknown) => String(error));
  if (typeof session === "string") return notServed(compiled, [...told, refusedTable(compiled, session)].flat());
  if (!compiled.isGreen) told.push({ kind: "served, and said not to be", what: compiled.text });
  try {
    const run = await new Run(session, requests, told).whole();
    const [first] = run.found;
    return first ? { ...run, first: await smaller(first, session) } : run;
  } finally {
    await session.close();
  }
}

/** What is said of a policy, without a request of ours. */
function checkReport(compiled: Compiled): Violation[] {
  const { policy, text, overlay, undecided } = compiled;
  const isPlain = policy.theme === "a long chain";
  const givenUp = undecided.map(({ name }): Violation => ({ kind: "undecided", what: `"${name}" of a plain chain` }));
  const today = policy.now.toISOString().slice(0, 10);
  return [...(isPlain ? givenUp : []), ...(policy.seed % 4 === 0 ? checkConversion(text, overlay, today) : [])];
}

async function checkWitnesses(compiled: Compiled, accounts: Accounts): Promise<Violation[]> {
  const violations: Violation[] = [];
  for (const refuted of compiled.refuted.slice(0, 3)) {
    violations.push(...(await replayWitness(compiled, refuted, accounts)));
  }
  return violations;
}

function refusedTable({ isGreen }: Compiled, error: string): Violation[] {
  return isGreen ? [{ kind: "green and not served", what: error }] : [];
}

function notServed({ policy, proved }: Compiled, violations: Violation[]): PolicyRun {
  const found = violations.map((violation) => ({ ...violation, seed: policy.seed }));
  const [first] = found;
  const none = { requests: 0, hostile: 0, served: 0, records: 0, outages: 0, byKind: {} };
  return { ...none, proved: proved.length, found, ...(first && { first }) };
}

export interface RunOrder {
  readonly seed: number;
  /** About so many. */
  readonly requests: number;
}

const AT_ONCE = 16;
const MOST_CLOSED = 10;
const MOST_COUNTED = 20;

class Run {
  readonly #session: Session;
  readonly #random: Random;
  readonly #requests: number;
  readonly #found: Found[] = [];
  #asked = 0;
  #hostile = 0;
  #served = 0;
  #records = 0;
  #outages = 0;
  readonly #byKind: Record<string, number> = {};

  constructor(session: Session, requests: number, told: readonly Violation[]) {
    this.#session = session;
    for (const violation of told) this.#note(violation);
    this.#requests = requests;
    this.#random = new Random(session.seed + 7);
  }

  async whole(): Promise<PolicyRun> {
    const healthy = await this.#round(Math.ceil(this.#requests * 0.5), () => undefined);
    await this.#round(Math.ceil(this.#requests * 0.25), () => troubled(this.#random.integer(1e9)));
    const served = healthy.filter(({ reply, route }) => reply.status === 200 && route);
    await this.#count(served);
    for (const violation of await checkModels(this.#session)) this.#note(violation);
    await this.#try(served);
    await this.#tryClosed(served);
    for (const record of this.#session.unmarked) {
      this.#note({ kind: "text that nobody asked for", what: record.text.slice(0, 200) });
    }
    const { compiled } = this.#session;
    return {
      requests: this.#asked,
      hostile: this.#hostile,
      served: this.#served,
      records: this.#records,
      proved: compiled.proved.length,
      outages: this.#outages,
      byKind: this.#byKind,
      found: this.#found,
    };
  }

  async #round(count: number, trouble: () => Trouble | undefined): Promise<Exchange[]> {
    const { seed, compiled } = this.#session;
    const first = this.#asked;
    this.#asked += count;
    const numbers = Array.from({ length: count }, (_, i) => first + i);
    return atOnce(numbers, async (number) => {
      const exchange = await this.#session.exchange(randomRequest(seed, number, compiled.policy), trouble());
      this.#judge(exchange);
      return exchange;
    });
  }

  async #count(served: readonly Exchange[]): Promise<void> {
    const some = served.filter(({ asked }) => asked.endpoint === "messages").slice(0, MOST_COUNTED);
    await atOnce(some, async (exchange) => {
      const count = await this.#session.count(exchange.asked);
      this.#tell(count.records.some(({ counted }) => counted !== undefined) ? "counted" : "estimated");
      for (const violation of checkCount(exchange, count)) this.#note(violation, count);
    });
  }

  /** What is said about outages, where a port is closed. */
  async #tryClosed(served: readonly Exchange[]): Promise<void> {
    const [first] = served.filter((exchange) => unreachable(exchange).length > 0);
    const account = first && answering(first)?.model?.provider.account;
    if (account === undefined) return;
    const same = served.filter((exchange) => answering(exchange)?.model?.provider.account === account);
    await this.#session.without(account, async () => {
      await atOnce(same.slice(0, MOST_CLOSED), async (exchange) => {
        for (const outage of unreachable(exchange)) await this.#again(exchange.asked, outage);
      });
    });
  }

  /** What is said about outages. */
  async #try(served: readonly Exchange[]): Promise<void> {
    const most = Math.ceil(this.#requests * 0.25);
    const all = served.flatMap((exchange) =>
      outagesFor(this.#random, exchange).map((outage) => ({ outage, asked: exchange.asked })),
    );
    const few = all.length <= most ? all : this.#random.list(most, () => this.#random.pick(all));
    await atOnce(few, ({ outage, asked }) => this.#again(asked, outage));
  }

  async #again(asked: Asked, outage: Omit<Outage, "trouble"> & { readonly trouble?: Trouble }): Promise<void> {
    const marker = markerOf(this.#asked++);
    const body = Buffer.from(asked.body.toString("utf8").replaceAll(asked.marker, marker));
    const exchange = await this.#session.exchange({ ...asked, marker, body }, outage.trouble, false);
    this.#outages++;
    this.#judge(exchange);
    for (const violation of checkOutage(outage, exchange)) this.#note(violation, exchange);
  }

  #judge(exchange: Exchange): void {
    const { reply, records, beside, asked } = exchange;
    if (asked.tricks.length > 0) this.#hostile++;
    if (reply.status === 200) this.#served++;
    this.#records += records.length + beside.length;
    for (const { provider } of beside) this.#tell(`beside ${provider.dialect}`);
    this.#tell(`asked ${asked.endpoint}`);
    for (const { provider } of records) this.#tell(`reached ${provider.dialect}`);
    for (const violation of judge(exchange)) this.#note(violation, exchange);
  }

  #tell(kind: string): void {
    this.#byKind[kind] = (this.#byKind[kind] ?? 0) + 1;
  }

  #note(violation: Violation, exchange?: Exchange): void {
    this.#found.push({ ...violation, seed: this.#session.seed, ...(exchange && { exchange }) });
  }
}

const faults: readonly Fault[] = [
  "429",
  "500",
  "503",
  "529",
  "401",
  "400",
  "truncated",
  "malformed",
  "slow",
  "silence",
];

/** Each provider does what it does for this request, mostly well. */
function troubled(seed: number): Trouble {
  return ({ id }) => {
    const random = new Random(seed + id.charCodeAt(0));
    if (!random.once(3)) return undefined;
    const fault = random.pick(faults);
    // A deadline is waited for.
    return fault === "silence" && !random.once(60) ? "slow" : fault;
  };
}

async function atOnce<T, R>(items: readonly T[], run: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const left = items.entries();
  const lane = async () => {
    for (const [i, item] of left) results[i] = await run(item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  return results;
}
