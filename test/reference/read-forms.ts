/** What in a body only its own API can say, read slowly and obviously. */
interface Message {
  role?: unknown;
  content?: unknown;
  tool_calls?: unknown;
  tool_call_id?: unknown;
  function_call?: unknown;
  audio?: unknown;
}

type Body = Readonly<Record<string, unknown>>;

interface Forms {
  choices: boolean;
  customTools: boolean;
  toolChoice: boolean;
  functions: boolean;
  otherForms: boolean;
  rare: boolean;
}

export function readForms(body: Body, messages: readonly Message[]): Forms {
  const found = readEach(body, messages);
  return { ...found, rare: Object.values(found).includes(true) };
}

function readEach(body: Body, messages: readonly Message[]): Omit<Forms, "rare"> {
  const choice = body.tool_choice as { type?: unknown } | null | undefined;
  const calls = messages.flatMap(callsOf);
  return {
    choices: Number.isInteger(body.n) && (body.n as number) > 1,
    customTools:
      listOf(body.tools).some((tool) => String(tool?.type) !== "function") || calls.some((call) => !isFunction(call)),
    toolChoice: typeof choice === "object" && choice?.type !== undefined && choice.type !== "function",
    functions:
      (body.functions ?? body.function_call ?? undefined) !== undefined ||
      messages.some(
        ({ role, function_call }) => role === "function" || (role === "assistant" && function_call != null),
      ),
    otherForms:
      listOf(body.modalities).some((modality) => !["text", "audio"].includes(String(modality))) ||
      messages.some((message) => isOdd(message)) ||
      messages.some((message, i) => isOpen(message, messages.slice(i + 1))),
  };
}

type Part = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function listOf(value: unknown): Part[] {
  return Array.isArray(value) ? (value as Part[]) : [];
}

function callsOf({ tool_calls }: Message): Part[] {
  return listOf(tool_calls);
}

function isFunction(call: Part): boolean {
  return String(call?.type ?? "function") === "function";
}

function isOdd({ role, content, audio }: Message): boolean {
  if (role === "assistant" && audio != null) return true;
  return listOf(content).some((part) => {
    const kind = String(part?.type);
    if (kind === "text") return false;
    if (role === "assistant") return kind !== "refusal" && kind !== "thinking";
    if (role !== "user") return true;
    const url = String(part?.image_url?.url ?? part?.image_url);
    if (kind === "image_url") return !/^(https:|data:image\/(jpeg|png|gif|webp)(;[^,]*)?;base64,)/.test(url);
    const data = String(part?.file?.file_data);
    if (kind === "file") return !/^data:(application\/pdf|text\/[^;,]*)(;[^,]*)?;base64,/.test(data);
    return kind !== "input_audio";
  });
}

/** A call has its result before an assistant speaks again, or has none. */
function isOpen(message: Message, after: readonly Message[]): boolean {
  if (message.role !== "assistant") return false;
  const next = after.findIndex(({ role }) => role === "assistant");
  const results = (next === -1 ? after : after.slice(0, next)).filter(({ role }) => role === "tool");
  return callsOf(message).some(
    (call) => isFunction(call) && !results.some((result) => result.tool_call_id === (call?.id as unknown)),
  );
}
