/** Starts a runtime on a decision table: two listeners, the callers' endpoints and the operator's. */
import { DEFAULT_BODY_BYTES } from "../semantics/body-limit.ts";
import { HeldBytes } from "./attempts/held-bytes.ts";
import { type CallerOptions, type Callers, checkKeys, openCallers } from "./callers.ts";
import { clientPaths } from "./client-paths.ts";
import { systemClock } from "./clock.ts";
import { loadDialects } from "./dialects/dialects.ts";
import { chatCompletions } from "./endpoints/chat-completions/endpoint.ts";
import type { ChatEndpoint, EmbeddingsEndpoint } from "./endpoints/endpoint.ts";
import { messages } from "./endpoints/messages/endpoint.ts";
import { type ListenOptions, listen } from "./http/server.ts";
import { Unread, type UnreadAnswer } from "./http/unread.ts";
import { type CacheOptions, LaterCache } from "./later-cache.ts";
import { LaterState, type StateOptions } from "./later-state.ts";
import { logHealth } from "./observe/health-log.ts";
import { NeverWorked } from "./observe/never-worked.ts";
import { type Log, logAlarm, logFault, logRequest } from "./observe/request-log.ts";
import { TokenRatios } from "./observe/token-ratio.ts";
import { once } from "./once.ts";
import { operatorPaths } from "./operator/operator-paths.ts";
import { shown } from "./refusal.ts";
import { type OpenWith, openTable, type TableDocument } from "./reload/open-table.ts";
import { type Offered, type Swapping, type TableFault, TableSwaps } from "./reload/table-swaps.ts";
import type { Assembly } from "./request/assembly.ts";
import { Entrance } from "./request/entrance.ts";
import type { Hedging } from "./request/hedging.ts";
import { InFlight } from "./request/in-flight.ts";
import { openSides } from "./request/open-sides.ts";
import type { Shadowing } from "./request/shadow/shadowing.ts";
import type { Around as ShadowsAround } from "./request/shadow/shadows.ts";
import type { Running, TableInUse } from "./running.ts";
import { shutDown } from "./shutdown.ts";
import { ProofMemory } from "./state/kept-proofs.ts";
import { TableHistory } from "./state/table-history.ts";
import { TargetHealth } from "./state/target-health.ts";
import { TargetLoad } from "./state/target-load.ts";
import type { Environment } from "./upstream/environment.ts";
import { publicImages } from "./upstream/images/public-images.ts";
import { networkOf } from "./upstream/network.ts";
import { Pools } from "./upstream/pools.ts";

/** The table comes first with the options; others may be offered while it serves. */
export interface RuntimeOptions extends TableDocument, StateOptions, CacheOptions, CallerOptions {
  /** Default 127.0.0.1. */
  host?: string | undefined;
  /** Default 4400; 0 takes a free one. */
  port?: number | undefined;
  /** Default 4401, always on loopback; 0 takes a free one. */
  operatorPort?: number | undefined;
  /** Networks of proxies whose `x-forwarded-for` says who asks; absent: it is who is connected. */
  trustedProxies?: readonly string[] | undefined;
  /** Where the providers' keys are. */
  env: Environment;
  /** A file with certificate authorities, in PEM, that are trusted beside the usual ones. */
  ca?: string | undefined;
  /** Bytes; default 32 MiB. */
  bodyLimit?: number | undefined;
  /** Requests that are answered at once; default 10,000. */
  concurrency?: number | undefined;
  /** Requests that wait for a place, each for ten seconds at most; default 1,000. */
  waiting?: number | undefined;
  /** `/metrics` on the operator's listener; default false. */
  metrics?: boolean | undefined;
  /** Milliseconds that requests in flight are given when the runtime closes; default 10,000. */
  drainLimit?: number | undefined;
  /** Milliseconds that a client may take nothing of an answer that is complete; default 60,000. */
  readLimit?: number | undefined;
  /** Bytes of answers that are complete and wait for their clients; default 256 MiB. Beyond it the longest waiting client is let go. */
  unreadLimit?: number | undefined;
  /** Bytes of answers that are collected before their clients get any of them; default 256 MiB. Beyond it the largest is given up. */
  unfinishedLimit?: number | undefined;
  /** Takes one line of JSON per request, alarm and fault. */
  log?: Log | undefined;
}

export interface Runtime {
  /** Of the callers' endpoints. */
  url: string;
  operatorUrl: string;
  /** Keys in the store that were not revoked when it started; undefined where it was not read for them. */
  storedKeys: number | undefined;
  /**
   * Takes the place of the table that serves, in one moment, where it is right and everything that it needs is there; requests in
   * flight finish on theirs. One that is not is refused, logged and counted. Never rejects.
   */
  offer(document: TableDocument): Promise<Offered>;
  /** There is no table where one should be: logged and counted as one that is refused. */
  refuse(fault: TableFault): void;
  /** Takes no more requests, finishes those in flight, and closes everything. */
  close(): Promise<void>;
}

