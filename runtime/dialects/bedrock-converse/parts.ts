/** What a user turn or a tool's result may hold: texts, images and documents, as bytes. */
import type { Failure } from "../../failures.ts";
import type { FilePart, ImagePart, UserPart } from "../../operations/chat/request.ts";
import { unsupportedPart } from "../../operations/chat/unsupported-part.ts";
import { readDataUrl, readPicture } from "../../wire/data-url.ts";
import { type DocumentNames, documentFormat } from "./documents.ts";
import type { WireDocument, WireImage, WireResultContent } from "./wire.ts";

/** `unsupported` for what the API does not take. */
export function writePart(part: UserPart, names: DocumentNames): WireResultContent | Failure {
  switch (part.kind) {
    case "text":
      return { text: part.text };
    case "image":
      return writeImage(part);
    case "file":
      return writeFile(part, names);
    case "audio":
      return unsupportedPart(part, "The model takes no audio.");
    default:
      return part satisfies never;
  }
}

function writeImage(part: ImagePart): WireImage | Failure {
  const image = readPicture(part.url);
  if (image === undefined) return unsupportedPart(part, "An image must be a base64 data: URL here.");
  const format = imageFormats[image.type];
  if (format === undefined) return unsupportedPart(part, `The model takes no images of type ${image.type}.`);
  return { image: { format, source: { bytes: image.data } } };
}

function writeFile(part: FilePart, names: DocumentNames): WireDocument | Failure {
  const file = readDataUrl(part.data);
  if (file === undefined) return unsupportedPart(part, "A file must be a base64 data: URL.");
  const format = documentFormat(file.type);
  if (format === undefined) return unsupportedPart(part, `The model takes no files of type ${file.type}.`);
  return { document: { format, name: names.next(part.name), source: { bytes: file.data } } };
}

const imageFormats: Readonly<Record<string, WireImage["image"]["format"]>> = {
  "image/jpeg": "jpeg",
  "image/png": "png",
  "image/gif": "gif",
  "image/webp": "webp",
};
