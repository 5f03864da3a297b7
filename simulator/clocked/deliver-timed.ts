// One answer, put on the clock: whole, or a stream in pieces, broken the way a fault says.
import { type Broken, faultedBody, faultedEvents } from "../faulted.ts";
import type { Framing } from "../framing.ts";
import type { Reply } from "../wire.ts";
import type { AnswerReader, Timeline } from "./answer-reader.ts";
import type { AnswerPace } from "./pace-of.ts";

/** Who is told, and whether anybody listens still. */
export interface Delivery {
  readonly reader: AnswerReader;
  readonly clock: Pick<Timeline, "now" | "date" | "after">;
  isLeft: boolean;
}

export interface TimedAnswer extends Broken {
  readonly framing: Framing | undefined;
  readonly pace: AnswerPace;
  readonly headers: Readonly<Record<string, string>>;
}

export function deliver(reply: Reply, answer: TimedAnswer, delivery: Delivery): void {
  if (answer.framing) deliverStream(reply, answer.framing, answer, delivery);
  else deliverWhole(reply, answer, delivery);
}

function deliverWhole(reply: Reply, answer: TimedAnswer, delivery: Delivery): void {
  const { sent, half } = faultedBody(reply, answer);
  const isCut = answer.fault?.fault === "cut-stream";
  const head = {
    ...answer.headers,
    ...reply.headers,
    "content-type": "application/json",
    "content-length": String(sent.length),
  };
  at(answer.pace.last, delivery, ({ reader }) => {
    reader.started(200, head);
    reader.data(isCut ? half : sent);
    if (!delivery.isLeft) isCut ? reader.broken("ECONNRESET") : reader.ended();
  });
}

/** What is told at one time. */
interface Piece {
  readonly bytes: Buffer[];
  end?: "ended" | "broken";
}

function deliverStream(reply: Reply, framing: Framing, answer: TimedAnswer, delivery: Delivery): void {
  const pieces = piecesOf(reply, framing, answer);
  const { firstToken, last } = answer.pace;
  const step = (last - firstToken) / Math.max(1, pieces.length - 1);
  const head = { ...answer.headers, ...framing.headers };
  const tell = (index: number): void => {
    const { bytes, end } = pieces[index]!;
    if (index === 0) delivery.reader.started(200, head);
    if (!delivery.isLeft && bytes.length > 0) delivery.reader.data(Buffer.concat(bytes));
    if (delivery.isLeft) return;
    if (end === "ended") delivery.reader.ended();
    else if (end === "broken") delivery.reader.broken("ECONNRESET");
    else at(step, delivery, () => tell(index + 1));
  };
  at(firstToken, delivery, () => tell(0));
}

/** Each begins with an event that takes its time; what opens the stream comes with the first. */
function piecesOf(reply: Reply, framing: Framing, answer: TimedAnswer): Piece[] {
  const pieces: Piece[] = [{ bytes: [] }];
  let begun = false;
  let index = 0;
  for (const { event, cut } of faultedEvents(reply, answer)) {
    const bytes = framing.encode(event, index++);
    if (event.token && begun) pieces.push({ bytes: [] });
    begun ||= event.token;
    const piece = pieces.at(-1)!;
    if (cut) {
      if (framing.cutInside) piece.bytes.push(Buffer.from(bytes.slice(0, bytes.length / 2)));
      piece.end = "broken";
      return pieces;
    }
    piece.bytes.push(Buffer.from(bytes));
  }
  const piece = pieces.at(-1)!;
  piece.bytes.push(Buffer.from(framing.end));
  piece.end = "ended";
  return pieces;
}

function at(ms: number, delivery: Delivery, tell: (delivery: Delivery) => void): void {
  delivery.clock.after(ms, () => {
    if (!delivery.isLeft) tell(delivery);
  });
}
