import assert from "node:assert/strict";
import { createSealer } from "@/shared/seal.ts";
import { writeLogTo } from "@/shared/log.ts";
import { openContact, sealContact, withContact } from "./contact.ts";

const sealer = createSealer(() => ({
  master: new Uint8Array(32).fill(1),
  fingerprint: new Uint8Array(32).fill(2),
}));
const contact = {
  name: "李四",
  phone: "13912345678",
  province: "云南省",
  city: "昆明市",
  district: "五华区",
  detail: "翠湖南路 3 号",
};

Deno.test("sealContact() gives equal people equal fingerprints, however they were typed", async () => {
  const plain = await sealContact(sealer, contact);
  const spaced = await sealContact(sealer, {
    ...contact,
    phone: "+86-139-1234-5678",
    detail: "翠湖南路3号",
  });
  assert.equal(plain.phone_fingerprint, spaced.phone_fingerprint);
  assert.equal(plain.address_fingerprint, spaced.address_fingerprint);
  const other = await sealContact(sealer, { ...contact, phone: "13912345679" });
  assert.notEqual(plain.phone_fingerprint, other.phone_fingerprint);
});

Deno.test("withContact() opens what SQL kept and leaves the rest", async () => {
  const { sealed } = await sealContact(sealer, contact);
  const text = await withContact(sealer, JSON.stringify({ id: 1, contact: sealed }));
  assert.deepEqual(JSON.parse(text), { id: 1, contact });
  assert.deepEqual(JSON.parse(await withContact(sealer, '{"id":1,"contact":null}')), {
    id: 1,
    contact: null,
  });
});

Deno.test("openContact() answers null and logs when a contact cannot be read", async () => {
  const lines: string[] = [];
  const undo = writeLogTo((line) => lines.push(line));
  assert.equal(await openContact(sealer, "v1.AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"), null);
  undo();
  assert.match(lines[0]!, /contact_unreadable/);
});