/** Throws `TableError` for the table, `RuntimeError` for everything else that the operator can mend. */
export async function startRuntime(options: RuntimeOptions): Promise<Runtime> {
  const { host = "127.0.0.1", port = 4400, operatorPort = 4401, drainLimit = 10_000 } = options;
  const { running, swaps, callers } = await prepare(options, host);
  const closing: (() => Promise<void>)[] = [callers.close, () => running.kept.close()];
  const failed = async (error: unknown): Promise<never> => {
    await Promise.all(closing.map((close) => close()));
    throw error;
  };
  const edge = edgeOf(running, options);
  const peerOf = options.trustedProxies && (await import("./http/forwarded.ts")).forwardedPeer(options.trustedProxies);
  const main = await listen({
    host,
    port,
    ...edge,
    peerOf,
    portOption: "--port",
    paths: clientPaths(running, options),
  }).catch(failed);
  closing.push(main.close);
  const second = await listen({
    host: "127.0.0.1",
    port: operatorPort,
    ...edge,
    portOption: "--operator-port",
    paths: operatorPaths(running),
  }).catch(failed);
  return {
    url: main.url,
    operatorUrl: second.url,
    storedKeys: callers.stored,
    offer: (document) => swaps.offer(document),
    refuse: (fault) => void swaps.refuse(fault),
    close: closer(async () => {
      await Promise.all([callers.close(), shutDown(running, main, second, drainLimit)]);
    }),
  };
}

/** What both listeners do with requests that no endpoint has. */
function edgeOf(
  running: Running,
  { readLimit, unreadLimit: bytes = 256 * 1024 * 1024 }: RuntimeOptions,
): Pick<ListenOptions, "headers" | "refusal" | "refused" | "crashed" | "readLimit" | "unread"> {
  const { log, clock } = running;
  const letGo = ({ id }: UnreadAnswer): void => logAlarm(log, { id, message: NOT_TAKEN });
  return {
    readLimit,
    unread: new Unread({ bytes, letGo }),
    headers: () => ({ "x-pointsman-table": running.inUse.loaded.table.hash }),
    refusal: (refusal, { path = "", id }) =>
      /^\/v1\/messages(\/|$)/.test(path) ? messages.refusal(refusal, id) : chatCompletions.refusal(refusal, id),
    refused: ({ path, began, ...asked }, { status, code }) => {
      const ms = Math.round(clock.now() - began);
      logRequest(log, {
        ...asked,
        ...(path !== undefined && { path: shown(path) }),
        status,
        failure: code,
        attempts: [],
        ms,
      });
    },
    crashed: ({ id }, error) => logFault(log, id, error),
  };
}

const NOT_TAKEN = "A client was let go before it had its answer: too many bytes waited for clients that do not read.";

/** What a rehearsal brings of its own: time, chance, and the providers. */
export type Ports = Partial<Pick<Running, "clock" | "chance" | "upstream">>;

/** A runtime without listeners, for programs that call it. Throws as `startRuntime` does. */
export async function openRuntime(
  options: Omit<RuntimeOptions, "host" | "port" | "operatorPort">,
  ports?: Ports,
): Promise<Running> {
  return (await prepare(options, "127.0.0.1", ports)).running;
}

interface Prepared {
  running: Running;
  swaps: TableSwaps;
  callers: Callers;
}

