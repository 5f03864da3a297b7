import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import type { Call, Calls } from "./calls.ts";
import { type Delivery, deliverBody, deliverStream } from "./deliver.ts";
import { faultProblem } from "./fault-problem.ts";
import { type Fault, faultValue } from "./faults.ts";
import type { Framing } from "./framing.ts";
import type { Journal } from "./journal.ts";
import { parseJson } from "./json.ts";
import { startPace } from "./pace.ts";
import { FaultTextError, parseFault } from "./parse-faults.ts";
import { badRequest, type Problem, RequestProblem } from "./problem.ts";
import type { PromptCache } from "./prompt-cache.ts";
import { type Random, randomId, seededRandom } from "./random.ts";
import { readBody } from "./read-body.ts";
import type { Asking, Endpoint, Head, Wire } from "./wire.ts";

/** What every request of one simulator shares. */
export interface Desk {
  readonly wire: Wire;
  readonly calls: Calls;
  readonly journal: Journal;
  readonly keys: readonly string[] | undefined;
  readonly cache: PromptCache;
  readonly seed: number;
  /** Milliseconds before the first token. */
  readonly delay: number;
  readonly tokensPerSecond: number;
  /** Counts the request and gives the fault that the schedule has for it. */
  nextFault(model: string): Fault | undefined;
}

interface Asked {
  readonly desk: Desk;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly call: Call;
  readonly requestId: string;
  readonly begin: number;
}

/** Answers one request, with everything that may go wrong. Never rejects. */
export async function answerRequest(request: IncomingMessage, response: ServerResponse, desk: Desk): Promise<void> {
  const call = desk.calls.enter(response);
  const requestId = `req_${randomUUID().replaceAll("-", "")}`;
  const asked = { desk, request, response, call, requestId, begin: performance.now() };
  try {
    await answer(asked);
  } catch (error) {
    if (call.signal.aborted || response.destroyed) return;
    if (!response.headersSent) sendProblem(toProblem(error), asked);
    else {
      call.breakOff();
      response.destroy();
    }
  }
}

async function answer(asked: Asked): Promise<void> {
  const { desk, request } = asked;
  const text = await readBody(request);
  desk.journal.add(request, text);
  const head = headOf(request, text);
  const { endpoint, named } = findEndpoint(head, desk.wire.endpoints);
  checkKey(head, desk);
  const body = parseJson(text);
  if (body === undefined) badRequest("We could not parse the JSON body of your request.");
  const asking = endpoint.read({ ...head, named, body });
  const chosen = chosenFault(request);
  const fault = chosen === "by schedule" ? desk.nextFault(asking.model) : chosen;
  const problem = fault && faultProblem(fault, asking);
  if (problem) sendProblem(problem, asked, asking.framing);
  else if (fault?.fault === "reset") reset(asked);
  else if (fault?.fault !== "silence") await deliver(asking, fault, asked);
}

function headOf({ method = "", url = "", headers }: IncomingMessage, text: string): Head {
  const [path = "", query = ""] = url.split(/\?(.*)/s);
  return { method, path, query: new URLSearchParams(query), headers, text };
}

function findEndpoint({ method, path }: Head, endpoints: readonly Endpoint[]): { endpoint: Endpoint; named: Named } {
  for (const endpoint of endpoints) {
    const found = method === "POST" ? endpoint.path.exec(path) : null;
    if (found) return { endpoint, named: decoded(found.groups ?? {}) };
  }
  const answered = endpoints.map(({ shown }) => `<prefix>${shown}`).join(", ");
  const message = `Unknown request URL: ${method} ${path}. This simulator answers POST ${answered}.`;
  throw new RequestProblem({ kind: "no-such-path", message });
}

type Named = Readonly<Record<string, string>>;

function decoded(groups: Named): Named {
  try {
    return Object.fromEntries(Object.entries(groups).map(([name, value]) => [name, decodeURIComponent(value)]));
  } catch {
    return badRequest("The path is not encoded as a URL is.");
  }
}

function checkKey(head: Head, { wire, keys }: Desk): void {
  const key = wire.keyOf(head);
  if (key === undefined) {
    throw new RequestProblem({ kind: "no-key", message: "You did not provide an API key. (simulated)" });
  }
  const isRight = (accepted: string): boolean => wire.proves?.(head, accepted) ?? accepted === key;
  if (keys && !keys.some(isRight)) {
    throw new RequestProblem({ kind: "wrong-key", message: "Incorrect API key provided. (simulated)" });
  }
}

/** The fault that the caller chose with `x-simulate`; `ok` there is none, whatever the schedule says. */
function chosenFault(request: IncomingMessage): Fault | undefined | "by schedule" {
  const text = request.headers["x-simulate"];
  if (typeof text !== "string") return "by schedule";
  const fault = parseFault(text);
  if (fault?.fault === "refused") badRequest("x-simulate: refused closes the port for everyone; schedule it instead.");
  return fault;
}

async function deliver(asking: Asking, fault: Fault | undefined, asked: Asked): Promise<void> {
  const { desk, call, requestId, response } = asked;
  const { seed, cache } = desk;
  const created = Math.floor(Date.now() / 1000);
  const reply = asking.answer({ seed, cache, created, newId: uniqueIds(requestId) });
  const late = fault?.fault === "slow-first-token" ? faultValue(fault) : 0;
  const pace = startPace(desk.delay + late, desk.tokensPerSecond, call.signal);
  const delivery: Delivery = { wire: desk.wire, response, call, requestId, headers: headersOf(asked), pace, fault };
  await (asking.framing ? deliverStream(reply, asking.framing, delivery) : deliverBody(reply, delivery));
}

function uniqueIds(requestId: string): (prefix: string, length: number) => string {
  const random: Random = seededRandom(requestId);
  return (prefix, length) => randomId(random, prefix, length);
}

function reset({ call, response }: Asked): void {
  call.breakOff();
  response.socket?.resetAndDestroy();
}

/** Some dialects report a problem as an answer like others, which streams as they do: `framing` says how. */
function sendProblem(problem: Problem, asked: Asked, framing?: Framing): void {
  const { status, headers, body } = asked.desk.wire.toError(problem, asked.requestId);
  const close = problem.kind === "too-large" ? { connection: "close" } : {};
  const streamed = status === 200 ? framing : undefined;
  const type = streamed ? streamed.headers : { "content-type": "application/json" };
  asked.response.writeHead(status, { ...headersOf(asked), ...headers, ...close, ...type });
  const data = JSON.stringify(body);
  if (streamed) asked.response.write(streamed.encode({ data, token: false }, 0));
  asked.response.end(streamed ? streamed.end : data);
}

function headersOf({ desk, requestId, begin }: Asked): Record<string, string> {
  return { ...desk.wire.headers(requestId, performance.now() - begin), "x-simulated": "pointsman" };
}

function toProblem(error: unknown): Problem {
  if (error instanceof RequestProblem) return error.problem;
  if (error instanceof FaultTextError) return { kind: "bad-request", message: `x-simulate: ${error.message}` };
  return { kind: "internal", message: `The simulator failed: ${error instanceof Error ? error.message : error}` };
}
