/** Texts, images and documents. */
import type { UserPart } from "../../operations/chat/request.ts";
import { BadRequest, type JsonObject, maybe, object, string } from "../body-checks.ts";
import { cacheMark } from "../cache-mark.ts";
import type { Reading } from "./reading.ts";

export function isUserPart(type: unknown): boolean {
  return type === "text" || type === "image" || type === "document";
}

export function readUserPart(block: JsonObject, at: string, reading: Reading): UserPart[] {
  switch (block.type) {
    case "text":
      reading.others(block, ["type", "text"], at);
      return [{ kind: "text", text: string(block.text, `${at}.text`), ...cacheMark(block) }];
    case "image": {
      reading.others(block, ["type", "source"], at);
      const source = object(block.source, `${at}.source`);
      const place = source.type === "url" ? `${at}.source.url` : `${at}.source`;
      return [{ kind: "image", url: readImage(source, `${at}.source`), place, ...cacheMark(block) }];
    }
    default:
      return readDocument(block, at, reading);
  }
}

function readImage({ type, media_type: media, data, url }: JsonObject, at: string): string {
  if (type === "base64") return `data:${string(media, `${at}.media_type`)};base64,${string(data, `${at}.data`)}`;
  if (type !== "url") throw new BadRequest(`${at}.type`, notSent);
  const address = string(url, `${at}.url`);
  if (!/^https?:/i.test(address)) throw new BadRequest(`${at}.url`, "must be an https: or http: URL.");
  return address;
}

const notSent = "must be base64, text or url: what lies elsewhere cannot be counted before it is sent.";

/** A text is said as a text, under its title. */
function readDocument(block: JsonObject, at: string, reading: Reading): UserPart[] {
  const title = maybe(block.title, `${at}.title`, string);
  const source = object(block.source, `${at}.source`);
  reading.others(block, ["type", "source", "title"], at);
  switch (source.type) {
    case "base64": {
      if (source.media_type !== PDF) throw new BadRequest(`${at}.source.media_type`, notCounted);
      const data = `data:${PDF};base64,${string(source.data, `${at}.source.data`)}`;
      return [
        { kind: "file", data, place: `${at}.source`, ...(title !== undefined && { name: title }), ...cacheMark(block) },
      ];
    }
    case "text":
      return [{ kind: "text", text: under(title, string(source.data, `${at}.source.data`)), ...cacheMark(block) }];
    case "content":
      return readContent(source.content, `${at}.source.content`, title, reading);
    default:
      throw new BadRequest(`${at}.source.type`, notSent);
  }
}

const PDF = "application/pdf";
const notCounted = `must be ${PDF}: what another file comes to cannot be counted before it is sent. Send it as a text.`;

function readContent(content: unknown, at: string, title: string | undefined, reading: Reading): UserPart[] {
  if (typeof content === "string") return [{ kind: "text", text: under(title, content) }];
  if (!Array.isArray(content)) throw new BadRequest(at, "must be a string or an array of blocks.");
  const parts = content.flatMap((each: unknown, i): UserPart[] => {
    const block = object(each, `${at}[${i}]`);
    if (block.type !== "text" && block.type !== "image")
      throw new BadRequest(`${at}[${i}].type`, "must be text or image.");
    return readUserPart(block, `${at}[${i}]`, reading);
  });
  return title === undefined ? parts : [{ kind: "text", text: title }, ...parts];
}

function under(title: string | undefined, text: string): string {
  return title === undefined ? text : `${title}\n\n${text}`;
}
