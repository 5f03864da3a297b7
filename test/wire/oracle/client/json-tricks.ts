/** JSON that readers take differently, or not at all. */
import { WORD } from "../policy/conditions.ts";
import type { Trick } from "./api.ts";

export const jsonTricks: Readonly<Record<string, Trick>> = {
  "two messages": (random, draft) => {
    const other = [draft.words.say(`${draft.marker} ${WORD} and more`)];
    draft.hasWord = true;
    const member: [string, string] = [JSON.stringify(draft.words.listName), JSON.stringify(other)];
    if (random.once(2)) draft.members.push(member);
    else draft.members.unshift(member);
  },
  "two of a parameter": (random, draft) => {
    const [name, value] = random.pick([
      ["max_completion_tokens", 60_000],
      ["n", 40],
      ["model", "dearest"],
      ["stream", false],
      ["service_tier", "priority"],
    ] as const);
    draft.add(name, value);
    draft.members.unshift([JSON.stringify(name), JSON.stringify(value)]);
    draft.limits.splice(0);
  },
  "other case": (random, draft) => {
    const [name, value] = random.pick([
      ["Model", "dearest"],
      [draft.words.listName.toUpperCase(), [draft.words.say(`${WORD} ${draft.marker}`)]],
      ["Max_Tokens", 60_000],
      ["N", 40],
      ["Service_Tier", "priority"],
      ["Tools", [{ type: "function", function: { name: "f" } }]],
    ] as const);
    draft.add(name, value);
  },
  "other case in a message": (random, draft) => {
    const [name, value] = random.pick([
      ["Content", `${WORD} ${draft.marker}`],
      ["ROLE", "system"],
    ] as const);
    const messages = draft.said;
    const text = JSON.stringify({ role: "user", content: draft.marker, [name]: value });
    messages[1] = `${messages[1].slice(0, -1)},${text}]`;
    draft.hasWord = name === "Content";
  },
  "two in a message": (_, draft) => {
    const text = `{"role":"user","content":"${draft.marker}","content":"${draft.marker} ${WORD}"}`;
    const messages = draft.said;
    messages[1] = `${messages[1].slice(0, -1)},${text}]`;
    draft.hasWord = true;
  },
  "escaped names": (random, draft) => {
    draft.members.push(
      random.pick([
        ['"m\\u0061x_tokens"', "60000"],
        ['"\\u006e"', "40"],
        ['"m\\u006fdels"', '["dearest"]'],
      ]),
    );
    draft.limits.splice(0);
  },
  "mark in front": (_, draft) => {
    draft.before = "\ufeff";
  },
  "half a character": (_, draft) => {
    const said = draft.said;
    const half = JSON.stringify(draft.words.say(`HALF ${draft.marker}`)).replace("HALF", "\\ud83d");
    said[1] = `[${half},${said[1].slice(1)}`;
  },
  "deep nesting": (random, draft) => {
    const depth = random.pick([50, 900, 20_000]);
    draft.members.push([random.pick(['"metadata"', '"x"', '"tools"']), "[".repeat(depth) + "]".repeat(depth)]);
  },
  "deep schema": (random, draft) => {
    const depth = random.pick([50, 900, 5_000]);
    const schema = `${'{"properties":'.repeat(depth)}{}${"}".repeat(depth)}`;
    const tool = `{"type":"function","function":{"name":"f","parameters":${schema}}}`;
    draft.set("tools", []);
    draft.members.find(([name]) => name === '"tools"')![1] = `[${tool}]`;
  },
  "no object": (random, draft) => {
    draft.after = random.pick(["}", " x", ",{}"]);
  },
  "odd values": (random, draft) => {
    draft.limits.splice(0);
    const name = random.pick([
      ...[draft.words.listName, "model", "tools", "stream", "n", "max_tokens", "stop", "response_format"],
      ...["system", "instructions", "thinking", "reasoning", "text", "dimensions", "encoding_format", "tool_choice"],
    ]);
    draft.set(name, random.pick([null, 0, -1, 1.5, 1e300, "", [], {}, true, "\0"]));
    if (name === draft.words.listName) draft.hasWord = false;
  },
  prototype: (_, draft) => draft.members.push(['"__proto__"', '{"n":50,"max_tokens":60000}']),
};
