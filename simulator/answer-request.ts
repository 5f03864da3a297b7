import { randomUUID } from "node:crypto";
import type { IncomingMessage, ServerResponse } from "node:http";
import { toAnswer } from "./answer.ts";
import type { Call, Calls } from "./calls.ts";
import { type Delivery, deliverBody, deliverStream } from "./deliver.ts";
import { faultProblem } from "./fault-problem.ts";
import { type Fault, faultValue } from "./faults.ts";
import type { Journal } from "./journal.ts";
import { parseJson } from "./json.ts";
import { startPace } from "./pace.ts";
import { FaultTextError, parseFault } from "./parse-faults.ts";
import { badRequest, type Problem, RequestProblem } from "./problem.ts";
import type { Question } from "./question.ts";
import { type Random, randomId, seededRandom } from "./random.ts";
import { readBody } from "./read-body.ts";
import type { Wire } from "./wire.ts";

/** What every request of one simulator shares. */
export interface Desk {
  readonly wire: Wire;
  readonly calls: Calls;
  readonly journal: Journal;
  readonly keys: readonly string[] | undefined;
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
  const body = await readBody(request);
  desk.journal.add(request, body);
  checkPath(asked);
  checkKey(asked);
  const parsed = parseJson(body);
  if (parsed === undefined) badRequest("We could not parse the JSON body of your request.");
  const question = desk.wire.toQuestion(parsed, request.headers);
  const chosen = chosenFault(request);
  const fault = chosen === "by schedule" ? desk.nextFault(question.model) : chosen;
  const problem = fault && faultProblem(fault, question);
  if (problem) sendProblem(problem, asked);
  else if (fault?.fault === "reset") reset(asked);
  else if (fault?.fault !== "silence") await deliver(question, fault, asked);
}

function checkPath({ desk, request }: Asked): void {
  const path = (request.url ?? "").split("?")[0] ?? "";
  if (request.method === "POST" && path.endsWith(desk.wire.path)) return;
  const message = `Unknown request URL: ${request.method} ${path}. This simulator answers POST <prefix>${desk.wire.path}.`;
  throw new RequestProblem({ kind: "no-such-path", message });
}

function checkKey({ desk, request }: Asked): void {
  const key = desk.wire.keyOf(request.headers);
  if (!key) throw new RequestProblem({ kind: "no-key", message: "You did not provide an API key. (simulated)" });
  if (desk.keys && !desk.keys.includes(key)) {
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

async function deliver(question: Question, fault: Fault | undefined, asked: Asked): Promise<void> {
  const { desk, call, requestId, response } = asked;
  // The same question gets the same answer, streamed or not.
  const random = seededRandom(desk.seed, JSON.stringify({ ...question, stream: false, streamUsage: false }));
  const turn = {
    question,
    answer: toAnswer(question, random),
    created: Math.floor(Date.now() / 1000),
    newId: uniqueIds(requestId),
  };
  const late = fault?.fault === "slow-first-token" ? faultValue(fault) : 0;
  const pace = startPace(desk.delay + late, desk.tokensPerSecond, call.signal);
  const delivery: Delivery = { wire: desk.wire, response, call, requestId, headers: headersOf(asked), pace, fault };
  await (question.stream ? deliverStream(turn, delivery) : deliverBody(turn, delivery));
}

function uniqueIds(requestId: string): (prefix: string, length: number) => string {
  const random: Random = seededRandom(requestId);
  return (prefix, length) => randomId(random, prefix, length);
}

function reset({ call, response }: Asked): void {
  call.breakOff();
  response.socket?.resetAndDestroy();
}

function sendProblem(problem: Problem, asked: Asked): void {
  const { status, headers, body } = asked.desk.wire.toError(problem, asked.requestId);
  const close = problem.kind === "too-large" ? { connection: "close" } : {};
  asked.response.writeHead(status, { ...headersOf(asked), ...headers, ...close, "content-type": "application/json" });
  asked.response.end(JSON.stringify(body));
}

function headersOf({ desk, requestId, begin }: Asked): Record<string, string> {
  return { ...desk.wire.headers(requestId, performance.now() - begin), "x-simulated": "pointsman" };
}

function toProblem(error: unknown): Problem {
  if (error instanceof RequestProblem) return error.problem;
  if (error instanceof FaultTextError) return { kind: "bad-request", message: `x-simulate: ${error.message}` };
  return { kind: "internal", message: `The simulator failed: ${error instanceof Error ? error.message : error}` };
}
