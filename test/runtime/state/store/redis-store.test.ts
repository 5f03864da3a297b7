import { afterAll, beforeAll, describe } from "vitest";
import { openStore } from "../../../../runtime/state/store/open-store.ts";
import { conformance } from "./conformance.ts";
import { hasRedis, RedisServer } from "./redis-server.ts";

describe.skipIf(!hasRedis)("a store in Redis", () => {
  let server: RedisServer;
  let stores = 0;
  beforeAll(async () => {
    server = await RedisServer.start();
  });
  afterAll(() => server.stop());

  conformance(() => openStore(`${server.url}?prefix=p${++stores}`));
});
