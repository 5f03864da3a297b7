// The messages that a request is made of, as the API's reference lists them. Both hosts of the API have most of them;
// what one of them lacks is refused there.
import type { Fields, Shape } from "./proto-json.ts";

/** Where the API is served: the developer's API or the cloud's. */
export type Host = "developer" | "cloud";

export const types = ["STRING", "NUMBER", "INTEGER", "BOOLEAN", "ARRAY", "OBJECT", "NULL"] as const;
const modes = ["AUTO", "ANY", "NONE", "VALIDATED"] as const;
const levels = ["MINIMAL", "LOW", "MEDIUM", "HIGH"] as const;

const blob: Shape = { fields: () => ({ mimeType: "string", data: "bytes", displayName: "string" }) };
const fileData: Shape = { fields: () => ({ mimeType: "string", fileUri: "string", displayName: "string" }) };

/** The keywords of JSON Schema that are known; no other is. */
const schema = (host: Host): Shape => ({
  fields: () => ({
    ...{ type: { oneOf: types }, format: "string", title: "string", description: "string", nullable: "bool" },
    ...{
      enum: { list: "string" },
      maxItems: "int",
      minItems: "int",
      items: schema(host),
      required: { list: "string" },
    },
    ...{ properties: { map: schema(host) }, minProperties: "int", maxProperties: "int", minLength: "int" },
    ...{ maxLength: "int", pattern: "string", example: "any", anyOf: { list: schema(host) }, default: "any" },
    ...{ propertyOrdering: { list: "string" }, minimum: "float", maximum: "float" },
    ...(host === "cloud" ? { additionalProperties: "any", ref: "string", defs: { map: schema(host) } } : {}),
  }),
});

const part = (host: Host): Shape => ({
  fields: () => ({
    ...{ text: "string", thought: "bool", thoughtSignature: "bytes", inlineData: blob, fileData },
    functionCall: {
      fields: () => ({ name: "string", args: "object", ...(host === "developer" ? { id: "string" } : {}) }),
    },
    functionResponse: { fields: () => functionResponse(host) },
    ...{ executableCode: "object", codeExecutionResult: "object", videoMetadata: "object", partMetadata: "object" },
    mediaResolution: "any",
  }),
});

function functionResponse(host: Host): Fields {
  const parts: Shape = { list: { fields: () => ({ inlineData: blob, fileData }) } };
  const own: Fields = host === "developer" ? { id: "string", willContinue: "bool", scheduling: "string" } : {};
  return { name: "string", response: "object", parts, ...own };
}

export const content = (host: Host): Shape => ({ fields: () => ({ role: "string", parts: { list: part(host) } }) });

const declaration = (host: Host): Shape => ({
  fields: () => ({
    ...{ name: "string", description: "string", parameters: schema(host), parametersJsonSchema: "any" },
    ...{ response: schema(host), responseJsonSchema: "any", behavior: "string" },
  }),
});

const tool = (host: Host): Shape => ({
  fields: () => ({
    functionDeclarations: { list: declaration(host) },
    ...{ googleSearch: "object", googleSearchRetrieval: "object", codeExecution: "object", urlContext: "object" },
    ...{ computerUse: "object", googleMaps: "object", fileSearch: "object" },
    ...(host === "cloud" ? { retrieval: "object", enterpriseWebSearch: "object" } : {}),
  }),
});

const toolConfig: Shape = {
  fields: () => ({
    functionCallingConfig: {
      fields: () => ({
        mode: { oneOf: modes },
        allowedFunctionNames: { list: "string" },
        streamFunctionCallArguments: "bool",
      }),
    },
    retrievalConfig: "object",
  }),
};

const generationConfig = (host: Host): Shape => ({
  fields: () => ({
    ...{ stopSequences: { list: "string" }, responseMimeType: "string", responseSchema: schema(host) },
    ...{ responseJsonSchema: "any", responseModalities: { list: "string" }, candidateCount: "int" },
    ...{ maxOutputTokens: "int", temperature: "float", topP: "float", topK: "float", seed: "int" },
    ...{ presencePenalty: "float", frequencyPenalty: "float", responseLogprobs: "bool", logprobs: "int" },
    ...{ speechConfig: "object", imageConfig: "object", mediaResolution: "string" },
    thinkingConfig: {
      fields: () => ({ includeThoughts: "bool", thinkingBudget: "int", thinkingLevel: { oneOf: levels } }),
    },
    ...(host === "developer"
      ? { enableEnhancedCivicAnswers: "bool" }
      : { audioTimestamp: "bool", routingConfig: "object", modelConfig: "object" }),
  }),
});

/** The message of `generateContent` and its stream. */
export function generateFields(host: Host): Fields {
  return {
    ...{ contents: { list: content(host) }, systemInstruction: content(host), tools: { list: tool(host) }, toolConfig },
    ...{ safetySettings: { list: "object" }, generationConfig: generationConfig(host), cachedContent: "string" },
    ...(host === "developer"
      ? { model: "string", serviceTier: "string", store: "bool" }
      : { labels: { map: "string" }, modelArmorConfig: "object" }),
  };
}

/** The message of `embedContent`. */
export const embedFields: Fields = {
  ...{ model: "string", content: content("developer"), taskType: "string", title: "string" },
  outputDimensionality: "int",
};
