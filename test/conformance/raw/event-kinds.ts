/** Providers whose streams are odd, or break. */
import { all, begin, begun, comments, edited, half, isEvents, type Kind, say, short, stream } from "./behaviours.ts";
import { chunk, LAST_CHUNK } from "./raw-server.ts";
import type { Wire } from "./wire.ts";
import { spoken } from "./wires.ts";

const isChat = ({ dialect }: Wire): boolean => ["openai", "azure-openai"].includes(dialect);

export const eventKinds: Readonly<Record<string, Kind>> = {
  "ends its lines with returns and line feeds": {
    behave: edited((text) => text.replaceAll("\n", "\r\n")),
    stream: "first",
    on: (wire) => wire.dialect !== "bedrock-converse",
  },
  // Nobody reads such lines; what matters is that they are no clean end of nothing.
  "ends its lines with returns alone": {
    behave: edited((text) => text.replaceAll("\n", "\r")),
    stream: "second",
    on: isEvents,
  },
  "writes comments between events": {
    behave: (socket, { wire }) =>
      stream(socket, wire, [": PROCESSING\n\n", ":\n", ...all(wire).flatMap((e) => [": hb\n\n", e])]),
    stream: "first",
    on: isEvents,
  },
  "sends events of its own among the others": {
    behave: (socket, { wire }) =>
      stream(
        socket,
        wire,
        all(wire).flatMap((event) => ['event: ping\ndata: {"type":"ping"}\n\n', event]),
      ),
    stream: "first",
    on: isEvents,
  },
  "sends events without data": {
    behave: (socket, { wire }) =>
      stream(
        socket,
        wire,
        all(wire).flatMap((event) => ["data:\n\n", "id: 7\n: x\n\n", event]),
      ),
    stream: "first",
    on: isEvents,
  },
  "spreads the data of an event over several lines": {
    behave: edited((text) => text.replace(/data: (\{"[a-z_A-Z]+":)/, "data: $1\ndata: ")),
    stream: "first",
    on: isEvents,
  },
  "tells pieces as it tells whole answers": {
    behave: edited((text) => text.replace('"delta":', '"message":')),
    stream: "first",
    on: isChat,
  },
  "tells pieces as completions of old": {
    behave: edited((text) =>
      text.replace(/"delta":\{(?:"content":("\w+"))?[^}]*\}/, '"text":$1').replace('"text":,', '"text":"",'),
    ),
    stream: "first",
    on: isChat,
  },
  "tells all in one event": {
    behave: (socket, { wire }) =>
      stream(socket, wire, [`data: ${JSON.stringify(wire.whole("Hello"))}\n\n`, ...wire.end]),
    stream: "first",
    on: isChat,
  },
  "says with each piece that nothing is wrong": {
    behave: edited((text) => text.replace('data: {"', 'data: {"error":null,"')),
    stream: "first",
    on: isChat,
  },
  "says by its finish that something is wrong": {
    behave: begun((socket) => {
      say(socket, [
        'data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"error"}]}\n\n',
        "data: [DONE]\n\n",
      ]);
      socket.write(LAST_CHUNK);
    }),
    stream: "broken",
    on: isChat,
  },
  "begins with a mark of the order of bytes": {
    behave: (socket, { wire }) => stream(socket, wire, ["\uFEFF", ...all(wire)]),
    stream: "first",
    on: isEvents,
  },
  "leaves out the blank behind a colon": {
    behave: edited((text) => text.replace(/^(data|event): /gm, "$1:")),
    stream: "first",
    on: (wire) => isEvents(wire) && wire.dialect !== "anthropic",
  },
  "says how long to wait before one connects again": {
    behave: (socket, { wire }) => stream(socket, wire, ["retry: 3000\n\n", ...all(wire)]),
    stream: "first",
    on: isEvents,
  },
  "cuts characters anywhere": {
    behave: async (socket, { wire }) => {
      begin(socket, wire);
      for (const byte of Buffer.concat(spoken(wire, ["Hel", "lo 北京 🌍"])).values()) {
        socket.write(chunk(Buffer.from([byte])));
        if (byte % 8 === 0) await new Promise(setImmediate);
      }
      socket.write(LAST_CHUNK);
    },
    stream: "first",
  },
  "ends before it has begun": { behave: (socket, { wire }) => stream(socket, wire, []), stream: "second" },
  "forgets its end mark": {
    behave: (socket, { wire }) => stream(socket, wire, [...half(wire), wire.text("lo"), ...wire.stop]),
    // Only that of Messages says by a mark of its own that all was said.
    stream: { anthropic: "broken", others: "first" },
    on: (wire) => wire.end.length > 0,
  },
  "forgets to say why it stopped": {
    behave: (socket, { wire }) => stream(socket, wire, [...half(wire), wire.text("lo")]),
    stream: "broken",
  },
  "forgets to say why it stopped, and says that it is over": {
    behave: (socket, { wire }) => stream(socket, wire, [...half(wire), wire.text("lo"), ...wire.end]),
    stream: "broken",
    on: (wire) => wire.end.length > 0,
  },
  "says nothing but its end": {
    behave: (socket, { wire }) => stream(socket, wire, wire.end),
    stream: "second",
    on: (wire) => wire.end.length > 0,
  },
  "begins with an error": {
    behave: (socket, { wire }) => stream(socket, wire, [wire.error("secret words")]),
    stream: "second",
  },
  "breaks off with an error": {
    behave: begun((socket, wire) => {
      say(socket, [wire.error("secret words of sk-abcd1234 at http://10.0.0.7")]);
      socket.write(LAST_CHUNK);
    }),
    stream: "broken",
  },
  "is cut": { behave: begun((socket) => void setTimeout(() => socket.destroy(), 30)), stream: "broken" },
  "is reset": { behave: begun((socket) => void setTimeout(() => socket.resetAndDestroy(), 30)), stream: "broken" },
  "is cut inside an event": {
    behave: begun((socket, wire) => {
      socket.write(chunk(wire.text("lo").subarray(0, 20)));
      setTimeout(() => socket.destroy(), 30);
    }),
    stream: "broken",
  },
  "ends inside an event": {
    behave: begun((socket, wire) => {
      socket.write(chunk(wire.text("lo").subarray(0, 20)));
      socket.write(LAST_CHUNK);
    }),
    stream: "broken",
  },
  "writes an event that is none": {
    behave: begun((socket, wire) => {
      say(socket, [wire.broken, wire.text("lo"), ...wire.stop, ...wire.end]);
      socket.write(LAST_CHUNK);
    }),
    stream: "broken",
  },
  "has said all and is cut": {
    behave: (socket, { wire }) => {
      begin(socket, wire);
      say(socket, all(wire));
      setTimeout(() => socket.destroy(), 30);
    },
    stream: "first",
  },
  "has said all, and stays open": {
    behave: (socket, { wire }) => {
      begin(socket, wire);
      say(socket, all(wire));
    },
    stream: "first",
  },
  "has said why it stopped, and stays open": {
    behave: (socket, { wire }) => {
      begin(socket, wire);
      say(socket, [...half(wire), wire.text("lo"), ...wire.stop]);
    },
    stream: "first",
    on: (wire) => wire.dialect !== "anthropic",
  },
  "is silent before its first text": {
    limits: short,
    behave: (socket, { wire }) => {
      begin(socket, wire);
      say(socket, wire.begin);
    },
    stream: "second",
  },
  "writes comments for ever": {
    limits: short,
    behave: (socket, { wire }) => {
      begin(socket, wire);
      return comments(socket);
    },
    stream: "second",
    on: isEvents,
  },
  "writes comments for ever before its first text": {
    limits: short,
    behave: (socket, { wire }) => {
      begin(socket, wire);
      say(socket, wire.begin);
      return comments(socket);
    },
    stream: "second",
    on: isEvents,
  },
  "writes comments for ever after text": { limits: short, behave: begun(comments), stream: "broken", on: isEvents },
  "is silent after text": { limits: short, behave: begun(() => {}), stream: "broken" },
};
