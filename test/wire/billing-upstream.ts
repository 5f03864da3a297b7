/** A provider that writes down what it gets, uses up what it likes within that, and bills by the price page of its model. */
import { expect, onTestFinished } from "vitest";
import type { Compilation } from "../../compiler/index.ts";
import { startRuntime } from "../../runtime/main.ts";
import { compileFiles } from "../compiler/in-memory.ts";
import { type Asked, ask, keyRecord, provider, type Reply } from "../runtime/running.ts";

/** USD for a million tokens of each kind, as on a price page; what has no price of its own is billed as its kind. */
export interface Page {
  input: number;
  output: number;
  [rate: string]: unknown;
}

/** What an answer used: tokens, all answers together; and the tier that it was made in. */
export interface Used {
  plain?: number;
  cached?: number;
  written?: number;
  writtenLong?: number;
  heard?: number;
  text?: number;
  thought?: number;
  spoken?: number;
  tier?: string;
}

export interface Gateway {
  readonly sent: Record<string, unknown>[];
  readonly log: Record<string, unknown>[];
  /** What the next answers use. */
  use(used: Used): void;
  ask(body: object, more?: Asked): Promise<Reply>;
}

/** One provider, `own`, or one like `like`, with the models and their prices; `routes` in YAML. */
export interface Setting {
  readonly models: Readonly<Record<string, object>>;
  readonly routes: string;
  readonly claims?: string;
  readonly like?: string;
}

export function compileSetting({ models, routes, claims = "", like }: Setting, verify = true): Compilation {
  const own = like ? `{ like: ${like} }` : '{ dialect: openai, baseUrl: "http://own.test/v1" }';
  const entries = Object.entries(models).map(
    ([id, more]) => `  own/${id}: ${JSON.stringify({ context: 100_000, ...more })}`,
  );
  const overlay = ["providers:", `  own: ${own}`, "models:", ...entries, ""].join("\n");
  return compileFiles({ "routes.yaml": `routes:\n${routes}${claims}`, "catalog.yaml": overlay }, { verify });
}

export async function gateway(setting: Setting): Promise<Gateway> {
  const { table, diagnostics } = compileSetting(setting, false);
  expect(diagnostics.filter(({ severity }) => severity === "error")).toEqual([]);
  const [sent, log]: [Gateway["sent"], Gateway["log"]] = [[], []];
  let used: Used = {};
  const url = await provider((request, response, text) => {
    const body = JSON.parse(text) as Record<string, unknown>;
    sent.push(body);
    const isMessage = request.url!.endsWith("/messages");
    if (body.stream === true && !isMessage) {
      response.writeHead(200, { "content-type": "text/event-stream" });
      response.end(streamed(used));
    } else {
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify(isMessage ? message(used) : completion(used)));
    }
  });
  const runtime = await startRuntime({
    ...{ table: table!.text, port: 0, operatorPort: 0, keys: [{ ...keyRecord, direct: true }], env: {} },
    standIns: { own: url },
    log: (line) => void log.push(JSON.parse(line) as Record<string, unknown>),
  });
  onTestFinished(() => runtime.close());
  return {
    ...{ sent, log },
    use: (next) => {
      used = next;
    },
    ask: (body, more = {}) => ask(runtime, { body, ...more }),
  };
}

/** The name by which each is called in an answer. */
function usageOf({
  plain = 0,
  cached = 0,
  written = 0,
  writtenLong = 0,
  heard = 0,
  text = 0,
  thought = 0,
  spoken = 0,
}: Used) {
  return {
    prompt_tokens: plain + cached + written + writtenLong + heard,
    completion_tokens: text + thought + spoken,
    prompt_tokens_details: { cached_tokens: cached, audio_tokens: heard },
    completion_tokens_details: { reasoning_tokens: thought, audio_tokens: spoken },
    cache_creation_input_tokens: written + writtenLong,
    cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: writtenLong },
  };
}

function completion(used: Used): object {
  return {
    id: "c1",
    choices: [{ index: 0, message: { role: "assistant", content: "Hi" }, finish_reason: "stop" }],
    usage: usageOf(used),
    ...(used.tier !== undefined && { service_tier: used.tier }),
  };
}

function streamed(used: Used): string {
  const tier = used.tier === undefined ? {} : { service_tier: used.tier };
  const events = [
    { id: "c1", choices: [{ index: 0, delta: { role: "assistant", content: "Hi" }, finish_reason: null }] },
    { id: "c1", choices: [{ index: 0, delta: {}, finish_reason: "stop" }] },
    { id: "c1", choices: [], usage: usageOf(used), ...tier },
  ];
  return `${events.map((event) => `data: ${JSON.stringify(event)}\n\n`).join("")}data: [DONE]\n\n`;
}

function message(used: Used): object {
  const { plain = 0, cached = 0, written = 0, writtenLong = 0, text = 0, thought = 0, tier } = used;
  return {
    ...{
      id: "m1",
      type: "message",
      role: "assistant",
      content: [{ type: "text", text: "Hi" }],
      stop_reason: "end_turn",
    },
    usage: {
      input_tokens: plain,
      output_tokens: text + thought,
      cache_read_input_tokens: cached,
      cache_creation_input_tokens: written + writtenLong,
      cache_creation: { ephemeral_5m_input_tokens: written, ephemeral_1h_input_tokens: writtenLong },
      ...(tier !== undefined && { service_tier: tier }),
    },
  };
}
