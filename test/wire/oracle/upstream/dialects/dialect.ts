/** How a provider of one wire format understands what it gets, and answers: by its documentation, not by our dialects. */
import type { Bill } from "../../bill/bill.ts";
import type { Tally } from "../../bill/tally.ts";
import type { UpstreamEmbeddings } from "../embeddings/dialect.ts";

export type Fields = Readonly<Record<string, unknown>>;

/** What a request is for, by its URL and its body. */
export interface WireAsk {
  /** `count`: of the tokens that a chat would be. */
  readonly operation: "chat" | "embeddings" | "count";
  readonly model: string | undefined;
  readonly stream: boolean;
}

/** What changes the bill beside the text. */
export interface WireTerms {
  /** Answers that are asked for. */
  readonly answers: number;
  readonly tier?: unknown;
  /** The answer is to be spoken. */
  readonly speaks: boolean;
  /** For how long marks in the request ask for a cache; absent: the provider caches as it likes. */
  readonly marks?: readonly ("5m" | "1h")[];
  /** Names of the tools that the model may call. */
  readonly tools: readonly string[];
  /** The one that it must call. */
  readonly mustCall?: string;
}

/** What a model says. */
export interface Says {
  readonly text: string;
  readonly call?: { readonly name: string; readonly arguments: Fields };
}

/** What a provider's usage tells apart. */
export type Told = "cacheRead" | "cacheWrite" | "reasoning" | "audio";

export interface UpstreamDialect {
  /** Where its settings stand, and the members that the documentation has there: "" is the body itself. */
  readonly members: Readonly<Record<string, ReadonlySet<string>>>;
  readonly tells: ReadonlySet<Told>;
  /** `path` begins behind the provider's own. Nothing where it is none of its endpoints. */
  asked(path: string, body: Fields): WireAsk | undefined;
  /** Absent: it makes none. */
  readonly embeddings?: UpstreamEmbeddings;
  /** What is wrong with a body for a chat, whatever the client asked for; by the model's context in tokens. */
  fault?(body: Fields, context: number): string | undefined;
  /** Everything that the model reads. */
  count(body: Fields, tally: Tally): void;
  terms(body: Fields): WireTerms;
  /** What else it is told of how to answer, by the names of chat completions. */
  told(body: Fields): Fields;
  whole(bill: Bill, says: Says): object;
  /** Of a streamed answer. */
  events(bill: Bill, says: Says, body: Fields): readonly (string | Buffer)[];
  readonly streamType: string;
  readonly tooLong: object;
  readonly badRequest: object;
  errorOf(status: number): object;
}

/** The text in pieces, as a stream brings it. */
export function pieces({ text }: Says): string[] {
  return text.split(/(?<= )/);
}

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

export function fields(value: unknown): Fields {
  return isFields(value) ? value : {};
}

export function mustCall(name: unknown): Pick<WireTerms, "mustCall"> {
  return typeof name === "string" ? { mustCall: name } : {};
}

/** A whole number from 1 on. */
export function wholeOf(value: unknown, otherwise: number): number {
  return typeof value === "number" && value >= 1 ? Math.floor(value) : otherwise;
}

export function event(data: object, type?: string): string {
  return `${type === undefined ? "" : `event: ${type}\n`}data: ${JSON.stringify(data)}\n\n`;
}

/** By the path, where the body says the model and whether it is to be a stream. */
export function askedByBody(paths: Readonly<Record<string, WireAsk["operation"]>>): UpstreamDialect["asked"] {
  return (path, { model, stream }) => {
    const operation = Object.hasOwn(paths, path) ? paths[path] : undefined;
    if (operation === undefined) return undefined;
    return { operation, model: typeof model === "string" ? model : undefined, stream: stream === true };
  };
}
