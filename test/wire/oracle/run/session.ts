/** One policy as it is served: a runtime over the providers of ours, and requests to it. */
import { Pool } from "undici";
import { type Runtime, startRuntime } from "../../../../runtime/main.ts";
import type { KeyRecord } from "../../../../runtime/state/keys.ts";
import type { Exchange } from "../check/violation.ts";
import type { Asked } from "../client/asked.ts";
import { keys } from "../client/random-request.ts";
import { accounts, keyName, type WireModel, type WireProvider } from "../policy/world.ts";
import type { Accounts } from "../upstream/accounts.ts";
import { awsAccount } from "../upstream/aws-signature.ts";
import type { Desk, Fault, WireRecord } from "../upstream/desk.ts";
import { ask, get, type Reply } from "./ask.ts";
import type { Compiled } from "./compile-policy.ts";
import { ShadowsSeen } from "./shadows-seen.ts";
import { resetClock, setClock } from "./shifted-clock.ts";

/** What goes wrong with one request, by where it arrives. */
export type Trouble = (provider: WireProvider, model: WireModel | undefined) => Fault | undefined;

const CONNECTIONS = 24;

export class Session implements Desk {
  readonly models: readonly WireModel[];
  readonly keys: Readonly<Record<string, string>>;
  readonly seed: number;
  readonly compiled: Compiled;
  /** What came in without a mark of ours. */
  readonly unmarked: WireRecord[] = [];
  readonly #records = new Map<string, WireRecord[]>();
  readonly #troubles = new Map<string, Trouble>();
  readonly #runtime: Runtime;
  readonly #pool: Pool;
  readonly #accounts: Accounts;
  readonly #shadows: ShadowsSeen;

  private constructor(compiled: Compiled, accounts: Accounts, runtime: Runtime, shadows: ShadowsSeen) {
    this.#shadows = shadows;
    this.compiled = compiled;
    this.models = compiled.policy.world.models;
    this.keys = {};
    this.seed = compiled.policy.seed;
    this.#accounts = accounts;
    this.#runtime = runtime;
    this.#pool = new Pool(runtime.url, { connections: CONNECTIONS });
    accounts.desk = this;
  }

  /** Throws what the runtime throws when it does not serve the table. */
  static async open(compiled: Compiled, upstreams: Accounts, callers: readonly KeyRecord[] = keys): Promise<Session> {
    setClock(compiled.policy.now);
    const keys = Object.fromEntries(accounts.map((account) => [keyName(account), `key-of-${account}`]));
    const { id, secret, region } = awsAccount;
    const env = { ...keys, AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_REGION: region };
    const shadows = new ShadowsSeen();
    const log = (line: string): void => shadows.heard(line);
    const runtime = await startRuntime({ table: compiled.table, port: 0, operatorPort: 0, keys: callers, env, log });
    return new Session(compiled, upstreams, runtime, shadows);
  }

  async close(): Promise<void> {
    this.#accounts.desk = undefined;
    await this.#pool.close();
    await this.#runtime.close();
    resetClock();
  }

  /** What is done while nothing listens at the account's address. */
  async without(account: string, run: () => Promise<void>): Promise<void> {
    await this.#accounts.refuse(account);
    await run().finally(() => this.#accounts.accept(account));
  }

  now(): Date {
    return new Date();
  }

  fault(marker: string, provider: WireProvider, model: WireModel | undefined): Fault | undefined {
    return this.#troubles.get(marker)?.(provider, model);
  }

  add(marker: string, record: WireRecord): void {
    const records = this.#records.get(marker);
    if (records) records.push(record);
    else this.unmarked.push(record);
  }

  async exchange(asked: Asked, trouble?: Trouble, isHealthy = !trouble): Promise<Exchange> {
    const records: WireRecord[] = [];
    this.#records.set(asked.marker, records);
    if (trouble) this.#troubles.set(asked.marker, trouble);
    const reply = await ask(this.#pool, asked);
    // What was given up may still arrive, so that the mark stays known.
    this.#troubles.delete(asked.marker);
    const decided = this.#decided(reply);
    const beside = decided.route?.shadow ? await this.#besideOf(reply, records) : [];
    const others = records.filter((record) => !beside.includes(record));
    return { compiled: this.compiled, asked, reply, records: others, beside, isHealthy, ...decided };
  }

  /** Waits until the shadow of the request is done, if it has one. */
  async #besideOf({ status, headers }: Reply, records: readonly WireRecord[]): Promise<WireRecord[]> {
    if (status !== 200) return [];
    const target = await this.#shadows.of(String(headers["x-request-id"]), this.#runtime.operatorUrl);
    const record = records.findLast(({ model }) => model !== undefined && model.id === target);
    return record ? [record] : [];
  }

  /** What the same would be in tokens, for a client of messages. */
  async count(asked: Asked): Promise<Exchange> {
    const records: WireRecord[] = [];
    this.#records.set(asked.marker, records);
    const reply = await ask(this.#pool, { ...asked, path: "/v1/messages/count_tokens" });
    return { compiled: this.compiled, asked, reply, records, beside: [], isHealthy: true, ...this.#decided(reply) };
  }

  get(path: string, headers: readonly string[]): Promise<Reply> {
    return get(this.#pool, path, headers);
  }

  #decided({ headers }: Reply): Pick<Exchange, "route" | "rule"> {
    const [name, index = ""] = String(headers["x-pointsman-rule"] ?? headers["x-pointsman-route"] ?? "").split("/");
    const route = this.compiled.policy.routes.find((one) => one.name === name);
    const rule = route?.rules[Number.parseInt(index, 10)];
    return { ...(route && { route }), ...(rule && { rule }) };
  }
}
