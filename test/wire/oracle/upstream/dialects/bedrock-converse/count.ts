/** What is read of a Converse body. */
import type { Tally } from "../../../bill/tally.ts";
import { type Fields, fields, isFields, list } from "../dialect.ts";

export function count(body: Fields, tally: Tally): void {
  const { messages, system, toolConfig, outputConfig, inferenceConfig: _, ...others } = body;
  for (const block of list(system)) countBlock(block, tally);
  for (const message of list(messages)) {
    tally.message();
    for (const block of list(fields(message).content)) countBlock(block, tally);
  }
  const tools = list(fields(toolConfig).tools).filter((tool) => fields(tool).cachePoint === undefined);
  if (tools.length > 0) tally.any(tools);
  tally.any(outputConfig);
  for (const [name, value] of Object.entries(others)) if (!small.has(name)) tally.any(value);
}

/** Settings of the model's own interface. */
const small = new Set(["additionalModelRequestFields", "additionalModelResponseFieldPaths"]);

function countBlock(block: unknown, tally: Tally): void {
  if (!isFields(block)) {
    tally.any(block);
    return;
  }
  const [kind = ""] = Object.keys(block);
  const inner = fields(block[kind]);
  switch (kind) {
    case "text":
      tally.any(block.text);
      break;
    case "image":
      tally.picture(fields(inner.source).bytes, "patches");
      break;
    case "document":
      tally.any(inner.name);
      if (inner.format === "txt" || inner.format === "md")
        tally.any(Buffer.from(String(fields(inner.source).bytes), "base64").toString("utf8"));
      break;
    case "toolResult":
      for (const part of list(inner.content)) countBlock(part, tally);
      break;
    case "reasoningContent":
      tally.any(fields(inner.reasoningText).text);
      break;
    case "cachePoint":
      break;
    default:
      tally.any(block);
  }
}
