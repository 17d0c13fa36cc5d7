import assert from "node:assert/strict";
import type { RealtimeChannel } from "@supabase/supabase-js";
import { type Client, pause, TestGateway, until } from "../testing.ts";

const mall = await TestGateway.start();
const anna = await mall.makeUser("anna@example.com");
const bert = await mall.makeUser("bert@example.com");

Deno.test.afterAll(() => mall.stop());

for (const vsn of ["1.0.0", "2.0.0"] as const) {
  Deno.test(`private channels, version ${vsn}`, async (t) => {
    const { client } = await mall.signedIn("anna@example.com", vsn);
    const heard: { event: string; payload: { n?: number; id?: string } }[] = [];
    const channel = client.channel(`t:${anna}`, { config: { private: true } });
    channel.on("broadcast", { event: "*" }, ({ event, payload }) => heard.push({ event, payload }));

    await t.step("one's own topic opens, another's does not", async () => {
      assert.equal(await subscribed(channel), "SUBSCRIBED");
      const other = client.channel(`t:${bert}`, { config: { private: true } });
      await assert.rejects(() => subscribed(other), {
        message: /Unauthorized: You do not have permissions to read from this Channel topic: t:/,
      });
      const open = client.channel("t:public");
      await assert.rejects(() => subscribed(open), { message: /PrivateOnly/ });
      await Promise.all([client.removeChannel(other), client.removeChannel(open)]);
    });
    await t.step("what is sent in SQL arrives after commit; rolled back it does not", async () => {
      const send = (sql: typeof mall.db.sql, n: number) =>
        sql`select realtime.send(${sql.json({ n, text: "到账" })}, 'commission', ${`t:${anna}`})`;
      await mall.db.sql.begin(async (tx) => {
        await send(tx as never, 1);
        await pause(300);
        assert.equal(heard.length, 0);
      });
      await mall.db.sql.begin(async (tx) => {
        await send(tx as never, 2);
        throw new Error("undo");
      }).catch(() => {});
      await mall.db.sql`select realtime.send('{"n": 99}', 'commission', ${`t:${bert}`})`;
      await mall.db.sql`select realtime.send('{"n": 98}', 'commission', ${`t:${anna}`}, false)`;
      await send(mall.db.sql, 3);
      await until(() => heard.length >= 2);
      assert.deepEqual(heard.map(({ event, payload }) => [event, payload.n]), [
        ["commission", 1],
        ["commission", 3],
      ]);
      assert.match(heard[0]!.payload.id!, /^[0-9a-f-]{36}$/);
    });
    await t.step("after a cut replication connection the client is back by itself", async () => {
      await mall.db.sql`
        select pg_terminate_backend(pid) from pg_stat_replication
        where pid in (select active_pid from pg_replication_slots where database = current_database())`;
      await until(async () => {
        await mall.db.sql`select realtime.send('{"n": 4}', 'again', ${`t:${anna}`})`;
        await pause(100);
        return heard.some(({ event }) => event === "again");
      });
    });
    await client.removeAllChannels();
    await client.realtime.disconnect();
  });
}

Deno.test("clients speak where a policy lets them, across versions", async () => {
  const { client: old } = await mall.signedIn("anna@example.com", "1.0.0");
  const { client: recent } = await mall.signedIn("bert@example.com", "2.0.0");
  const config = { private: true, broadcast: { ack: true } };
  const heard: string[] = [];
  const listen = (client: Client, name: string) => {
    const channel = client.channel("t:room", { config });
    channel.on("broadcast", { event: "hello" }, ({ payload }) => {
      heard.push(`${name} hears ${payload.from}`);
    });
    return channel;
  };
  const [room, otherRoom] = [listen(old, "old"), listen(recent, "recent")];
  await Promise.all([subscribed(room), subscribed(otherRoom)]);
  const say = (channel: RealtimeChannel, from: string) =>
    channel.send({ type: "broadcast", event: "hello", payload: { from } });
  assert.equal(await say(room, "老"), "ok");
  assert.equal(await say(otherRoom, "新"), "ok");
  const sent = await otherRoom.httpSend("hello", { from: "HTTP" });
  assert.equal(sent.success, true);
  await until(() => heard.length === 4);
  assert.deepEqual(heard.toSorted(), [
    "old hears HTTP",
    "old hears 新",
    "recent hears HTTP",
    "recent hears 老",
  ]);
  const mute = old.channel(`t:${anna}`, { config });
  await subscribed(mute);
  assert.equal(await say(mute, "nobody"), "error");
  for (const client of [old, recent]) {
    await client.removeAllChannels();
    await client.realtime.disconnect();
  }
});

Deno.test("a channel closes when its token runs out", async () => {
  const sub = crypto.randomUUID();
  const token = await mall.memberToken({ sub, role: "authenticated" }, 2);
  const socket = new WebSocket(
    `${mall.url.replace("http", "ws")}/realtime/v1/websocket?apikey=${mall.keys.publishableKey}`,
  );
  const frames: { event: string; payload: Record<string, unknown> }[] = [];
  socket.onmessage = ({ data }) => frames.push(JSON.parse(data));
  await new Promise((resolve) => socket.onopen = resolve);
  const payload = { config: { private: true }, access_token: token };
  socket.send(
    JSON.stringify({
      topic: `realtime:t:${sub}`,
      event: "phx_join",
      payload,
      ref: "1",
      join_ref: "1",
    }),
  );
  await until(() => frames.some(({ event }) => event === "phx_close"));
  assert.deepEqual(frames.map(({ event, payload }) => [event, payload["status"] ?? ""]), [
    ["phx_reply", "ok"],
    ["system", "error"],
    ["phx_close", ""],
  ]);
  const closed = new Promise((resolve) => socket.onclose = resolve);
  socket.close();
  await closed;
});

Deno.test("the realtime handshake needs a key", async () => {
  for (const query of ["", "?apikey=sb_publishable_wrong"]) {
    const response = await fetch(`${mall.url}/realtime/v1/websocket${query}`);
    assert.equal(response.status, 401);
    await response.body?.cancel();
  }
});

function subscribed(channel: RealtimeChannel): Promise<string> {
  return new Promise((resolve, reject) => {
    channel.subscribe((status, error) => {
      if (status === "SUBSCRIBED") resolve(status);
      else if (status === "CHANNEL_ERROR" || status === "TIMED_OUT") {
        reject(error ?? new Error(status));
      }
    });
  });
}