async function prepare(options: RuntimeOptions, host: string, ports: Ports = {}): Promise<Prepared> {
  const { env, bodyLimit = DEFAULT_BODY_BYTES, log = () => {} } = options;
  const { concurrency = 10_000, waiting = 1_000 } = options;
  const { clock = systemClock, chance = Math.random } = ports;
  checkKeys(options, host);
  const alarm = (message: string) => logAlarm(log, { message });
  const network = await networkOf({ env, caFile: options.ca, alarm });
  const upstream = ports.upstream ?? new Pools(network);
  const load = new TargetLoad(clock);
  const held = new HeldBytes(options.unfinishedLimit ?? 256 * 1024 * 1024);
  const metrics = options.metrics ? new (await import("./observe/metrics.ts")).Metrics() : undefined;
  const health = healthTold({ clock, log, metrics });
  const kept = new LaterState(options, clock, log);
  const around = { clock, upstream, load, health, held, log, chance };
  const later = laterOf(around);
  const cache = new LaterCache(options, around, withEmbeddings);
  const openWith: OpenWith = {
    loadDialects,
    loadAssembly,
    ...later,
    ...kept.loaders,
    loadCaching: (table, ready) => cache.caching(table, ready),
    openSides: (table, before) => openSides({ table, before, clock, log, metrics }),
    env,
    clock,
    upstream,
    alarm,
  };
  const { inUse, callers } = await opened(options, openWith, kept, log);
  const running: Running = {
    metrics,
    inUse,
    tables: new TableHistory(clock.date()),
    keyOf: callers.check,
    upstream,
    images: publicImages(network),
    state: { health: health.facts, latency: load.latency },
    load,
    health,
    neverWorked: new NeverWorked(),
    tokenRatios: new TokenRatios(),
    proofs: new ProofMemory(() => clock.now()),
    held,
    entrance: new Entrance({ inside: concurrency, waiting, wait: 10_000 }, clock),
    bodyLimit,
    log,
    clock,
    chance,
    draining: false,
    inFlight: new InFlight(),
    shadows: inUse.shadows,
    kept: { close: async () => void (await Promise.all([kept.close(), cache.close()])) },
    cache,
  };
  const retire = (now: TableInUse): void => keepOnly(now, running);
  const open = openLater(openWith, callers);
  return { running, callers, swaps: new TableSwaps(running, { open, retire }, options) };
}

/** What only some tables need, of one runtime, whatever tables it serves. */
function laterOf(around: Omit<ShadowsAround, "endpoint">): Pick<OpenWith, "loadLines" | "loadHedging" | "loadShadows"> {
  const { load, clock } = around;
  return {
    loadLines: once(async () => new (await import("./request/target-lines.ts")).TargetLines(load, clock)),
    loadHedging: once(() => hedgingWith(around)),
    loadShadows: once(() => shadowsWith(around)),
  };
}

/** The table that serves first, and those whom it serves. */
async function opened(
  options: RuntimeOptions,
  openWith: OpenWith,
  kept: LaterState,
  log: Log,
): Promise<{ inUse: TableInUse; callers: Callers }> {
  try {
    const inUse = await openTable(options, openWith);
    return { inUse, callers: await openCallers(options, kept, { clock: openWith.clock, log }) };
  } catch (error) {
    await kept.close();
    throw error;
  }
}

/** Of a table that may be the first that needs the store. */
function openLater(openWith: OpenWith, callers: Callers): Swapping["open"] {
  return async (document, before) => {
    const next = await openTable(document, openWith, before);
    await callers.look();
    return next;
  };
}

/** What is known of a target stays for a later table that has it, by its name; connections stay by their origin. */
function keepOnly({ loaded, targets, hedging, shadows }: TableInUse, running: Running): void {
  running.shadows ??= shadows;
  const { load, health, neverWorked, tokenRatios, upstream } = running;
  const ids = new Set(targets.map(({ id }) => id));
  for (const known of [load, health, neverWorked, tokenRatios]) known.keepOnly(ids);
  hedging?.keepOnly(loaded.routes);
  if (upstream instanceof Pools) upstream.keepOnly(new Set(targets.map(({ endpoint }) => endpoint.origin)));
}

function closer(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => {
    closing ??= close();
    return closing;
  };
}

/** What only tables need whose routes limit the silence of whole answers. */
export async function loadAssembly(): Promise<Assembly> {
  const [assemble, { FoldChunks }, { FoldEvents }] = await Promise.all([
    import("./request/assemble.ts"),
    import("./endpoints/chat-completions/fold-chunks.ts"),
    import("./endpoints/messages/fold-events.ts"),
  ]);
  const folds = { [chatCompletions.name]: () => new FoldChunks(), [messages.name]: () => new FoldEvents() };
  return { ...assemble, folds };
}

/** What only tables need whose routes hedge. */
async function hedgingWith(running: Pick<Running, "load" | "health">): Promise<Hedging> {
  const { RouteHedges } = await import("./request/route-hedges.ts");
  return new RouteHedges(running);
}

/** What only tables need that have semantic caches. */
async function withEmbeddings<T extends object>(
  around: T,
): Promise<T & { endpoint: EmbeddingsEndpoint; chat: ChatEndpoint }> {
  const { embeddings } = await import("./endpoints/embeddings/endpoint.ts");
  return { ...around, endpoint: embeddings, chat: chatCompletions };
}

/** What only tables need that have shadows. */
async function shadowsWith(around: Omit<ShadowsAround, "endpoint">): Promise<Shadowing> {
  const { Shadows } = await import("./request/shadow/shadows.ts");
  return new Shadows({ ...around, endpoint: chatCompletions });
}

function healthTold({ clock, log, metrics }: Pick<Running, "clock" | "log" | "metrics">): TargetHealth {
  return new TargetHealth(clock, (change) => {
    logHealth(log, change);
    metrics?.breaker(change);
  });
}
