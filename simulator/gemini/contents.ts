import { type JsonObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import type { Content } from "./history.ts";
import type { Host } from "./shapes.ts";

const kinds = [
  "text",
  "inlineData",
  "fileData",
  "functionCall",
  "functionResponse",
  "executableCode",
  "codeExecutionResult",
];
const media = /^(image\/(png|jpe?g|webp|heic|heif)|application\/pdf|text\/.+|audio\/.+|video\/.+)$/;

/**
 * The turns of a conversation, each with the role and the parts that it must have.
 * @throws RequestProblem
 */
export function readContents(value: unknown, host: Host): Content[] {
  const contents = listOf(value).map(objectOf);
  if (contents.length === 0) badRequest("* GenerateContentRequest.contents: contents is not specified");
  return contents.map((content, index) => {
    const role = content.role ?? "user";
    const parts = listOf(content.parts).map(objectOf);
    const path = `GenerateContentRequest.contents[${index}]`;
    if (role !== "user" && role !== "model" && role !== "function") {
      badRequest("Please use a valid role: user, model.");
    }
    if (parts.length === 0) badRequest(`* ${path}.parts: contents.parts must not be empty.`);
    for (const [at, part] of parts.entries()) checkPart(part, `${path}.parts[${at}]`, host);
    return { role: role === "model" ? "model" : "user", parts };
  });
}

function checkPart(part: JsonObject, path: string, host: Host): void {
  const given = kinds.filter((kind) => part[kind] !== undefined);
  if (given.length !== 1) badRequest(`* ${path}.data: required oneof field 'data' must have one initialized field`);
  if (host === "cloud" && part.text === "" && part.thoughtSignature === undefined) {
    badRequest("Unable to submit request because it must have a text parameter. Add a text parameter and try again.");
  }
  for (const kind of ["functionCall", "functionResponse"] as const) {
    if (part[kind] !== undefined && stringOf(objectOf(part[kind]).name) === "") {
      badRequest(
        `* ${path}.${kind === "functionCall" ? "function_call" : "function_response"}.name: Name cannot be empty.`,
      );
    }
  }
  if (part.inlineData !== undefined) checkBlob(objectOf(part.inlineData), path);
  if (part.fileData !== undefined) checkFile(objectOf(part.fileData), host);
}

function checkBlob({ mimeType, data }: JsonObject, path: string): void {
  if (stringOf(data) === "") badRequest(`* ${path}.inline_data.data: required field is not set`);
  if (!media.test(stringOf(mimeType))) badRequest(`Unsupported MIME type: ${mimeType}`);
}

/** Files come from the API's own store, from one site of videos, and in the cloud from its storage. */
function checkFile({ fileUri }: JsonObject, host: Host): void {
  const uri = stringOf(fileUri);
  const ours = /^https:\/\/(generativelanguage\.googleapis\.com\/\w+\/files\/|(www\.)?youtube\.com\/|youtu\.be\/)/.test(
    uri,
  );
  const stored = host === "cloud" && /^(gs:\/\/|https:\/\/)/.test(uri);
  if (!ours && !stored) badRequest(`Invalid or unsupported file uri: ${uri}`);
}
