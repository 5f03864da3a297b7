/** What is read of a body of generateContent. */
import type { Tally } from "../../../bill/tally.ts";
import { type Fields, fields, isFields, list } from "../dialect.ts";

export function count(body: Fields, tally: Tally): void {
  const {
    contents,
    systemInstruction,
    generationConfig,
    toolConfig: _,
    safetySettings: __,
    labels: ___,
    ...others
  } = body;
  for (const content of [systemInstruction, ...list(contents)]) {
    if (content === undefined) continue;
    tally.message();
    for (const part of list(fields(content).parts)) countPart(part, tally);
  }
  const { responseJsonSchema, responseSchema } = fields(generationConfig);
  tally.any(responseJsonSchema);
  tally.any(responseSchema);
  for (const value of Object.values(others)) tally.any(value);
}

function countPart(part: unknown, tally: Tally): void {
  if (!isFields(part)) {
    tally.any(part);
    return;
  }
  if (typeof part.text === "string") tally.any(part.text);
  const { mimeType, data } = fields(part.inlineData);
  if (part.inlineData !== undefined) countBlob(String(mimeType), String(data), tally);
  if (part.fileData !== undefined) tally.picture("", "fixed");
  tally.any(part.functionCall);
  if (isFields(part.functionResponse)) {
    const { parts, ...response } = part.functionResponse;
    tally.any(response);
    for (const one of list(parts)) countPart(one, tally);
  }
}

/** A page of a document is a picture of the smallest kind. */
function countBlob(type: string, data: string, tally: Tally): void {
  if (type.startsWith("audio/")) tally.sound(data);
  else if (type.startsWith("text/")) tally.any(Buffer.from(data, "base64").toString("utf8"));
  else if (type.startsWith("image/")) tally.picture(data, "fixed");
  else tally.tokens += 258;
}
