"""POST /v1/embeddings as OpenAI's on loopback, on a free port, which is printed. Arguments: the weights, the tokenizer."""

import base64
import json
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy
from minilm import MiniLM

NAME = "all-MiniLM-L6-v2"
model = MiniLM(*sys.argv[1:3])


def error(text):
    return {"error": {"message": text, "type": "invalid_request_error", "param": None, "code": None}}


def embeddings(body):
    asked = body.get("input") if isinstance(body, dict) else None
    texts = [asked] if isinstance(asked, str) else asked
    if not isinstance(texts, list) or not texts or not all(isinstance(text, str) and text for text in texts):
        return 400, error("input: a text or a list of texts, none of them empty")
    if body.get("model") != NAME:
        return 404, error(f"model: only {NAME}")
    data, tokens = [], 0
    for index, text in enumerate(texts):
        vector, count = model.embed(text)
        tokens += count
        vector = vector.astype("<f4")
        coded = base64.b64encode(vector.tobytes()).decode() if body.get("encoding_format") == "base64" else vector.tolist()
        data.append({"object": "embedding", "index": index, "embedding": coded})
    usage = {"prompt_tokens": tokens, "total_tokens": tokens}
    return 200, {"object": "list", "model": NAME, "data": data, "usage": usage}


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        sent = self.rfile.read(int(self.headers.get("content-length", 0)))
        if self.path != "/v1/embeddings":
            return self.answer(404, error(f"there is no {self.path}"))
        try:
            body = json.loads(sent)
        except ValueError:
            return self.answer(400, error("the body is no JSON"))
        return self.answer(*embeddings(body))

    def answer(self, status, body):
        coded = json.dumps(body).encode()
        self.send_response(status)
        self.send_header("content-type", "application/json")
        self.send_header("content-length", str(len(coded)))
        self.end_headers()
        self.wfile.write(coded)

    def log_message(self, *_):
        pass


server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
print(server.server_address[1], flush=True)
server.serve_forever()
