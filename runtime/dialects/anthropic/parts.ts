/** What a user turn or a tool's result may hold: texts, images and documents. */

import type { Failure } from "../../failures.ts";
import type { FilePart, ImagePart, UserPart } from "../../operations/chat/request.ts";
import { unsupportedPart } from "../../operations/chat/unsupported-part.ts";
import { readDataUrl, readPicture } from "../../wire/data-url.ts";
import { cached } from "./cached.ts";
import type { WireDocument, WireImage, WireText } from "./wire.ts";

/** `unsupported` for what the API does not take. */
export function writePart(part: UserPart): WireText | WireImage | WireDocument | Failure {
  switch (part.kind) {
    case "text":
      return { type: "text", text: part.text, ...cached(part.cache) };
    case "image":
      return writeImage(part);
    case "file":
      return writeFile(part);
    case "audio":
      return unsupportedPart(part, "The model takes no audio.");
    default:
      return part satisfies never;
  }
}

function writeImage(part: ImagePart): WireImage | Failure {
  const { url, cache } = part;
  if (url.startsWith("https:")) return { type: "image", source: { type: "url", url }, ...cached(cache) };
  const image = readPicture(url);
  if (image === undefined) return unsupportedPart(part, "An image must be an https: URL or a base64 data: URL.");
  if (!imageTypes.has(image.type)) return unsupportedPart(part, `The model takes no images of type ${image.type}.`);
  return { type: "image", source: { type: "base64", media_type: image.type, data: image.data }, ...cached(cache) };
}

function writeFile(part: FilePart): WireDocument | Failure {
  const { data: url, name, cache } = part;
  const file = readDataUrl(url);
  if (file === undefined) return unsupportedPart(part, "A file must be a base64 data: URL.");
  const rest = { ...(name === undefined ? {} : { title: name }), ...cached(cache) };
  if (file.type === "application/pdf")
    return { type: "document", source: { type: "base64", media_type: file.type, data: file.data }, ...rest };
  if (file.type.startsWith("text/")) {
    const data = Buffer.from(file.data, "base64").toString("utf8");
    return { type: "document", source: { type: "text", media_type: "text/plain", data }, ...rest };
  }
  return unsupportedPart(part, `The model takes no files of type ${file.type}.`);
}

const imageTypes = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);
