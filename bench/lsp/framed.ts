/** Messages that come with their length before them, as tsserver's answers and those of language servers do. */
export function onMessages(stream: NodeJS.ReadableStream, tell: (message: unknown) => void): void {
  let bytes = Buffer.alloc(0);
  stream.on("data", (chunk: Buffer) => {
    bytes = Buffer.concat([bytes, chunk]);
    for (;;) {
      const end = bytes.indexOf("\r\n\r\n");
      const length = end === -1 ? undefined : /Content-Length: (\d+)/.exec(bytes.toString("latin1", 0, end))?.[1];
      if (length === undefined || bytes.length < end + 4 + Number(length)) return;
      const last = end + 4 + Number(length);
      tell(JSON.parse(bytes.toString("utf8", end + 4, last)));
      bytes = bytes.subarray(last);
    }
  });
}
