/** What clients of one endpoint speak, as its documentation says. */
import type { Random } from "../../../agreement/random.ts";
import type { Choice } from "../upstream/dialects/choice.ts";
import type { Fields } from "../upstream/dialects/dialect.ts";
import type { Draft } from "./draft.ts";
import type { Heard } from "./heard.ts";

export type EndpointName = "chat" | "messages" | "responses" | "embeddings";

export type Trick = (random: Random, draft: Draft) => void;

/** How things are said in it. */
export interface ClientWords {
  readonly endpoint: EndpointName;
  readonly path: string;
  /** The member that has what is said. */
  readonly listName: "messages" | "input";
  /** Names of the output limit. */
  readonly limitNames: readonly string[];
  /** Settings that it has, of those that clients say many of. */
  readonly settings: readonly string[];
  /** One item of that list: a text by the user. */
  say(text: string): unknown;
  /** Which tool is to be called; absent: there are none. */
  choose?(choice: Choice): unknown;
  /** The item with the text changed. */
  withText(item: unknown, change: (text: string) => string): unknown;
}

export interface ClientApi extends ClientWords {
  /** A request such as clients send. */
  draft(random: Random, draft: Draft): void;
  /** What a hostile client does in this API alone. */
  readonly tricks: Readonly<Record<string, Trick>>;
  /** What a client reads in a whole answer. Throws where it cannot be read. */
  whole(body: Fields): Heard;
  /** What a client reads in the events of a stream. Throws where it is no complete answer. */
  events(events: readonly StreamEvent[]): Heard;
  /** What a body says of how to answer, by the names of chat completions; what is said, tools and limits apart. */
  told(body: Fields): Fields;
  /** Its own names of that. */
  readonly ownNames: Readonly<Record<string, string>>;
  /** The error that a refusal has, as clients of this API read it. */
  isRefusal(body: Fields): boolean;
}

export interface StreamEvent {
  readonly type: string;
  readonly data: string;
}
