import { type Fields, fields, list } from "../facts/body.ts";
import { textOfFile } from "./text-of-file.ts";

/**
 * The place of what a provider counts and nobody can foretell, such as `messages[0].content[1]`: a part of a kind that is
 * not known, or a file that the provider keeps. Undefined when all can be counted.
 */
export function uncountable(body: Fields): string | undefined {
  for (const [i, message] of list(body.messages).entries()) {
    for (const [j, part] of list(fields(message).content).entries()) {
      if (!isCountable(fields(part))) return `messages[${i}].content[${j}]`;
    }
  }
  return undefined;
}

function isCountable(part: Fields): boolean {
  switch (part.type) {
    case "text":
      return typeof part.text === "string";
    case "refusal":
      return typeof part.refusal === "string";
    case "thinking":
      return true;
    case "image_url":
      return typeof (fields(part.image_url).url ?? part.image_url) === "string";
    case "input_audio":
      return typeof fields(part.input_audio).data === "string";
    case "file": {
      const { file_data: data, file_id: id } = fields(part.file);
      if (typeof data !== "string" || id !== undefined) return false;
      return /^data:application\/pdf[;,]/i.test(data) || textOfFile(data) !== undefined;
    }
    default:
      return false;
  }
}
