import { isObject, type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { isSeal, seals } from "../seal.ts";
import { sniffImage } from "../sniff-image.ts";

const images = ["image/jpeg", "image/png", "image/gif", "image/webp"];
const unchecked = (): void => undefined;
const ofServers = ["server_tool_use", "web_search_tool_result", "web_fetch_tool_result", "code_execution_tool_result"];

type Check = (block: JsonObject, path: string) => void;

const shared: Readonly<Record<string, Check>> = { text: checkText };
const ofUsers: Readonly<Record<string, Check>> = {
  ...shared,
  image: checkImage,
  document: checkDocument,
  tool_result: checkToolResult,
  search_result: unchecked,
  container_upload: unchecked,
};
const ofAssistants: Readonly<Record<string, Check>> = {
  ...shared,
  tool_use: checkToolUse,
  thinking: checkThinking,
  redacted_thinking: checkRedacted,
  ...Object.fromEntries(ofServers.map((type) => [type, unchecked])),
};

/** @throws RequestProblem */
export function checkBlock(value: unknown, role: "user" | "assistant" | "system", path: string): JsonObject {
  const block = isObject(value) ? value : badRequest(`${path}: Input should be an object`);
  const known = role === "assistant" ? ofAssistants : role === "user" ? ofUsers : shared;
  const check = Object.hasOwn(known, stringOf(block.type)) ? known[stringOf(block.type)] : undefined;
  if (check === undefined) {
    const tags = Object.keys(known).map((tag) => `'${tag}'`);
    badRequest(
      `${path}: Input tag '${block.type}' found using 'type' does not match any of the expected tags: ${tags.join(", ")}`,
    );
  } else check(block, path);
  return block;
}

function checkText({ text, cache_control: cache }: JsonObject, path: string): void {
  if (typeof text !== "string") badRequest(`${path}.text.text: Field required`);
  if (text === "" && cache !== undefined) badRequest(`${path}.text: cache_control cannot be set for empty text blocks`);
  const place = path.replace(/\.content\.\d+$/, "");
  if (text === "") badRequest(`${place}: text content blocks must be non-empty`);
  if (stringOf(text).trim() === "") badRequest(`${place}: text content blocks must contain non-whitespace text`);
}

function checkImage({ source }: JsonObject, path: string): void {
  const { type, media_type: media, data, url } = objectOf(source);
  const place = `${path}.image.source`;
  if (type === "file") return;
  if (type === "url") {
    if (!/^https?:\/\//.test(stringOf(url))) badRequest(`${place}.url.url: Only HTTP/HTTPS URLs are supported.`);
    return;
  }
  if (type !== "base64") {
    badRequest(
      `${place}: Input tag '${type}' found using 'type' does not match any of the expected tags: 'base64', 'url', 'file'`,
    );
  }
  if (!images.includes(stringOf(media))) {
    badRequest(`${place}.base64.media_type: Input should be 'image/jpeg', 'image/png', 'image/gif' or 'image/webp'`);
  }
  const seen = sniffImage(stringOf(data));
  if (seen === undefined) badRequest(`${place}.base64.data: Could not process image`);
  if (`image/${seen}` !== media) {
    badRequest(
      `${place}.base64: The image was specified using the ${media} media type, but the image appears to be a image/${seen} image`,
    );
  }
}

function checkDocument({ source }: JsonObject, path: string): void {
  const { type, media_type: media } = objectOf(source);
  const wanted = type === "base64" ? "application/pdf" : type === "text" ? "text/plain" : undefined;
  if (wanted !== undefined && media !== wanted) {
    badRequest(`${path}.document.source.${type}.media_type: Input should be '${wanted}'`);
  }
  if (!["base64", "text", "content", "url", "file"].includes(stringOf(type))) {
    badRequest(
      `${path}.document.source: Input tag '${type}' found using 'type' does not match any of the expected tags`,
    );
  }
}

function checkToolUse({ id, name, input }: JsonObject, path: string): void {
  if (!/^[\w-]+$/.test(stringOf(id))) badRequest(`${path}.tool_use.id: String should match pattern '^[a-zA-Z0-9_-]+$'`);
  if (!/^[\w-]{1,200}$/.test(stringOf(name))) {
    badRequest(`${path}.tool_use.name: String should match pattern '^[a-zA-Z0-9_-]{1,200}$'`);
  }
  if (!isObject(input)) badRequest(`${path}.tool_use.input: Input should be a valid dictionary`);
}

function checkToolResult({ tool_use_id: id, content }: JsonObject, path: string): void {
  if (stringOf(id) === "") badRequest(`${path}.tool_result.tool_use_id: Field required`);
  for (const [index, part] of listOf(content).entries()) {
    const { type } = objectOf(part);
    if (type === "text") checkText(objectOf(part), `${path}.tool_result.content.${index}`);
    if (type === "image") checkImage(objectOf(part), `${path}.tool_result.content.${index}`);
  }
}

/** The text may be left out; what is there must be what was signed. */
function checkThinking({ thinking, signature, cache_control: cache }: JsonObject, path: string): void {
  if (cache !== undefined) badRequest(`${path}.thinking.cache_control: Extra inputs are not permitted`);
  if (typeof signature !== "string") badRequest(`${path}.thinking.signature: Field required`);
  const proof = stringOf(signature);
  const holds = thinking === "" ? isSeal(proof) : seals(proof, stringOf(thinking));
  if (!holds) badRequest(`${path}: Invalid \`signature\` in \`thinking\` block`);
}

function checkRedacted({ data }: JsonObject, path: string): void {
  if (!isSeal(stringOf(data))) badRequest(`${path}: Invalid \`data\` in \`redacted_thinking\` block`);
}
