/** A provider that falls silent: it reads a request and never answers it, or begins a stream and never goes on. Own process. */
import { serverSentEvents } from "../../simulator/framing.ts";
import { toEvents } from "../../simulator/openai/answer.ts";
import { answerParent } from "../proxy/answer-parent.ts";
import { listen } from "../proxy/listen.ts";
import { framed, turnOf } from "../proxy/prepared.ts";

const events = framed(toEvents(turnOf("one two three")), serverSentEvents);
const begun = Buffer.concat(events.slice(0, 2).map((event) => Buffer.from(event)));

let begins = false;

answerParent({
  start: () =>
    listen((request, response) => {
      request.resume();
      request.once("end", () => {
        if (!begins) return;
        response.writeHead(200, { "content-type": "text/event-stream" });
        response.write(begun);
      });
    }),
  prepare: (goesOn: boolean) => {
    begins = goesOn;
  },
});
