/** Answers, errors and broken answers, in the dialect of the provider. */
import type { ServerResponse } from "node:http";
import { Members, readAs } from "../bill/read-json.ts";
import * as anthropic from "./anthropic-answer.ts";
import type { WireRecord } from "./desk.ts";
import * as openai from "./openai-answer.ts";

const dialects = { openai, anthropic };
const JSON_TYPE = { "content-type": "application/json" };

/** What stands in the body, as most would read it. */
function fieldsOf({ body }: WireRecord): Record<string, unknown> {
  return body instanceof Members ? (readAs(body, { takes: "last", folds: false }) as Record<string, unknown>) : {};
}

export function answerWith(record: WireRecord, response: ServerResponse): void {
  const { provider, bill, isTooLong } = record;
  const dialect = dialects[provider.dialect];
  if (!bill) sendError(400, isTooLong ? dialect.tooLong : dialect.badRequest, response);
  else if (fieldsOf(record).stream === true) sendEvents(dialect.events(bill, fieldsOf(record)), response);
  else response.writeHead(200, JSON_TYPE).end(JSON.stringify(dialect.whole(bill)));
}

function sendEvents(events: readonly string[], response: ServerResponse): void {
  response.writeHead(200, { "content-type": "text/event-stream" });
  for (const event of events) response.write(event);
  response.end();
}

/** Whether that was all. */
export function sendFault(record: WireRecord, response: ServerResponse): boolean {
  const { fault, provider, bill } = record;
  const dialect = dialects[provider.dialect];
  switch (fault) {
    case "429":
    case "500":
    case "503":
    case "529":
    case "401":
      sendError(Number(fault), dialect.errorOf(Number(fault)), response);
      return true;
    case "400":
      sendError(400, dialect.badRequest, response);
      return true;
    case "silence":
      return true;
    case "malformed":
      response.writeHead(200, JSON_TYPE).end('{"choices": [');
      return true;
    case "truncated":
      if (bill) cutOff(record, response);
      return bill !== undefined;
    default:
      return false;
  }
}

function sendError(status: number, error: object, response: ServerResponse): void {
  response.writeHead(status, JSON_TYPE).end(JSON.stringify(error));
}

function cutOff(record: WireRecord, response: ServerResponse): void {
  const { provider, bill } = record;
  const dialect = dialects[provider.dialect];
  const isStream = fieldsOf(record).stream === true;
  response.writeHead(
    200,
    isStream ? { "content-type": "text/event-stream" } : { ...JSON_TYPE, "content-length": 9_999 },
  );
  const events = isStream ? dialect.events(bill!, fieldsOf(record)) : [JSON.stringify(dialect.whole(bill!))];
  for (const event of events.slice(0, Math.ceil(events.length / 2))) response.write(event.slice(0, 400));
  setTimeout(() => response.destroy(), 5);
}
