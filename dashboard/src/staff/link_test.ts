import assert from "node:assert/strict";
import { hashOf, linkOf, mailOf, newToken } from "./link.ts";

Deno.test("a token is 32 random bytes that stand in an address as they are", () => {
  const tokens = new Set(Array.from({ length: 50 }, newToken));
  assert.equal(tokens.size, 50);
  for (const token of tokens) assert.match(token, /^[0-9A-Za-z_-]{43}$/);
});

Deno.test("the hash is SHA-256 in hex", async () => {
  assert.equal(
    await hashOf("abc"),
    "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
  );
});

Deno.test("the link opens the dashboard's page, and the mail carries it whole", () => {
  const link = linkOf("https://mall.example.com", "teahouse", "a_b-c");
  assert.equal(
    link,
    "https://mall.example.com/dashboard/invitation?shop=teahouse&token=a_b-c",
  );
  const mail = new URL(mailOf("li&qing@example.com", "茶舍", link));
  assert.equal(decodeURIComponent(mail.pathname), "li&qing@example.com");
  assert.ok(mail.searchParams.get("body")!.includes(link));
});
