/** What a user turn may hold besides text: images and documents. */

import type { Failure } from "../../failures.ts";
import type { FilePart, ImagePart, Message } from "../../operations/chat/request.ts";
import type { WireBlock } from "./wire.ts";

type UserPart = Extract<Message, { role: "user" }>["parts"][number];

/** No block for an empty text, else one; `unsupported` for what the API does not take. */
export function writeUserPart(part: UserPart): WireBlock[] | Failure {
  switch (part.kind) {
    case "text":
      return part.text.trim() === "" ? [] : [{ type: "text", text: part.text }];
    case "image":
      return writeImage(part);
    case "file":
      return writeFile(part);
    case "audio":
      return unsupported("The model takes no audio.");
    default:
      return part satisfies never;
  }
}

function writeImage({ url }: ImagePart): WireBlock[] | Failure {
  if (url.startsWith("https:")) return [{ type: "image", source: { type: "url", url } }];
  const image = readDataUrl(url);
  if (image === undefined) return unsupported("An image must be an https: URL or a base64 data: URL.");
  const media_type = sniff(image.data) ?? image.type;
  if (!imageTypes.has(media_type)) return unsupported(`The model takes no images of type ${media_type}.`);
  return [{ type: "image", source: { type: "base64", media_type, data: image.data } }];
}

function writeFile({ data: url, name }: FilePart): WireBlock[] | Failure {
  const file = readDataUrl(url);
  if (file === undefined) return unsupported("A file must be a base64 data: URL.");
  const title = name === undefined ? {} : { title: name };
  if (file.type === "application/pdf") {
    return [{ type: "document", source: { type: "base64", media_type: file.type, data: file.data }, ...title }];
  }
  if (file.type.startsWith("text/")) {
    const data = Buffer.from(file.data, "base64").toString("utf8");
    return [{ type: "document", source: { type: "text", media_type: "text/plain", data }, ...title }];
  }
  return unsupported(`The model takes no files of type ${file.type}.`);
}

const imageTypes = new Set(["image/jpeg", "image/png", "image/gif", "image/webp"]);

/** The type by the first bytes, since a wrong label is refused. */
function sniff(base64: string): string | undefined {
  const head = Buffer.from(base64.slice(0, 16), "base64").toString("latin1");
  if (head.startsWith("\xFF\xD8\xFF")) return "image/jpeg";
  if (head.startsWith("\x89PNG")) return "image/png";
  if (head.startsWith("GIF8")) return "image/gif";
  return head.startsWith("RIFF") && head.slice(8, 12) === "WEBP" ? "image/webp" : undefined;
}

function readDataUrl(url: string): { type: string; data: string } | undefined {
  const comma = url.indexOf(",");
  const head = /^data:([^;,]*)(?:;[^;,]+)*;base64$/i.exec(url.slice(0, Math.min(comma, 200)));
  return comma < 0 || head === null ? undefined : { type: head[1]!.toLowerCase(), data: url.slice(comma + 1) };
}

function unsupported(detail: string): Failure {
  return { class: "unsupported", detail, param: "messages" };
}
