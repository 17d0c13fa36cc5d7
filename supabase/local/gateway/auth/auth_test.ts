import assert from "node:assert/strict";
import { password, TestGateway } from "../testing.ts";

const mall = await TestGateway.start();
const anna = await mall.makeUser("anna@example.com");
const bert = await mall.makeUser("bert@example.com");

Deno.test.afterAll(() => mall.stop());

Deno.test("staff sign in, refresh, are known, change their password and sign out", async (t) => {
  const { client, session } = await mall.signedIn("anna@example.com");
  await t.step("the token says who they are", async () => {
    const claims = (await client.auth.getClaims()).data!.claims;
    assert.equal(claims.sub, anna);
    assert.equal(claims.role, "authenticated");
    assert.equal(claims.iss, `${mall.url}/auth/v1`);
    const { data } = await client.auth.getUser();
    assert.equal(data.user?.email, "anna@example.com");
    assert.deepEqual(data.user?.user_metadata, { name: "anna" });
  });
  await t.step("a wrong password and an unknown address are answered alike", async () => {
    for (const email of ["anna@example.com", "nobody@example.com"]) {
      const { error } = await mall.stranger().auth.signInWithPassword({
        email,
        password: "wrong one",
      });
      assert.equal(error?.code, "invalid_credentials");
      assert.equal(error?.status, 400);
    }
  });
  await t.step("a refresh token is traded once, within the grace again", async () => {
    const { data } = await client.auth.refreshSession();
    assert.notEqual(data.session?.refresh_token, session.refresh_token);
    const again = await mall.stranger().auth.refreshSession({
      refresh_token: session.refresh_token,
    });
    assert.equal(again.error, null);
  });
  await t.step("a used refresh token that comes late ends the session", async () => {
    await mall.db
      .sql`update auth.local_refresh_tokens set used_at = used_at - interval '11 seconds'`;
    const late = await mall.stranger().auth.refreshSession({
      refresh_token: session.refresh_token,
    });
    assert.equal(late.error?.code, "refresh_token_already_used");
    const own = await client.auth.refreshSession();
    assert.equal(own.error?.code, "refresh_token_not_found");
  });
  await t.step("a changed password is the only one that opens", async () => {
    const { client } = await mall.signedIn("anna@example.com");
    assert.equal((await client.auth.updateUser({ password: "a new one" })).error, null);
    const old = await mall.stranger().auth.signInWithPassword({
      email: "anna@example.com",
      password,
    });
    assert.equal(old.error?.code, "invalid_credentials");
    assert.equal((await client.auth.updateUser({ password })).error, null);
    const short = await client.auth.updateUser({ password: "tiny" });
    assert.equal(short.error?.code, "weak_password");
  });
  await t.step("after signing out the token has no session", async () => {
    const { client, session } = await mall.signedIn("anna@example.com");
    assert.equal((await client.auth.signOut()).error, null);
    const { error } = await mall.stranger().auth.getUser(session.access_token);
    assert.equal(error?.name, "AuthSessionMissingError");
  });
});

Deno.test("only the secret key administers users, and the key set has no private part", async () => {
  const { client } = await mall.signedIn("anna@example.com");
  assert.equal((await client.auth.admin.listUsers()).error?.code, "not_admin");
  assert.equal((await mall.stranger().auth.admin.listUsers()).error?.code, "not_admin");
  const { data: listed } = await mall.server().auth.admin.listUsers();
  assert.ok(listed.users.some(({ id }) => id === bert));
  const twice = await mall.server().auth.admin.createUser({ email: "Anna@example.com", password });
  assert.equal(twice.error?.code, "email_exists");
  const carl = await mall.makeUser("carl@example.com");
  assert.equal((await mall.server().auth.admin.deleteUser(carl)).error, null);
  const gone = await mall.stranger().auth.signInWithPassword({
    email: "carl@example.com",
    password,
  });
  assert.equal(gone.error?.code, "invalid_credentials");
  const { keys: published } = await (await fetch(`${mall.url}/auth/v1/.well-known/jwks.json`))
    .json();
  assert.deepEqual(published.map(({ kid }: { kid: string }) => kid), [
    mall.keys.authJwk.kid,
    mall.keys.memberJwk.kid,
  ]);
  assert.ok(published.every((key: object) => !("d" in key)));
});
