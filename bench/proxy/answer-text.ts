/** The text of an answer as the client gets it, to see that nothing was lost or made up on the way. */

export function answerText(body: string, stream: boolean): string {
  if (!stream) return wholeText(JSON.parse(body) as WholeAnswer);
  const data = body.split("\n").filter((line) => line.startsWith("data: "));
  const events = data.map((line) => line.slice(6)).filter((line) => line !== "[DONE]");
  return events.map((event) => eventText(JSON.parse(event) as StreamEvent)).join("");
}

/** Of either dialect: the floor passes on what the upstream speaks. */
interface WholeAnswer {
  choices?: { message: { content: string } }[];
  content?: { text: string }[];
}

interface StreamEvent {
  choices?: { delta: { content?: string | null } }[];
  delta?: { text?: string };
}

function wholeText({ choices, content }: WholeAnswer): string {
  return choices?.[0]?.message.content ?? content?.[0]?.text ?? "";
}

function eventText({ choices, delta }: StreamEvent): string {
  return choices?.[0]?.delta.content ?? delta?.text ?? "";
}
