/** A request as it is put together: members as text, so that they can stand twice, and what is said in it. */
import type { KeyRecord } from "../../../../runtime/state/keys.ts";
import type { ClientWords } from "./api.ts";
import type { Asked } from "./asked.ts";

export class Draft {
  /** Name and JSON text; both are written as they are. */
  readonly members: [string, string][] = [];
  readonly headers: string[] = ["content-type", "application/json"];
  readonly metadata: { name: string; value: string }[] = [];
  readonly limits: number[] = [];
  readonly needs: Set<string> = new Set();
  readonly tricks: string[] = [];
  readonly marker: string;
  readonly key: KeyRecord;
  readonly words: ClientWords;
  route: string;
  stream = false;
  hasWord = false;
  callsTool = false;
  before = "";
  after = "";

  constructor(marker: string, key: KeyRecord, route: string, words: ClientWords) {
    this.marker = marker;
    this.key = key;
    this.route = route;
    this.words = words;
  }

  add(name: string, value: unknown): void {
    this.members.push([JSON.stringify(name), JSON.stringify(value)]);
  }

  /** Where there is one, it is no longer what it was. */
  set(name: string, value: unknown): void {
    const quoted = JSON.stringify(name);
    const member = this.members.find(([given]) => given === quoted);
    if (member) member[1] = JSON.stringify(value);
    else this.add(name, value);
  }

  get(name: string): unknown {
    const text = this.members.find(([given]) => given === JSON.stringify(name))?.[1];
    return text === undefined ? undefined : (JSON.parse(text) as unknown);
  }

  /** What is said, as a list whose text is still a JSON list: another trick may have made anything of it. */
  get said(): [string, string] {
    const { listName, say } = this.words;
    const value = this.get(listName);
    if (!Array.isArray(value)) this.set(listName, [say(typeof value === "string" ? value : this.marker)]);
    return this.members.find(([name]) => name === JSON.stringify(listName))!;
  }

  /** Another text by the user, behind all others. */
  say(text: string): void {
    this.append(this.words.listName, this.words.say(text));
  }

  /** The list under the name, with `items` behind. */
  append(name: string, ...items: unknown[]): void {
    if (name === this.words.listName) this.said;
    const before = this.get(name);
    this.set(name, [...(Array.isArray(before) ? before : []), ...items]);
  }

  /** In the body, in place of what was said there. */
  describe(sensitivity: string, more: object = {}): void {
    const before = this.get("metadata") as { sensitivity?: string } | undefined;
    const at = this.metadata.findIndex(({ value }) => value === before?.sensitivity);
    if (at >= 0) this.metadata.splice(at, 1);
    this.metadata.push({ name: "sensitivity", value: sensitivity });
    this.set("metadata", { ...more, sensitivity });
  }

  asked(authorization: string): Asked {
    const { marker, key, route, stream, metadata, limits, hasWord, callsTool, tricks, headers, words } = this;
    if (!this.#text().includes(marker)) this.#mark();
    const body = Buffer.from(this.#text());
    const all = ["authorization", authorization, ...headers];
    const known = { marker, key, route, stream, metadata, limits, hasWord, callsTool, tricks };
    return { endpoint: words.endpoint, ...known, needs: [...this.needs], body, headers: all };
  }

  #text(): string {
    const members = this.members.map(([name, value]) => `${name}:${value}`).join(",");
    return `${this.before}{${members}}${this.after}`;
  }

  /** Where a trick has put other messages in place of those that were marked. */
  #mark(): void {
    const { listName, say } = this.words;
    const said = this.get(listName);
    if (Array.isArray(said)) this.set(listName, [say(this.marker), ...said]);
    else if (typeof said === "string" && said !== "") this.set(listName, `${said} ${this.marker}`);
  }
}
