/** Parts of messages and of what tools answer → neutral parts. Every error names its place in the client's body. */
import { textOfFile } from "../../../semantics/tokens/text-of-file.ts";
import type {
  AssistantPart,
  FilePart,
  ImagePart,
  ResultPart,
  TextPart,
  UserPart,
} from "../../operations/chat/request.ts";
import { BadRequest, type JsonObject, maybe, name, object, string } from "../body-checks.ts";
import { checkNames } from "./check-parameters.ts";

const members = [
  ...["type", "text", "refusal", "image_url", "file_id", "detail", "file_data", "file_url", "filename"],
  ...["input_audio", "annotations", "logprobs"],
];

type Read<T> = (part: JsonObject, path: string) => T;

/** A text is a content of one part. */
function readParts<T>(content: unknown, path: string, read: Readonly<Record<string, Read<T>>>): (T | TextPart)[] {
  if (typeof content === "string") return [{ kind: "text", text: content }];
  if (!Array.isArray(content)) throw new BadRequest(path, "must be a text or a list of parts.");
  return content.map((value: unknown, i) => {
    const at = `${path}[${i}]`;
    const part = object(value, at);
    checkNames(part, at, members);
    const type = name(part.type, `${at}.type`);
    if (!Object.hasOwn(read, type))
      throw new BadRequest(`${at}.type`, `must be one of ${Object.keys(read).join(", ")} here.`);
    return read[type]!(part, at);
  });
}

const text: Read<TextPart> = (part, path) => ({ kind: "text", text: string(part.text, `${path}.text`) });

const image: Read<ImagePart> = (part, path) => {
  if ((part.file_id ?? undefined) !== undefined) throw noFileId(`${path}.file_id`, "image_url");
  const place = `${path}.image_url`;
  const url = string(part.image_url, place);
  if (!/^(https?|data):/i.test(url)) throw new BadRequest(place, "must be an https:, http: or data: URL.");
  const detail = maybe(part.detail, `${path}.detail`, string);
  return { kind: "image", url, place, ...(detail !== undefined && { detail }) };
};

/** A file that is a text is said as a text, under its name. */
const file: Read<FilePart | TextPart> = (part, path) => {
  if ((part.file_id ?? undefined) !== undefined) throw noFileId(`${path}.file_id`, "file_data");
  if ((part.file_url ?? undefined) !== undefined)
    throw new BadRequest(`${path}.file_url`, "is not fetched here. Send the file itself in file_data.");
  const place = `${path}.file_data`;
  const data = string(part.file_data, place);
  const filename = maybe(part.filename, `${path}.filename`, string);
  const words = textOfFile(data);
  if (words !== undefined) return { kind: "text", text: filename === undefined ? words : `${filename}\n\n${words}` };
  if (!/^data:application\/pdf[;,]/i.test(data))
    throw new BadRequest(place, "must be a data: URL of a PDF, or of a text in base64. Send other files as text.");
  return { kind: "file", data, place, ...(filename !== undefined && { name: filename }) };
};

function noFileId(path: string, instead: string): BadRequest {
  return new BadRequest(path, `names a file that one provider keeps, which no other can read. Send it in ${instead}.`);
}

const audio: Read<UserPart> = (part, path) => {
  const at = `${path}.input_audio`;
  const { data, format } = object(part.input_audio, at);
  return { kind: "audio", format: name(format, `${at}.format`), data: string(data, `${at}.data`), place: at };
};

const ofUser = { input_text: text, input_image: image, input_file: file, input_audio: audio };
const ofSystem = { input_text: text };
const ofResult = { input_text: text, input_image: image, input_file: file, output_text: text };
const ofAssistant: Readonly<Record<string, Read<AssistantPart>>> = {
  output_text: text,
  refusal: (part, path) => ({ kind: "refusal", text: string(part.refusal, `${path}.refusal`) }),
  // Some clients send what the assistant said as they send what the user says.
  input_text: text,
};

export function readUserParts(content: unknown, path: string): UserPart[] {
  return readParts<UserPart>(content, path, ofUser);
}

export function readSystemParts(content: unknown, path: string): TextPart[] {
  return readParts<TextPart>(content, path, ofSystem);
}

export function readAssistantParts(content: unknown, path: string): AssistantPart[] {
  return readParts<AssistantPart>(content, path, ofAssistant);
}

export function readResultParts(content: unknown, path: string): ResultPart[] {
  return readParts<ResultPart>(content, path, ofResult);
}
