/** Tables that tell by every header of an answer which of them it is, and a provider that tells by which target it was asked. */
import type { TableDocument } from "../../../runtime/reload/open-table.ts";
import { tableHash } from "../../../schemas/table-hash.ts";
import { provider } from "../running.ts";
import { tableText } from "../table-text.ts";

export interface NumberedTable extends TableDocument {
  readonly hash: string;
  readonly route: string;
  readonly rule: string;
  readonly target: string;
  readonly priceInput: string;
}

const PROVIDERS = ["p0", "p1", "p2"];

/** `upstream` answers for every provider. `more` targets make it larger. */
export function numberedTable(n: number, upstream: string, more = 0): NumberedTable {
  const target = `${PROVIDERS[n % PROVIDERS.length]}/m${n}`;
  const others = Array.from({ length: more }, (_, i) => [`p0/other-${n}-${i}`, { dialect: "openai" }] as const);
  const dialect = "openai";
  const table = tableText({
    targets: { [target]: { dialect, price: { input: n + 1, output: 8 } }, ...Object.fromEntries(others) },
    routes: { chat: { use: [target] } },
  });
  const { hash } = JSON.parse(table) as { hash: string };
  const rules = { "chat/otherwise": { file: `t${n}.yaml`, line: n + 1 } };
  return {
    table,
    map: JSON.stringify({ format: "pointsman-map", version: 1, table: hash, rules }),
    standIns: Object.fromEntries(PROVIDERS.map((id) => [id, upstream])),
    hash,
    route: "chat",
    rule: `t${n}.yaml:${n + 1}`,
    target,
    priceInput: String(n + 1),
  };
}

/** Says the model's name, after some milliseconds. */
export function telling(delay: () => number = () => 0): Promise<string> {
  return provider((_request, response, body) => {
    const { model, stream } = JSON.parse(body) as { model: string; stream?: boolean };
    const message = { role: "assistant", content: model };
    const whole = JSON.stringify({ model, choices: [{ index: 0, message, finish_reason: "stop" }] });
    const piece = (choice: object): string =>
      `data: ${JSON.stringify({ model, choices: [{ index: 0, finish_reason: null, ...choice }] })}\n\n`;
    setTimeout(() => {
      if (!stream) return void response.writeHead(200, { "content-type": "application/json" }).end(whole);
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.write(piece({ delta: message }));
      setTimeout(() => response.end(`${piece({ delta: {}, finish_reason: "stop" })}data: [DONE]\n\n`), delay());
    }, delay());
  });
}

/** With another hash than it says. */
export function altered(document: TableDocument): TableDocument {
  return { ...document, table: document.table.replace('"deadline":5000', '"deadline":6000') };
}

/** With other members, and the hash of what it is then. */
export function changed(document: TableDocument, members: object): TableDocument {
  const table = { ...(JSON.parse(document.table) as object), ...members };
  return { ...document, map: undefined, table: JSON.stringify({ ...table, hash: tableHash(table) }) };
}
