/** The capability in the catalog that each `needs.*` fact asks for. */
export const capabilities: Readonly<Record<string, string>> = {
  "needs.tools": "tools",
  "needs.vision": "vision",
  "needs.audio": "audioIn",
  "needs.pdf": "pdf",
  "needs.jsonSchema": "jsonSchema",
  "needs.jsonMode": "jsonMode",
  "needs.reasoning": "reasoning",
};
