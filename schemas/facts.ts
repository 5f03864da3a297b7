/**
 * The facts a policy may ask about. One line here, one reader in runtime/table/facts: that is a new fact.
 * `metadata.<name>` facts are declared by each policy and are not listed.
 */

/** What a fact holds: how it may be compared, and how the table cuts it into cells. */
export type FactType =
  | { readonly kind: "boolean" }
  /** One of a closed list of values. */
  | { readonly kind: "enum"; readonly values: readonly string[] }
  | { readonly kind: "string" }
  /** A whole number of `unit`. */
  | { readonly kind: "number"; readonly unit: "tokens" | "count" | "hours" }
  /** A set of strings, asked with `.includes(tag)`. */
  | { readonly kind: "tags" }
  /** The last user text, asked with `.includes(literal)`. */
  | { readonly kind: "text" };

export interface FactSpec {
  readonly type: FactType;
  /** May be missing from a request; a missing value compares false. */
  readonly optional?: true;
  /** Work to read it: 0 is a field of the request, 1 grows with the body. Cheap facts are read first. */
  readonly cost: 0 | 1;
  /** One sentence for hover texts and the guide. */
  readonly about: string;
}

const flag = (about: string, cost: 0 | 1 = 0): FactSpec => ({ type: { kind: "boolean" }, cost, about });
const count = (about: string): FactSpec => ({ type: { kind: "number", unit: "count" }, cost: 0, about });

export type FactName =
  | "route"
  | "model"
  | "endpoint"
  | "stream"
  | "inputTokens"
  | "maxOutputTokens"
  | "messages"
  | "turns"
  | "tools"
  | "images"
  | "needs.tools"
  | "needs.vision"
  | "needs.audio"
  | "needs.pdf"
  | "needs.jsonSchema"
  | "needs.jsonMode"
  | "needs.reasoning"
  | "hasCode"
  | "text"
  | "key.id"
  | "key.team"
  | "key.env"
  | "key.tags"
  | "hour"
  | "weekday";

export const facts: Readonly<Record<FactName, FactSpec>> = {
  route: { type: { kind: "string" }, cost: 0, about: "The route that the request was sent to." },
  model: { type: { kind: "string" }, cost: 0, about: "The `model` that the client asked for, as written." },
  endpoint: { type: { kind: "enum", values: ["chat"] }, cost: 0, about: "The endpoint that was called." },
  stream: flag("The client wants the answer as a stream."),
  inputTokens: {
    type: { kind: "number", unit: "tokens" },
    cost: 1,
    about: "Estimated tokens of everything that is sent: messages, tools, images.",
  },
  maxOutputTokens: {
    type: { kind: "number", unit: "tokens" },
    optional: true,
    cost: 0,
    about: "The most tokens that the client lets the model write; missing when the body does not say.",
  },
  messages: count("Messages in the request."),
  turns: count("Messages by the user."),
  tools: count("Tools that the model may call."),
  images: count("Images in the messages."),
  "needs.tools": flag("Tools are offered, or the history has tool calls."),
  "needs.vision": flag("A message has an image."),
  "needs.audio": flag("A message has audio, or the answer must."),
  "needs.pdf": flag("A message has a file."),
  "needs.jsonSchema": flag("The answer must follow a JSON Schema."),
  "needs.jsonMode": flag("The answer must be JSON."),
  "needs.reasoning": flag("A reasoning effort is asked for."),
  hasCode: flag("The last user text has a fenced code block.", 1),
  text: { type: { kind: "text" }, cost: 1, about: "The last user text." },
  "key.id": { type: { kind: "string" }, cost: 0, about: "The id of the caller's key." },
  "key.team": { type: { kind: "string" }, optional: true, cost: 0, about: "The team of the caller's key." },
  "key.env": { type: { kind: "string" }, optional: true, cost: 0, about: "The environment of the caller's key." },
  "key.tags": { type: { kind: "tags" }, cost: 0, about: "The tags of the caller's key." },
  hour: { type: { kind: "number", unit: "hours" }, cost: 0, about: "The hour of the day, 0 to 23, UTC." },
  weekday: {
    type: { kind: "enum", values: ["mon", "tue", "wed", "thu", "fri", "sat", "sun"] },
    cost: 0,
    about: "The day of the week, UTC.",
  },
};
