/** POST /v1/chat/completions: admit, plan, serve, settle. */

import type { Facts } from "../../semantics/facts/facts.ts";
import { knownBody } from "../../semantics/parameters/sent.ts";
import { uncountable } from "../../semantics/tokens/uncountable.ts";
import { Cancellation } from "../attempts/cancellation.ts";
import type { AttemptRecord } from "../attempts/run.ts";
import type { Failure } from "../failures.ts";
import { headerText } from "../http/header-text.ts";
import { type Problem, problems, sendJson, sendProblem } from "../http/problem.ts";
import { MOST_PIECES, readBody } from "../http/read-body.ts";
import type { Call, Endpoint } from "../http/server.ts";
import { logAlarm, logRequest } from "../observe/request-log.ts";
import { type Admitted, planChat } from "../request/plan-chat.ts";
import { ChatServing, type Served } from "../request/serve-chat.ts";
import type { Running } from "../running.ts";
import type { KeyRecord } from "../state/keys.ts";
import { isLarge, nextTurn } from "../wire/next-turn.ts";
import { readJsonBody } from "../wire/read-json-body.ts";
import { bodyProblem } from "./body-problem.ts";
import { readChatRequest } from "./chat-completions/read-request.ts";
import { writeError } from "./chat-completions/write-error.ts";

export function chatCompletions(running: Running): Endpoint {
  return async (call) => {
    const cancellation = new Cancellation();
    const settlement = new Settlement(running, call);
    running.inFlight.add(cancellation);
    call.response.once("close", () => {
      running.inFlight.delete(cancellation);
      if (!call.response.writableFinished) cancellation.cancel({ class: "cancelled", detail: "the client went away" });
    });
    try {
      await answer(running, call, cancellation, settlement);
    } catch (error) {
      settlement.refused = { status: 500, code: "internal_error" };
      throw error;
    } finally {
      settlement.settle();
    }
  };
}

async function answer(running: Running, call: Call, cancellation: Cancellation, settlement: Settlement): Promise<void> {
  const key = running.keyOf(call.request.headers);
  settlement.key = key?.id;
  const admitted = key ? await admit(running, call, key) : problems.wrongKey("authorization" in call.request.headers);
  if (admitted === "gone") return;
  if ("status" in admitted || "class" in admitted) return refuse(call, admitted, settlement);
  settlement.stream = admitted.request.stream;
  if (isLarge(admitted.bytes)) await nextTurn();
  const planned = planChat(running, admitted);
  const { route, rule } = planned.kind === "plan" ? planned.plan : planned;
  settlement.route = route;
  settlement.rule = rule;
  if (planned.kind === "refused") return refuse(call, planned.refusal, settlement);
  settlement.facts = planned.plan.ask.facts;
  if (isLarge(admitted.bytes)) await nextTurn();
  const serving = new ChatServing(running, call, planned.plan);
  settlement.attempts = serving.records;
  settlement.served = await serving.serve(cancellation);
}

async function admit(running: Running, call: Call, key: KeyRecord): Promise<Admitted | Problem | Failure | "gone"> {
  if (running.draining) return problems.shuttingDown();
  const bytes = await readBody(call.request, running.bodyLimit);
  if (bytes === "gone") return "gone";
  if (bytes === "too-large") return problems.bodyTooLarge(running.bodyLimit);
  if (bytes === "too-many-pieces") return problems.tooManyPieces(MOST_PIECES);
  if (isLarge(bytes)) await nextTurn();
  const json = await readJsonBody(bytes);
  if ("fault" in json) return bodyProblem(json);
  if (isLarge(bytes)) await nextTurn();
  const request = readChatRequest(json.value);
  if ("class" in request) return request;
  const place = uncountable(json.value as Admitted["body"]);
  if (place !== undefined) return { class: "bad-request", detail: `${place} ${cannotCount}`, param: place };
  const body = knownBody(json.value as Admitted["body"], running.loaded.accepted);
  const textBytes = json.hasUnusualNumbers ? undefined : json.bytes.length;
  return {
    key,
    bytes: json.bytes,
    members: json.members,
    textBytes,
    body,
    request,
    rawHeaders: call.request.rawHeaders,
  };
}

const cannotCount =
  "holds what cannot be counted before it is sent. Send it as text, as an image, or as a PDF with its data.";

function refuse(call: Call, refusal: Problem | Failure, settlement: Settlement): void {
  if ("class" in refusal) {
    const { status, headers, body } = writeError(refusal);
    settlement.refused = { status, code: refusal.class };
    sendJson(call, status, JSON.stringify(body), { ...headers, ...settlement.headers });
  } else {
    settlement.refused = { status: refusal.status, code: refusal.code ?? refusal.type };
    const headers = { ...refusal.headers, ...settlement.headers };
    sendProblem(call, { ...refusal, headers });
  }
}

/** What is known of a request so far; written down once, whatever way it ends. */
class Settlement {
  key: string | undefined;
  stream: boolean | undefined;
  route: string | undefined;
  rule: string | undefined;
  attempts: readonly AttemptRecord[] = [];
  served: Served | undefined;
  /** Of what is sent. */
  facts: Facts | undefined;
  refused: { status: number; code: string } | undefined;
  readonly #running: Running;
  readonly #call: Call;

  constructor(running: Running, call: Call) {
    this.#running = running;
    this.#call = call;
  }

  /** For a refusal: what was decided before it. */
  get headers(): Record<string, string> {
    return {
      "x-pointsman-table": this.#running.loaded.table.hash,
      ...(this.route !== undefined && { "x-pointsman-route": headerText(this.route) }),
      ...(this.rule !== undefined && { "x-pointsman-rule": headerText(this.rule) }),
    };
  }

  settle(): void {
    this.#log();
    const { served, facts, route } = this;
    if (!served?.target || !served.usage || !facts || served.target.endpoint.simulated) return;
    const { tokenRatios, log } = this.#running;
    if (!tokenRatios.isDue(served.target.id, facts)) return;
    const alarm = tokenRatios.counted(served.target.target, facts.tokens, served.usage.input);
    if (alarm) logAlarm(log, { id: this.#call.id, route, target: served.target.id, ...alarm });
  }

  #log(): void {
    const { served, refused, key, stream, route, rule, attempts } = this;
    logRequest(this.#running.log, {
      id: this.#call.id,
      key,
      route,
      rule,
      stream,
      attempts,
      target: served?.target?.id,
      status: served?.status ?? refused?.status ?? 499,
      failure: served?.failure?.class ?? refused?.code,
      ms: Math.round(performance.now() - this.#call.began),
      usage: served?.usage,
      cost: served?.cost,
      alarms: served?.alarms,
      ...(served?.target?.endpoint.simulated && { simulated: served.target.provider.id }),
    });
  }
}
