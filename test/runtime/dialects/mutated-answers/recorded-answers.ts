/** The answers that the fixtures of each dialect record: whole bodies, and the events of streams. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

export interface RecordedEvent {
  /** As its line `event:` says. */
  name?: string;
  data: unknown;
}

export interface Recorded {
  bodies: unknown[];
  streams: RecordedEvent[][];
}

const root = join(import.meta.dirname, "../../../../runtime/dialects");

/** `folders`: those whose answers are in the same words. */
export function recordedAnswers(folders: readonly string[]): Recorded {
  const recorded: Recorded = { bodies: [], streams: [] };
  for (const folder of folders) {
    for (const entry of readdirSync(join(root, folder, "fixtures"))) {
      const read = (file: string) => {
        const path = join(root, folder, "fixtures", entry, file);
        return existsSync(path) ? readFileSync(path, "utf8") : undefined;
      };
      const body = read("body.json");
      if (body !== undefined) recorded.bodies.push(JSON.parse(body));
      const [sse, ndjson] = [read("events.sse"), read("events.ndjson")];
      if (sse !== undefined) recorded.streams.push(sse.split(/\r?\n\r?\n/).flatMap(readEvent));
      if (ndjson !== undefined) recorded.streams.push(ndjson.split("\n").flatMap((line) => readEvent(`data: ${line}`)));
    }
  }
  return recorded;
}

/** What is no JSON stays a text. */
function readEvent(text: string): RecordedEvent[] {
  const name = /^event: ?(.*)$/m.exec(text)?.[1];
  const data = /^data: ?(.*)$/m.exec(text)?.[1];
  if (data === undefined || data === "") return [];
  return [{ ...(name !== undefined && { name }), data: parsed(data) }];
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data);
  } catch {
    return data;
  }
}
