/**
 * Names of tools as a provider takes them. Those that it would refuse are made anew, the same in every turn, and stand for their
 * own in the answer: no client sees them.
 */
import { createHash } from "node:crypto";
import type { ChatRequest } from "./request.ts";

/** What a provider takes as a name. */
export interface NameRule {
  readonly legal: RegExp;
  /** All signs that may stand nowhere; with the flag `g`. */
  readonly illegal: RegExp;
  /** Characters. */
  readonly longest: number;
}

/** Of one request. */
export interface ToolNames {
  /** The client's name → the one that is sent. */
  sent(name: string): string;
  /** A name in the answer → the client's. Those that were not sent are left as they are. */
  own(name: string): string;
}

type Named = Pick<ChatRequest, "tools" | "messages" | "toolChoice">;

export function toolNames(request: Named, rule: NameRule): ToolNames {
  const names = [...new Set(namesIn(request))];
  const wrong = names.filter((name) => !rule.legal.test(name));
  if (wrong.length === 0) return same;
  const taken = new Set(names);
  const sent = new Map<string, string>();
  for (const name of wrong) sent.set(name, newName(name, rule, taken));
  const own = new Map([...sent].map(([name, made]) => [made, name]));
  return { sent: (name) => sent.get(name) ?? name, own: (name) => own.get(name) ?? name };
}

const same: ToolNames = { sent: (name) => name, own: (name) => name };

function namesIn({ tools, messages, toolChoice }: Named): string[] {
  const calls = messages.flatMap((message) => (message.role === "assistant" ? message.parts : []));
  return [
    ...tools.map(({ name }) => name),
    ...calls.flatMap((part) => (part.kind === "tool-call" ? [part.name] : [])),
    ...(typeof toolChoice === "object" ? [toolChoice.name] : []),
  ];
}

/** Characters of the sign that tells names apart which begin alike. */
const SIGN = 10;

function newName(name: string, { legal, illegal, longest }: NameRule, taken: Set<string>): string {
  const plain = name.replace(illegal, "_");
  // A name of the client's own may be the very one that is made.
  for (let again = 0; ; again++) {
    const sign = createHash("sha256")
      .update(again === 0 ? name : `${again}:${name}`)
      .digest("hex")
      .slice(0, SIGN);
    const ends = `_${sign}`;
    const short = plain.slice(0, longest - ends.length) + ends;
    const made = legal.test(short) ? short : `_${plain}`.slice(0, longest - ends.length) + ends;
    if (taken.has(made)) continue;
    taken.add(made);
    return made;
  }
}
