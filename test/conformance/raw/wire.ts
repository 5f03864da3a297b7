/** What a wire says, and how events are written on it. */
import type { DialectName } from "../../../schemas/dialects.ts";

export interface Wire {
  dialect: DialectName;
  /** Content type of a stream. */
  type: string;
  /** Of a stream: before the first text, each text, the reason to stop, and what stands behind it (usage, end marks). */
  begin: Buffer[];
  text(text: string): Buffer;
  stop: Buffer[];
  end: Buffer[];
  /** A call of a tool, whole. */
  call(index: number, id: string, name: string, args: object): Buffer[];
  /** The reason to stop behind calls. */
  called: Buffer[];
  /** An error among the events, in the provider's own words. */
  error(message: string): Buffer;
  /** An event that has lost its end. */
  broken: Buffer;
  /** A body that is no stream. */
  whole(text: string): object;
  /** A refusal for a moment's reason: status and body. */
  busy: readonly [number, object, Record<string, string>?];
}

export const sse = (data: object, event?: string): Buffer =>
  Buffer.from(`${event === undefined ? "" : `event: ${event}\n`}data: ${JSON.stringify(data)}\n\n`);
export const typed = (type: string, more: object = {}): Buffer => sse({ type, ...more }, type);
