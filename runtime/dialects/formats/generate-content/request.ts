/** Neutral request → the body of generateContent. */

import type { TableTarget } from "../../../../schemas/table.ts";
import type { Failure } from "../../../failures.ts";
import { onlyAsBytes } from "../../../operations/chat/only-as-bytes.ts";
import type { ChatRequest } from "../../../operations/chat/request.ts";
import { toolNames } from "../../../operations/chat/tool-names.ts";
import type { WireRequest } from "../../dialect.ts";
import { fitParameters, sentOtherwise } from "../../parameters.ts";
import { writeSampling } from "./config.ts";
import { writeContents } from "./contents.ts";
import { writeFormat } from "./format.ts";
import type { Host } from "./host.ts";
import { thinking } from "./thinking.ts";
import { nameRule, writeTools } from "./tools.ts";
import { traitsOf } from "./traits.ts";
import type { WireBody, WireConfig } from "./wire.ts";

/** `notOffered`: the parameters that the dialect has no place for. */
export function writeRequest(
  asked: ChatRequest,
  target: TableTarget,
  { host, notOffered }: { host: Host; notOffered: readonly string[] },
): WireRequest | Failure {
  const beyond = onlyAsBytes(asked);
  if (beyond !== undefined) return beyond;
  const drop = target.parameters.drop ?? [];
  const { request: kept, dropped, changed } = fitParameters(asked, target, { dialect: "gemini", notOffered });
  const traits = traitsOf(target);
  const names = toolNames(kept, nameRule);
  const written = writeContents(kept, { host, traits, names });
  if ("class" in written) return written;
  const format = writeFormat(kept, traits);
  const thought = thinking(kept, target, traits);
  const strict = kept.tools.some((tool) => tool.strict === true);
  const system = [...written.system, ...(format.instruction === undefined ? [] : [{ text: format.instruction }])];
  const sampled = writeSampling(kept);
  const config: WireConfig = {
    ...sampled.config,
    ...format.config,
    ...(thought.config && { thinkingConfig: thought.config }),
  };
  const body: WireBody = {
    ...(system.length > 0 && { systemInstruction: { parts: system } }),
    ...(format.withoutTools ? {} : writeTools(kept, names, strict && !drop.includes("strict"))),
    ...(Object.keys(config).length > 0 && { generationConfig: config }),
    contents: written.contents,
  };
  if (strict && drop.includes("strict")) dropped.push("strict");
  const lost = [...new Set([...dropped, ...thought.dropped, ...sampled.dropped])];
  const inWords = format.instruction === undefined ? [] : ["response_format"];
  return { body: { ...body }, dropped: lost, ...sentOtherwise([...changed, ...sampled.changed, ...inWords], lost) };
}
