import type { Member } from "./scan-body.ts";

const none = Buffer.alloc(0);

/** A client's body as it came, and where its members stand in it, until nothing more is made of it. */
export class ClientBody {
  bytes: Buffer;
  members: readonly Member[];

  constructor(bytes: Buffer, members: readonly Member[]) {
    this.bytes = bytes;
    this.members = members;
  }

  /** An answer may last for minutes, and has no need of it. */
  letGo(): void {
    this.bytes = none;
    this.members = [];
  }
}
