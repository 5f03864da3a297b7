/** What a message adds: its texts as they are, and whatever else is in it as JSON. */
import { type Fields, fields } from "../facts/body.ts";
import { audio, imageOf, pdf } from "./attachments.ts";
import { isShort } from "./controls.ts";
import { textOfFile } from "./text-of-file.ts";
import type { Figures, TokenSum } from "./token-sum.ts";

/** Beside its texts: the marks around it and its role. */
const message: Figures = { expected: 4, upper: 10, hard: 50 };
/** The marks around a part, and around a call. */
const part: Figures = { expected: 1, upper: 3, hard: 10 };
const call: Figures = { expected: 10, upper: 40, hard: 100 };
/** The marks around a file that is a text. */
const document: Figures = { expected: 10, upper: 100, hard: 200 };

/** For any JSON value in a list of messages. */
export function addMessage(sum: TokenSum, value: unknown): void {
  sum.add(message);
  if (!isFields(value)) {
    sum.json(value);
    return;
  }
  for (const [name, member] of Object.entries(value)) {
    if (name === "role") addName(sum, member);
    else if (name === "content") addContent(sum, member);
    else if (name === "tool_calls" && Array.isArray(member)) for (const each of member) addCall(sum, each);
    else if (typeof member === "string" && texts.has(name)) sum.text(member);
    else addMember(sum, name, member);
  }
}

/** Members of a message that are texts of their own. */
const texts = new Set(["name", "refusal", "reasoning_content", "reasoning", "tool_call_id"]);

function addContent(sum: TokenSum, content: unknown): void {
  if (typeof content === "string") sum.text(content);
  else if (Array.isArray(content)) for (const each of content) addPart(sum, each);
  else if (content !== null) sum.json(content);
}

/** What has a rule of its own goes by that; all other members count. */
function addPart(sum: TokenSum, value: unknown): void {
  sum.add(part);
  if (!isFields(value)) {
    sum.json(value);
    return;
  }
  const kind = value.type;
  for (const [name, member] of Object.entries(value)) {
    if (name === "type") addName(sum, member);
    else if (kind === "image_url" && name === "image_url")
      addImage(sum, typeof member === "string" ? { url: member } : fields(member));
    else if (kind === "input_audio" && name === "input_audio") addAudio(sum, fields(member));
    else if (kind === "file" && name === "file") addFile(sum, fields(member));
    else if (typeof member === "string" && name === kind) sum.text(member);
    else addMember(sum, name, member);
  }
}

/** Addresses that are longer than any browser's are no addresses. */
const LONGEST_ADDRESS = 2_048;

function addImage(sum: TokenSum, { url, detail, ...others }: Fields): void {
  sum.add(imageOf(detail));
  const isImage = typeof url === "string" && (url.length <= LONGEST_ADDRESS || /^data:image\//i.test(url));
  if (!isImage) addMember(sum, "url", url);
  addName(sum, detail);
  addMembers(sum, others);
}

function addAudio(sum: TokenSum, { data, format, ...others }: Fields): void {
  sum.add(audio(typeof data === "string" ? data : ""));
  if (typeof data !== "string") addMember(sum, "data", data);
  addName(sum, format);
  addMembers(sum, others);
}

function addFile(sum: TokenSum, { file_data: data, filename, ...others }: Fields): void {
  const text = typeof data === "string" ? textOfFile(data) : undefined;
  if (text !== undefined) {
    sum.add(document);
    sum.text(text);
  } else sum.add(pdf(typeof data === "string" ? data : ""));
  if (typeof data !== "string") addMember(sum, "file_data", data);
  if (typeof filename === "string") sum.text(filename);
  else addMember(sum, "filename", filename);
  addMembers(sum, others);
}

function addCall(sum: TokenSum, value: unknown): void {
  sum.add(call);
  if (!isFields(value)) {
    sum.json(value);
    return;
  }
  const kind = value.type;
  for (const [name, member] of Object.entries(value)) {
    if (name === "type") addName(sum, member);
    else if (name === "id" && typeof member === "string") sum.text(member);
    else if ((name === kind || name === "function") && isFields(member)) addCalled(sum, member);
    else addMember(sum, name, member);
  }
}

/** A name and its arguments. */
function addCalled(sum: TokenSum, called: Fields): void {
  for (const [name, member] of Object.entries(called)) {
    if (typeof member === "string" && ["name", "arguments", "input"].includes(name)) sum.text(member);
    else addMember(sum, name, member);
  }
}

function addMembers(sum: TokenSum, members: Fields): void {
  for (const [name, member] of Object.entries(members)) addMember(sum, name, member);
}

/** What nobody has a rule for. */
export function addMember(sum: TokenSum, name: string, value: unknown): void {
  if (value === undefined) return;
  sum.text(name);
  if (typeof value === "string") sum.text(value);
  else sum.json(value);
}

/** One of a few words, which the marks around it stand for. */
export function addName(sum: TokenSum, value: unknown): void {
  if (!isShort(value, LONGEST_NAME)) sum.json(value);
}

/** `developer`, `custom_tool_call`. */
const LONGEST_NAME = 24;

export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
