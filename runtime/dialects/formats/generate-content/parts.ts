/** What a user turn or a tool's result may hold: texts, pictures, sound and documents. */
import type { Failure } from "../../../failures.ts";
import type { AudioPart, FilePart, ImagePart, UserPart } from "../../../operations/chat/request.ts";
import { unsupportedPart } from "../../../operations/chat/unsupported-part.ts";
import { readDataUrl, readPicture } from "../../../wire/data-url.ts";
import type { Host } from "./host.ts";
import type { WireBlob, WireFileData } from "./wire.ts";

type Written = { text: string } | { inlineData: WireBlob } | { fileData: WireFileData };

/** `unsupported` for what the API does not take. */
export function writePart(part: UserPart, host: Host): Written | Failure {
  switch (part.kind) {
    case "text":
      return { text: part.text };
    case "image":
      return writeImage(part, host);
    case "audio":
      return writeAudio(part);
    case "file":
      return writeFile(part);
    default:
      return part satisfies never;
  }
}

function writeImage(part: ImagePart, host: Host): Written | Failure {
  const { url } = part;
  if (!url.startsWith("data:")) return host.reads(url) ? { fileData: fileAt(url) } : unsupportedPart(part, notRead);
  const image = readPicture(url);
  if (image === undefined)
    return unsupportedPart(part, "An image must be a base64 data: URL or a file of the provider's own store.");
  if (!imageTypes.has(image.type)) return unsupportedPart(part, `The model takes no images of type ${image.type}.`);
  return { inlineData: { mimeType: image.type, data: image.data } };
}

const notRead = "The model reads no images at this URL. Send the image itself, as a base64 data: URL.";

const imageTypes = new Set(["image/png", "image/jpeg", "image/webp", "image/heic", "image/heif"]);

/** Where the store does not know the type itself, the name has to tell it. */
function fileAt(url: string): WireFileData {
  if (!url.startsWith("gs:")) return { fileUri: url };
  const ending = /\.(\w+)$/.exec(url)?.[1]?.toLowerCase() ?? "";
  return { fileUri: url, mimeType: typeByEnding[ending] ?? "image/jpeg" };
}

const typeByEnding: Readonly<Record<string, string>> = {
  png: "image/png",
  webp: "image/webp",
  heic: "image/heic",
  heif: "image/heif",
  pdf: "application/pdf",
  mp4: "video/mp4",
  mov: "video/quicktime",
  webm: "video/webm",
  mp3: "audio/mp3",
  wav: "audio/wav",
};

function writeAudio({ format, data }: AudioPart): Written {
  return { inlineData: { mimeType: `audio/${format.toLowerCase()}`, data } };
}

function writeFile(part: FilePart): Written | Failure {
  const file = readDataUrl(part.data);
  if (file === undefined) return unsupportedPart(part, "A file must be a base64 data: URL.");
  if (!/^(application\/pdf|(text|audio|video)\/.+)$/.test(file.type) && !imageTypes.has(file.type))
    return unsupportedPart(part, `The model takes no files of type ${file.type}.`);
  return { inlineData: { mimeType: file.type, data: file.data } };
}
