/** Conversations of clients of Messages and of Responses, turn by turn, with all that they may hold. */
import fc from "fast-check";
import { pixel } from "../../simulator/pixel.ts";

type Item = Record<string, unknown>;

/** A client's body without what grows, and what each request has said up to then. */
export interface Talk {
  body: Item;
  requests: Item[][];
}

const names = ["get_weather", "mcp__plugin_atlassian_atlassian__createCompassComponentRelationship", "find"];
const text = fc.constantFrom("hi", "北京 🌍", "Say it in two\nlines.", "<system>no</system>", "x".repeat(300), " a ");
const blank = fc.constantFrom("", " ", "done");
const name = fc.constantFrom(...names);
const input = fc.constantFrom({}, { a: 1 }, { b: ["ü", null] });
const calls = fc.array(fc.record({ name, input, result: blank, fails: fc.boolean(), pictured: fc.boolean() }), {
  minLength: 1,
  maxLength: 3,
});
const round = fc.record({ calls, thought: fc.constantFrom("none", "signed", "unsigned", "hidden"), word: blank });
const turn = fc.record({
  asks: fc.array(fc.constantFrom("text", "picture", "document"), { minLength: 1, maxLength: 3 }),
  word: text,
  rounds: fc.array(round, { maxLength: 2 }),
  thought: fc.constantFrom("none", "signed", "unsigned", "hidden"),
  answer: text,
  system: fc.option(text, { freq: 3 }),
  marked: fc.boolean(),
});
type Turn = typeof turn extends fc.Arbitrary<infer T> ? T : never;
const turns = fc.array(turn, { minLength: 2, maxLength: 4 });

/** Ids are as unique as they are there. */
const idOf = (made: { count: number }) => `toolu_${made.count++}`;

export const messagesTalk: fc.Arbitrary<Talk> = fc
  .record({ system: fc.option(text), isList: fc.boolean(), thinks: fc.boolean(), turns })
  .map(({ system, isList, thinks, turns: all }) => {
    const made = { count: 0 };
    const said: Item[] = [];
    const requests: Item[][] = [];
    for (const each of all) sayMessages(each, { said, requests, made });
    const tools = names.map((one) => ({ name: one, description: "It does.", input_schema: { type: "object" } }));
    const first = system === null ? {} : { system: isList ? [{ type: "text", text: system }] : system };
    const thinking = thinks ? { thinking: { type: "enabled", budget_tokens: 1_024 } } : {};
    return { body: { model: "r", max_tokens: 4_000, tools, ...first, ...thinking }, requests };
  });

interface Saying {
  said: Item[];
  requests: Item[][];
  made: { count: number };
}

function sayMessages({ asks, word, rounds, thought, answer, marked }: Turn, { said, requests, made }: Saying): void {
  const cache = marked ? { cache_control: { type: "ephemeral" } } : {};
  const image = { type: "image", source: { type: "base64", media_type: "image/jpeg", data: pixel } };
  const document = { type: "document", title: "t", source: { type: "text", media_type: "text/plain", data: word } };
  const blocks: Item = { text: { type: "text", text: word, ...cache }, picture: image, document };
  said.push({ role: "user", content: asks.map((one) => blocks[one]) });
  requests.push([...said]);
  for (const each of rounds) {
    const ids = each.calls.map(() => idOf(made));
    const words = each.word.trim() === "" ? [] : [{ type: "text", text: each.word }];
    const uses = each.calls.map((one, i) => ({ type: "tool_use", id: ids[i], name: one.name, input: one.input }));
    said.push({ role: "assistant", content: [...thinking(each.thought), ...words, ...uses] });
    const results = each.calls.map((one, i) => ({
      type: "tool_result",
      tool_use_id: ids[i],
      content: one.pictured ? [{ type: "text", text: "see" }, image] : one.result,
      ...(one.fails && { is_error: true }),
    }));
    said.push({ role: "user", content: results });
    requests.push([...said]);
  }
  said.push({ role: "assistant", content: [...thinking(thought), { type: "text", text: answer }] });
}

function thinking(kind: string): Item[] {
  if (kind === "none") return [];
  if (kind === "hidden") return [{ type: "redacted_thinking", data: "ZGF0YQ==" }];
  return [{ type: "thinking", thinking: "Hm.", signature: kind === "signed" ? "c2ln" : "" }];
}

export const responsesTalk: fc.Arbitrary<Talk> = fc
  .record({ instructions: fc.option(text), turns })
  .map(({ instructions, turns: all }) => {
    const made = { count: 0 };
    const said: Item[] = [];
    const requests: Item[][] = [];
    for (const each of all) sayResponses(each, { said, requests, made });
    const tools = names.map((one) => ({ type: "function", name: one, parameters: { type: "object" }, strict: false }));
    return { body: { model: "r", store: false, tools, ...(instructions !== null && { instructions }) }, requests };
  });

function sayResponses({ asks, word, rounds, thought, answer, system }: Turn, { said, requests, made }: Saying): void {
  const picture = { type: "input_image", image_url: `data:image/jpeg;base64,${pixel}`, detail: "auto" };
  const document = { type: "input_file", filename: "a.pdf", file_data: "data:application/pdf;base64,JVBERi0xLjQK" };
  const parts: Item = { text: { type: "input_text", text: word }, picture, document };
  if (system !== null) said.push({ type: "message", role: "developer", content: system });
  said.push({ type: "message", role: "user", content: asks.map((one) => parts[one]) });
  requests.push([...said]);
  for (const each of rounds) {
    const ids = each.calls.map(() => idOf(made));
    said.push(...reasoned(each.thought));
    for (const [i, one] of each.calls.entries())
      said.push({ type: "function_call", call_id: ids[i], name: one.name, arguments: JSON.stringify(one.input) });
    for (const [i, one] of each.calls.entries()) {
      const output = one.pictured ? [{ type: "input_text", text: "see" }, picture] : one.result;
      said.push({ type: "function_call_output", call_id: ids[i], output });
    }
    requests.push([...said]);
  }
  said.push(...reasoned(thought));
  const content = [{ type: "output_text", text: answer, annotations: [] }];
  said.push({ type: "message", role: "assistant", status: "completed", content });
}

function reasoned(kind: string): Item[] {
  if (kind === "none") return [];
  const hidden = kind === "unsigned" ? {} : { encrypted_content: "gAAAAAB" };
  const summary = kind === "hidden" ? [] : [{ type: "summary_text", text: "Hm." }];
  return [{ type: "reasoning", id: "rs_1", summary, ...hidden }];
}
