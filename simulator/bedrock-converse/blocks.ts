import { isObject, listOf, objectOf, stringOf } from "../json.ts";
import { badRequest } from "../problem.ts";
import { isSeal, seals } from "../seal.ts";
import { sniffImage } from "../sniff-image.ts";
import { constraint, knownMembers, modelRefuses, onlyMember } from "./check.ts";

const images = ["png", "jpeg", "gif", "webp"];
const documents = ["pdf", "csv", "doc", "docx", "xls", "xlsx", "html", "txt", "md"];
const idShape = /^[\w.:-]{1,64}$/;
const unchecked = (): void => undefined;

/** What each kind of block must be. */
const checks: Readonly<Record<string, (value: unknown, path: string) => void>> = {
  text: checkText,
  image: checkImage,
  document: checkDocument,
  video: unchecked,
  toolUse: checkToolUse,
  toolResult: checkToolResult,
  guardContent: unchecked,
  cachePoint: checkCachePoint,
  reasoningContent: checkReasoning,
  citationsContent: unchecked,
  searchResult: unchecked,
};

/** @throws RequestProblem */
export function checkBlock(value: unknown, path: string): void {
  const [kind, inner] = onlyMember(value, "ContentBlock", path, Object.keys(checks));
  checks[kind]?.(inner, path);
}

function checkText(text: unknown, path: string): void {
  if (stringOf(text).trim() !== "") return;
  badRequest(
    `The text field in the ContentBlock object at ${path} is blank. Add text to the text field, and try again.`,
  );
}

function checkCachePoint(value: unknown, path: string): void {
  const { type } = knownMembers(value, `${path}.cachePoint`, ["type", "ttl"]);
  if (type !== "default") constraint(type, `${path}.cachePoint.type`, "satisfy enum value set: [default]");
}

function checkImage(value: unknown, path: string): void {
  const { format, source } = knownMembers(value, `${path}.image`, ["format", "source"]);
  if (!images.includes(stringOf(format))) {
    constraint(format, `${path}.image.format`, `satisfy enum value set: [${images.join(", ")}]`);
  }
  const [kind, bytes] = onlyMember(source, "ImageSource", `${path}.image.source`, ["bytes", "s3Location"]);
  if (kind === "s3Location") return;
  const seen = sniffImage(stringOf(bytes));
  if (seen === undefined) modelRefuses(`${path}.image.source.base64: Could not process image`);
  if (seen !== format) {
    modelRefuses(
      `${path}.image.source.base64: The image was specified using the image/${format} media type, but the image appears to be a image/${seen} image`,
    );
  }
}

function checkDocument(value: unknown, path: string): void {
  const { format, name, source } = knownMembers(value, `${path}.document`, [
    "format",
    "name",
    "source",
    "context",
    "citations",
  ]);
  if (!documents.includes(stringOf(format))) {
    constraint(format, `${path}.document.format`, `satisfy enum value set: [${documents.join(", ")}]`);
  }
  if (!/^(?=.{1,200}$)[A-Za-z0-9\-()[\]]+( [A-Za-z0-9\-()[\]]+)*$/.test(stringOf(name))) {
    badRequest(
      "The document file name contains invalid characters. The name can contain only alphanumeric characters, whitespace characters, " +
        "hyphens, parentheses, and square brackets. The name can't contain more than one consecutive whitespace character.",
    );
  }
  onlyMember(source, "DocumentSource", `${path}.document.source`, ["bytes", "s3Location", "text", "content"]);
}

function checkToolUse(value: unknown, path: string): void {
  const { toolUseId, name, input } = knownMembers(value, `${path}.toolUse`, ["toolUseId", "name", "input", "type"]);
  checkId(toolUseId, `${path}.toolUse.toolUseId`);
  if (!/^[\w-]{1,64}$/.test(stringOf(name))) constraint(name, `${path}.toolUse.name`, namePattern);
  if (!isObject(input))
    badRequest(
      `The format of the value at ${path}.toolUse.input is invalid. Provide a json object for the field and try again.`,
    );
}

const namePattern = "satisfy regular expression pattern: [a-zA-Z0-9_-]+, and have length less than or equal to 64";

/** @throws RequestProblem */
export function checkName(name: unknown, path: string): void {
  if (!/^[\w-]{1,64}$/.test(stringOf(name))) constraint(name, path, namePattern);
}

function checkId(id: unknown, path: string): void {
  if (!idShape.test(stringOf(id)))
    constraint(
      id,
      path,
      "satisfy regular expression pattern: [a-zA-Z0-9_.:-]+, and have length less than or equal to 64",
    );
}

function checkToolResult(value: unknown, path: string): void {
  const { toolUseId, content, status } = knownMembers(value, `${path}.toolResult`, [
    "toolUseId",
    "content",
    "status",
    "type",
  ]);
  checkId(toolUseId, `${path}.toolResult.toolUseId`);
  if (status !== undefined && status !== "success" && status !== "error") {
    constraint(status, `${path}.toolResult.status`, "satisfy enum value set: [success, error]");
  }
  if (!Array.isArray(content)) constraint(content, `${path}.toolResult.content`, "not be null");
  for (const [index, item] of listOf(content).entries()) {
    const place = `${path}.toolResult.content.${index}`;
    const [kind, inner] = onlyMember(item, "ToolResultContentBlock", place, [
      "json",
      "text",
      "image",
      "document",
      "video",
      "searchResult",
    ]);
    if (kind === "json" && !isObject(inner)) {
      badRequest(
        `The format of the value at ${place}.json is invalid. Provide a json object for the field and try again.`,
      );
    }
    if (kind === "image") checkImage(inner, place);
  }
}

function checkReasoning(value: unknown, path: string): void {
  const [kind, inner] = onlyMember(value, "ReasoningContentBlock", path, ["reasoningText", "redactedContent"]);
  const { text, signature } = objectOf(inner);
  const holds = kind === "redactedContent" ? isSeal(stringOf(inner)) : seals(stringOf(signature), stringOf(text));
  if (!holds) modelRefuses(`${path}: Invalid \`signature\` in \`thinking\` block`);
}
