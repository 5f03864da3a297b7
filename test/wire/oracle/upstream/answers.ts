/** Answers, errors and broken answers, in the dialect of the provider. */
import type { ServerResponse } from "node:http";
import { Members, readAs } from "../bill/read-json.ts";
import type { WireRecord } from "./desk.ts";
import type { Fields } from "./dialects/dialect.ts";
import { upstreamDialects } from "./dialects/upstream-dialects.ts";
import { vectorFor } from "./embeddings/dialect.ts";

const JSON_TYPE = { "content-type": "application/json" };

/** What stands in the body, as most would read it. */
export function fieldsOf(body: WireRecord["body"]): Fields {
  return body instanceof Members ? (readAs(body, { takes: "last", folds: false }) as Fields) : {};
}

export function answerWith(record: WireRecord, response: ServerResponse): void {
  const { provider, bill, counted, isTooLong, ask } = record;
  const dialect = upstreamDialects[provider.dialect];
  if (counted !== undefined) response.writeHead(200, JSON_TYPE).end(JSON.stringify({ input_tokens: counted }));
  else if (!bill) sendError(400, isTooLong ? dialect.tooLong : dialect.badRequest, response);
  else if (ask?.stream) sendEvents(eventsOf(record), dialect.streamType, response);
  else response.writeHead(200, JSON_TYPE).end(JSON.stringify(wholeOf(record)));
}

function wholeOf({ provider, bill, says, ask, model, body }: WireRecord): object {
  const { whole, embeddings } = upstreamDialects[provider.dialect];
  if (ask?.operation !== "embeddings" || !embeddings) return whole(bill!, says!);
  const fields = fieldsOf(body);
  const asked = embeddings.dimensions(fields);
  const length = typeof asked === "number" ? asked : model!.dims!;
  const vectors = embeddings.inputs(fields).map((input) => vectorFor(input, length));
  return embeddings.answer({ vectors, counts: bill!.counts! }, fields);
}

function eventsOf({ provider, bill, says, body }: WireRecord): readonly (string | Buffer)[] {
  return upstreamDialects[provider.dialect].events(bill!, says!, fieldsOf(body));
}

function sendEvents(events: readonly (string | Buffer)[], type: string, response: ServerResponse): void {
  response.writeHead(200, { "content-type": type });
  for (const event of events) response.write(event);
  response.end();
}

/** Whether that was all. */
export function sendFault(record: WireRecord, response: ServerResponse): boolean {
  const { fault, provider, bill } = record;
  const dialect = upstreamDialects[provider.dialect];
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
  const { provider, ask } = record;
  const dialect = upstreamDialects[provider.dialect];
  response.writeHead(
    200,
    ask?.stream ? { "content-type": dialect.streamType } : { ...JSON_TYPE, "content-length": 9_999 },
  );
  const events = ask?.stream ? eventsOf(record) : [JSON.stringify(wholeOf(record))];
  for (const event of events.slice(0, Math.ceil(events.length / 2))) response.write(event.slice(0, 400));
  setTimeout(() => response.destroy(), 5);
}
