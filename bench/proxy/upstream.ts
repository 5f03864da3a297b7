/** The provider's place: reads a request to its end and sends what was prepared, and nothing else. Own process. */
import type { ServerResponse } from "node:http";
import { answerParent } from "./answer-parent.ts";
import { listen } from "./listen.ts";
import type { Prepared } from "./prepared.ts";

let type = "";
let pieces: Buffer[] = [];
let pause: number | undefined;
let served = 0;
/** Answers that have begun and not ended. */
let open = 0;

answerParent({
  start: () =>
    listen((request, response) => {
      request.resume();
      request.once("end", () => {
        served += 1;
        open += 1;
        response.once("close", () => {
          open -= 1;
        });
        send(response);
      });
    }),
  prepare: (prepared: Prepared) => {
    type = prepared.type;
    pieces = prepared.pieces.map((piece) => Buffer.from(piece));
    pause = prepared.pause;
    served = 0;
  },
  served: () => served,
  open: () => open,
});

function send(response: ServerResponse): void {
  if (pieces.length === 1) {
    response.writeHead(200, { "content-type": type, "content-length": pieces[0]!.length });
    response.end(pieces[0]);
    return;
  }
  response.writeHead(200, { "content-type": type });
  sendFrom(response, 0);
}

/** As fast as the socket takes them, with the pause between them. */
function sendFrom(response: ServerResponse, first: number): void {
  for (let i = first; i < pieces.length; i++) {
    const next = () => sendFrom(response, i + 1);
    if (!response.write(pieces[i]!)) {
      response.once("drain", next);
      return;
    }
    if (pause !== undefined) {
      if (pause === 0) setImmediate(next);
      else setTimeout(next, pause);
      return;
    }
  }
  response.end();
}
