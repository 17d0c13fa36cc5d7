import assert from "node:assert/strict";
import { createSealer } from "@/shared/seal.ts";
import { writeLogTo } from "@/shared/log.ts";
import { sealContact } from "@/shared/sealed_contact.ts";
import { openContact, withContact } from "./contact.ts";

const sealer = createSealer(() => ({
  seal: [{ id: "t1", bytes: new Uint8Array(32).fill(1) }],
  fingerprint: [{ id: "t1", bytes: new Uint8Array(32).fill(2) }],
}));
const owner = { shop_id: "shop-1", member_id: "member-1" };
const contact = {
  name: "李四",
  phone: "13912345678",
  province: "云南省",
  city: "昆明市",
  district: "五华区",
  detail: "翠湖南路 3 号",
};

Deno.test("sealContact() gives equal people equal fingerprints, however they were typed", async () => {
  const plain = await sealContact(sealer, owner, contact);
  const spaced = await sealContact(sealer, owner, {
    ...contact,
    phone: "+86-139-1234-5678",
    detail: "翠湖南路3号",
  });
  assert.equal(plain.phone_fingerprint, spaced.phone_fingerprint);
  assert.equal(plain.address_fingerprint, spaced.address_fingerprint);
  const other = await sealContact(sealer, owner, { ...contact, phone: "13912345679" });
  assert.notEqual(plain.phone_fingerprint, other.phone_fingerprint);
  const abroad = await sealContact(sealer, owner, { ...contact, phone: "+13912345678" });
  assert.notEqual(plain.phone_fingerprint, abroad.phone_fingerprint);
});

Deno.test("sealContact() gives an address one fingerprint in either case, and another place another", async () => {
  const print = async (change: object) =>
    (await sealContact(sealer, owner, { ...contact, ...change })).address_fingerprint;
  assert.equal(await print({ detail: "A 座 3 号" }), await print({ detail: "a 座 3 号" }));
  const places = [{ province: "四川省" }, { city: "大理市" }, { district: "盘龙区" }, {
    detail: "4 号",
  }];
  const prints = await Promise.all([{}, ...places].map(print));
  assert.equal(new Set(prints).size, 5);
});

Deno.test("withContact() opens what SQL kept and leaves the rest", async () => {
  const { sealed } = await sealContact(sealer, owner, contact);
  const kept = { ...owner, sealed };
  const text = await withContact(sealer, JSON.stringify({ id: 1, contact: kept }));
  assert.deepEqual(JSON.parse(text), { id: 1, contact });
  assert.deepEqual(JSON.parse(await withContact(sealer, '{"id":1,"contact":null}')), {
    id: 1,
    contact: null,
  });
});

Deno.test("openContact() answers null and logs when a contact cannot be read, and another's never can", async () => {
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  const { sealed } = await sealContact(sealer, owner, contact);
  assert.equal(
    await openContact(sealer, { ...owner, sealed: "v2.t1.AAAAAAAAAAAAAAAAAAAAAAAA" }),
    null,
  );
  assert.equal(await openContact(sealer, { ...owner, sealed, member_id: "member-2" }), null);
  assert.equal(await openContact(sealer, { ...owner, sealed, shop_id: "shop-2" }), null);
  undo();
  assert.equal(lines.filter((line) => line.includes("contact_unreadable")).length, 3);
});

Deno.test("withContact() tells staff that a contact is there and unreadable", async () => {
  const undo = writeLogTo(() => {});
  const kept = { ...owner, sealed: "v2.gone.AAAA" };
  const text = JSON.stringify({ contact: kept, contact_state: "shown" });
  assert.deepEqual(JSON.parse(await withContact(sealer, text)), {
    contact: null,
    contact_state: "unreadable",
  });
  undo();
});
