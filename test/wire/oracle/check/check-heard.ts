/** Whether the client reads what the model said, in its own API's words, and what it is told of usage. */
import type { StreamEvent } from "../client/api.ts";
import { clientApis } from "../client/apis.ts";
import type { Asked } from "../client/asked.ts";
import type { Heard } from "../client/heard.ts";
import type { Reply } from "../run/ask.ts";
import type { WireRecord } from "../upstream/desk.ts";
import type { Fields, Says } from "../upstream/dialects/dialect.ts";
import { upstreamDialects } from "../upstream/dialects/upstream-dialects.ts";
import { type Input, vectorFor } from "../upstream/embeddings/dialect.ts";
import { answeredBy, answering } from "./answering.ts";
import type { Exchange, Violation } from "./violation.ts";

export function checkHeard(exchange: Exchange): Violation[] {
  const { asked, reply } = exchange;
  const record = answering(exchange);
  // What was cut off has been judged by what the provider does.
  if (!record?.bill || (record.fault && record.fault !== "slow")) return [];
  try {
    const heard = read(asked, reply);
    return differences(heard, record, exchange).map((what) => ({ kind: "another answer", what }));
  } catch (error) {
    return [{ kind: "another answer", what: `${String(error)}: ${reply.text.slice(-600)}` }];
  }
}

function read({ endpoint }: Asked, { headers, text }: Reply): Heard {
  const api = clientApis[endpoint];
  const isStream = String(headers["content-type"]).startsWith("text/event-stream");
  return isStream ? api.events(eventsIn(text)) : api.whole(JSON.parse(text) as Fields);
}

/** As the specification of server-sent events has it; comments keep the connection open. */
function eventsIn(text: string): StreamEvent[] {
  const blocks = text.split("\n\n").map((block) => block.split("\n"));
  return blocks.flatMap((lines) => {
    const of = (field: string) =>
      lines.filter((line) => line.startsWith(field)).map((line) => line.slice(field.length).trimStart());
    const data = of("data:");
    return data.length === 0 ? [] : [{ type: of("event:")[0] ?? "message", data: data.join("\n") }];
  });
}

function differences(heard: Heard, record: WireRecord, exchange: Exchange): string[] {
  const { asked } = exchange;
  if (record.ask?.operation === "embeddings")
    return [...differentVectors(heard, asked), ...differentSum(heard, exchange)];
  const { bill, provider } = record;
  const says = meant(record, exchange);
  const wrongText = heard.texts.find((text) => text !== says.text);
  const calls = Array.from({ length: says.call ? bill!.answers : 0 }, () => says.call);
  const { input, output, cacheRead } = bill!.used;
  const { usage } = heard;
  const told = usage && { input: usage.input, output: usage.output };
  const tellsCache = upstreamDialects[provider.dialect].tells.has("cacheRead") && usage?.cacheRead !== undefined;
  return [
    ...(wrongText === undefined
      ? []
      : [`the model said ${JSON.stringify(says.text)}, the client reads ${JSON.stringify(wrongText)}`]),
    ...(heard.texts.length === bill!.answers ? [] : [`${heard.texts.length} answers of ${bill!.answers}`]),
    ...same(calls, heard.calls, "calls"),
    ...(told ? same({ input, output }, told, "usage") : []),
    ...(tellsCache ? same(cacheRead, usage!.cacheRead, "tokens from the cache") : []),
    ...(asked.callsTool && asked.tricks.length === 0 && !says.call ? ["the tool that was offered did not arrive"] : []),
  ];
}

/** The arguments of a call that was asked for in place of a form are the text. */
function meant({ says, bill, model }: WireRecord, { asked, route }: Exchange): Says {
  const { call } = says!;
  const isAsked = bill!.terms.mustCall !== undefined && !asked.body.includes(`"${bill!.terms.mustCall}"`);
  const isForm = route?.unsupported?.response_format === "emulate" && !model?.caps.jsonSchema;
  return call && isAsked && isForm ? { text: JSON.stringify(call.arguments) } : says!;
}

function differentVectors({ vectors = [] }: Heard, { body }: Asked): string[] {
  const { input, dimensions } = JSON.parse(body.toString("utf8")) as { input: unknown; dimensions?: number };
  const inputs = (
    typeof input === "string" || typeof (input as unknown[])[0] === "number" ? [input] : input
  ) as Input[];
  if (vectors.length !== inputs.length) return [`${vectors.length} vectors for ${inputs.length} inputs`];
  const wrong = inputs.findIndex(
    (one, i) => JSON.stringify(vectorFor(one, dimensions ?? vectors[i]!.length)) !== JSON.stringify(vectors[i]),
  );
  return wrong < 0 ? [] : [`vector ${wrong} is not that of its input`];
}

function differentSum({ usage }: Heard, exchange: Exchange): string[] {
  const read = answeredBy(exchange).reduce((sum, { bill }) => sum + (bill?.used.input ?? 0), 0);
  return same(read, usage?.input, "tokens that were read");
}

function same(wanted: unknown, told: unknown, name: string): string[] {
  const [one, other] = [JSON.stringify(wanted), JSON.stringify(told)];
  return one === other ? [] : [`${name}: ${one}, and the client is told ${other}`];
}
