import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { type BillLine, billedOf, traceOf } from "./bill.ts";
import type { Call, Calls } from "./calls.ts";
import { type Delivery, deliverBody, deliverStream } from "./deliver.ts";
import { faultProblem } from "./fault-problem.ts";
import { type Fault, faultValue } from "./faults.ts";
import type { Framing } from "./framing.ts";
import type { Journal } from "./journal.ts";
import { type Pace, startPace } from "./pace.ts";
import { FaultTextError, parseFault } from "./parse-faults.ts";
import { badRequest, type Problem, RequestProblem } from "./problem.ts";
import { problemAnswer } from "./problem-answer.ts";
import type { PromptCache } from "./prompt-cache.ts";
import { type Random, randomId, seededRandom } from "./random.ts";
import { readBody } from "./read-body.ts";
import { readRequest } from "./read-request.ts";
import type { Asking, Reply, Wire } from "./wire.ts";

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
  readonly bill: ((line: BillLine) => void) | undefined;
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
  const { method = "", url = "", headers } = request;
  const asking = readRequest({ method, url, headers, text }, desk);
  const chosen = chosenFault(request);
  const fault = chosen === "by schedule" ? desk.nextFault(asking.model) : chosen;
  const problem = fault && faultProblem(fault, asking);
  if (problem) sendProblem(problem, asked, asking.framing);
  else if (fault?.fault === "reset") reset(asked);
  else if (fault?.fault !== "silence") await deliver(asking, fault, asked);
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
  try {
    await (asking.framing ? deliverStream(reply, asking.framing, delivery) : deliverBody(reply, delivery));
  } finally {
    bill(reply, pace, asking, asked, fault);
  }
}

/** Not an error in the place of an answer. */
function bill(reply: Reply, { paced }: Pace, { model, framing }: Asking, asked: Asked, fault: Fault | undefined): void {
  const isStream = framing !== undefined;
  const billed = fault?.fault === "error-event" && !isStream ? undefined : billedOf(reply, paced, isStream);
  const { desk, request, requestId } = asked;
  if (billed) desk.bill?.({ id: requestId, ...traceOf(request.headers), model, ...billed });
}

function uniqueIds(requestId: string): (prefix: string, length: number) => string {
  const random: Random = seededRandom(requestId);
  return (prefix, length) => randomId(random, prefix, length);
}

function reset({ call, response }: Asked): void {
  call.breakOff();
  response.socket?.resetAndDestroy();
}

function sendProblem(problem: Problem, asked: Asked, framing?: Framing): void {
  const { status, headers, body } = problemAnswer(problem, asked.desk.wire, asked.requestId, framing);
  const close = problem.kind === "too-large" ? { connection: "close" } : {};
  asked.response.writeHead(status, { ...headersOf(asked), ...headers, ...close });
  asked.response.end(body);
}

function headersOf({ desk, requestId, begin }: Asked): Record<string, string> {
  return { ...desk.wire.headers(requestId, performance.now() - begin), "x-simulated": "pointsman" };
}

function toProblem(error: unknown): Problem {
  if (error instanceof RequestProblem) return error.problem;
  if (error instanceof FaultTextError) return { kind: "bad-request", message: `x-simulate: ${error.message}` };
  return { kind: "internal", message: `The simulator failed: ${error instanceof Error ? error.message : error}` };
}
