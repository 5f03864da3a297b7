// Which dialects can be simulated.
import { anthropicWire } from "./anthropic/wire.ts";
import { azureOpenaiWire } from "./azure-openai/wire.ts";
import { bedrockConverseWire } from "./bedrock-converse/wire.ts";
import { cohereWire } from "./cohere/wire.ts";
import { geminiWire } from "./gemini/wire.ts";
import { ollamaWire } from "./ollama/wire.ts";
import { openaiWire } from "./openai/wire.ts";
import { openaiResponsesWire } from "./openai-responses/wire.ts";
import { chatInTheCloud } from "./vertex/chat.ts";
import { messagesInTheCloud } from "./vertex/messages.ts";
import { vertexWire } from "./vertex/wire.ts";
import type { Wire } from "./wire.ts";

export type SimulatorDialect =
  | "openai"
  | "openai-responses"
  | "azure-openai"
  | "anthropic"
  | "gemini"
  | "vertex"
  | "bedrock-converse"
  | "cohere"
  | "ollama";

export const wires: Readonly<Record<SimulatorDialect, Wire>> = {
  openai: { ...openaiWire, endpoints: [...openaiWire.endpoints, ...chatInTheCloud] },
  "openai-responses": openaiResponsesWire,
  "azure-openai": azureOpenaiWire,
  anthropic: { ...anthropicWire, endpoints: [...anthropicWire.endpoints, ...messagesInTheCloud] },
  gemini: geminiWire,
  vertex: vertexWire,
  "bedrock-converse": bedrockConverseWire,
  cohere: cohereWire,
  ollama: ollamaWire,
};

/** Every dialect that can be simulated. */
export const simulatorDialects: readonly SimulatorDialect[] = Object.keys(wires) as SimulatorDialect[];
