/**
 * Every folder under runtime/dialects/<dialect>/fixtures is a case, its kind told by its files:
 * client.json (+ target.json) → wire.json, body.json → answer.json, events.sse or events.ndjson → chunks.json, refusal.json → failure.json.
 * What was asked stands in asked.json beside an answer, where it matters.
 * UPDATE=1 rewrites what is expected.
 */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { Dialect } from "../../../runtime/dialects/dialect.ts";
import { loadDialects } from "../../../runtime/dialects/dialects.ts";
import { readChatRequest } from "../../../runtime/endpoints/chat-completions/read-request.ts";
import type { ChatRequest } from "../../../runtime/operations/chat/request.ts";
import { LineReader } from "../../../runtime/wire/ndjson.ts";
import { EventReader } from "../../../runtime/wire/sse.ts";
import type { TableTarget } from "../../../schemas/table.ts";

const root = join(import.meta.dirname, "../../../runtime/dialects");
const target: TableTarget = {
  id: "p/m",
  provider: 0,
  model: "m",
  context: 200_000,
  maxOutput: 64_000,
  lacks: [],
  parameters: {},
};

for (const [name, dialect] of Object.entries(await loadDialects())) {
  const folder = join(root, name, "fixtures");
  describe(`the fixtures of ${name}`, () => {
    for (const entry of readdirSync(folder)) {
      test(entry.replaceAll("-", " "), () => check(dialect, join(folder, entry)));
    }
  });
}

function check(dialect: Dialect, folder: string): void {
  const path = (file: string) => join(folder, file);
  if (existsSync(path("client.json"))) {
    const asked = readAsked(path("client.json"));
    const special = existsSync(path("target.json")) ? (json(path("target.json")) as object) : {};
    expected(path("wire.json"), dialect.request(asked, { ...target, ...special }));
  } else if (existsSync(path("body.json"))) {
    expected(path("answer.json"), dialect.response(json(path("body.json")), askedBeside(path)));
  } else if (existsSync(path("events.sse"))) {
    expected(path("chunks.json"), readStream(dialect, path("events.sse"), askedBeside(path)));
  } else if (existsSync(path("events.ndjson"))) {
    expected(path("chunks.json"), readStream(dialect, path("events.ndjson"), askedBeside(path)));
  } else checkRefusal(dialect, path);
}

function checkRefusal(dialect: Dialect, path: (file: string) => string): void {
  const refusal = json(path("refusal.json")) as { status: number; headers: Record<string, string>; body: unknown };
  const body = typeof refusal.body === "string" ? refusal.body : JSON.stringify(refusal.body);
  expected(path("failure.json"), dialect.errors(refusal.status, refusal.headers, body));
}

function readStream(dialect: Dialect, file: string, asked: ChatRequest): object {
  const reader = dialect.stream(asked);
  const frames = file.endsWith(".ndjson") ? new LineReader() : new EventReader();
  const events = [...frames.pushRaw(readFileSync(file))].flatMap((raw) => raw.read() ?? []);
  const chunks = events.flatMap((event) => reader.read(event));
  if (reader.complete) chunks.push(...(reader.end?.() ?? []));
  return { chunks, complete: reader.complete };
}

function askedBeside(path: (file: string) => string): ChatRequest {
  if (existsSync(path("asked.json"))) return readAsked(path("asked.json"));
  return { messages: [], tools: [], stream: false, others: [] };
}

function readAsked(file: string): ChatRequest {
  const asked = readChatRequest(json(file));
  if ("class" in asked) throw new Error(asked.detail);
  return asked;
}

function expected(file: string, actual: unknown): void {
  if (process.env.UPDATE === "1") writeFileSync(file, `${JSON.stringify(actual, null, 2)}\n`);
  expect(JSON.parse(JSON.stringify(actual))).toEqual(json(file));
}

function json(file: string): unknown {
  return JSON.parse(readFileSync(file, "utf8"));
}
