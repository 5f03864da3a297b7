/**
 * What in a request only its own API can say: read from the body in one pass over its messages. The neutral form of a request
 * has no place for it, so a dialect that does not take the client's bytes cannot ask for it.
 */
import { type Fields, fields, list } from "./body.ts";

export interface Forms {
  /** A tool, or a call of one, is of another kind than a function. */
  customTools: boolean;
  /** The older `functions` are offered or called. */
  functions: boolean;
  /** Content in a form that few APIs take. */
  otherForms: boolean;
}

export function readForms(body: Fields): Forms {
  const found: Forms = {
    customTools: list(body.tools).some((tool) => fields(tool).type !== "function"),
    functions: isThere(body.functions) || isThere(body.function_call),
    otherForms: list(body.modalities).some((modality) => modality !== "text" && modality !== "audio"),
  };
  const open = new OpenCalls();
  for (const value of list(body.messages)) {
    const message = fields(value);
    readMessage(message, found);
    open.read(message);
  }
  if (open.left()) found.otherForms = true;
  return found;
}

function readMessage({ role, content, tool_calls: calls, function_call: called, audio }: Fields, found: Forms): void {
  if (role === "function") found.functions = true;
  if (role === "assistant") {
    if (isThere(called)) found.functions = true;
    // An answer that was spoken, by the id under which its provider keeps it.
    if (isThere(audio)) found.otherForms = true;
  }
  if (list(calls).some((call) => (fields(call).type ?? "function") !== "function")) found.customTools = true;
  if (list(content).some((part) => !isCommon(fields(part), role))) found.otherForms = true;
}

/** Whether every API can take the part where it stands. */
function isCommon(part: Fields, role: unknown): boolean {
  switch (part.type) {
    case "text":
      return true;
    case "refusal":
    case "thinking":
      return role === "assistant";
    case "image_url": {
      const image = part.image_url;
      const url = typeof image === "string" ? image : fields(image).url;
      return role === "user" && typeof url === "string" && (url.startsWith("https:") || isPicture(url));
    }
    case "input_audio":
      return role === "user";
    case "file": {
      const data = fields(part.file).file_data;
      const type = typeof data === "string" ? base64Type(data) : undefined;
      return role === "user" && (type === "application/pdf" || type?.startsWith("text/") === true);
    }
    default:
      return false;
  }
}

/** Types that are told, and types that a picture's first bytes show: these are the four that all take. */
function isPicture(url: string): boolean {
  const type = base64Type(url);
  return type !== undefined && pictures.has(type);
}

const pictures: ReadonlySet<string> = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

/** The type of a base64 data: URL, in lower case. */
function base64Type(url: string): string | undefined {
  const comma = url.indexOf(",");
  const head = /^data:([^;,]*)(?:;[^;,]+)*;base64$/i.exec(url.slice(0, Math.min(comma, 200)));
  return comma < 0 ? undefined : head?.[1]?.toLowerCase();
}

/** Calls of an assistant that have no result before the next one speaks. */
class OpenCalls {
  readonly #open = new Set<unknown>();
  #isLeft = false;

  read({ role, tool_calls: calls, tool_call_id: id }: Fields): void {
    if (role === "tool") this.#open.delete(id);
    if (role !== "assistant") return;
    this.#isLeft ||= this.#open.size > 0;
    this.#open.clear();
    for (const call of list(calls))
      if ((fields(call).type ?? "function") === "function") this.#open.add(fields(call).id);
  }

  left(): boolean {
    return this.#isLeft || this.#open.size > 0;
  }
}

function isThere(value: unknown): boolean {
  return value !== undefined && value !== null;
}
