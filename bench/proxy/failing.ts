/** A provider that fails: every request is a server error. Own process. */
import { answerParent } from "./answer-parent.ts";
import { listen } from "./listen.ts";

const body = JSON.stringify({ error: { message: "The server had an error.", type: "server_error", code: null } });

answerParent({
  start: () =>
    listen((request, response) => {
      request.resume();
      request.once("end", () => {
        response.writeHead(500, { "content-type": "application/json", "content-length": body.length });
        response.end(body);
      });
    }),
});
