import assert from "node:assert/strict";
import { password, TestGateway } from "../testing.ts";
import type { Mail } from "./mails.ts";

const mall = await TestGateway.start();
Deno.test.afterAll(() => mall.stop());

/** The newest mail to somebody. */
async function mailTo(to: string): Promise<Mail | undefined> {
  const reply = await fetch(`${mall.url}/_control/mails?to=${encodeURIComponent(to)}`);
  return (await reply.json() as { mails: Mail[] }).mails[0];
}

/** Follows a mail's link as a browser does: where it leads, and what stands behind the #. */
async function follow(link: string) {
  const reply = await fetch(link, { redirect: "manual" });
  await reply.body?.cancel();
  assert.equal(reply.status, 303);
  const target = new URL(reply.headers.get("location")!);
  return { page: target.origin + target.pathname, said: new URLSearchParams(target.hash.slice(1)) };
}

/** Lets the pause between two mails pass. */
const later = () =>
  mall.db.sql`update auth.local_mail_links set created_at = created_at - interval '61 seconds'`;

Deno.test("an account is made, confirmed by the mail's link, which signs in once", async () => {
  const email = "lin@example.com";
  const emailRedirectTo = `${mall.url}/dashboard/invitation?shop=demo`;
  const made = await mall.stranger().auth.signUp({ email, password, options: { emailRedirectTo } });
  assert.equal(made.error, null);
  assert.equal(made.data.session, null);
  assert.equal(made.data.user?.identities?.length, 1);
  const early = await mall.stranger().auth.signInWithPassword({ email, password });
  assert.equal(early.error?.code, "email_not_confirmed");
  const { link } = (await mailTo(email))!;
  const { page, said } = await follow(link);
  assert.equal(page, `${mall.url}/dashboard/invitation`);
  const client = mall.stranger();
  await client.auth.setSession({
    access_token: said.get("access_token")!,
    refresh_token: said.get("refresh_token")!,
  });
  const methods = async () =>
    (await client.auth.getClaims()).data!.claims.amr!
      .map((one) => typeof one === "string" ? one : one.method);
  assert.deepEqual(await methods(), ["otp"]);
  const { data } = await client.auth.refreshSession();
  assert.equal(data.user?.email, email);
  assert.deepEqual(await methods(), ["otp"], "however often it is renewed");
  assert.equal((await follow(link)).said.get("error_code"), "otp_expired", "the second time");
  assert.equal((await mall.stranger().auth.signInWithPassword({ email, password })).error, null);
});

Deno.test("whether there is an account is not said: a known address looks new but for its identities", async () => {
  await mall.makeUser("anna@example.com");
  const again = await mall.stranger().auth.signUp({ email: "anna@example.com", password });
  assert.deepEqual([again.error, again.data.user?.identities], [null, []]);
  assert.equal(await mailTo("anna@example.com"), undefined);
  const nobody = await mall.stranger().auth.resetPasswordForEmail("nobody@example.com");
  assert.equal(nobody.error, null);
  assert.equal(await mailTo("nobody@example.com"), undefined);
});

Deno.test("a forgotten password: the link signs in, and the new password is the only one", async () => {
  await mall.makeUser("bert@example.com");
  const ask = () =>
    mall.stranger().auth.resetPasswordForEmail("bert@example.com", {
      redirectTo: `${mall.url}/dashboard/password`,
    });
  assert.equal((await ask()).error, null);
  assert.equal((await ask()).error?.code, "over_email_send_rate_limit");
  const { said } = await follow((await mailTo("bert@example.com"))!.link);
  assert.equal(said.get("type"), "recovery");
  const client = mall.stranger();
  await client.auth.setSession({
    access_token: said.get("access_token")!,
    refresh_token: said.get("refresh_token")!,
  });
  assert.equal((await client.auth.updateUser({ password: "another one" })).error, null);
  const signIn = (password: string) =>
    mall.stranger().auth.signInWithPassword({ email: "bert@example.com", password });
  assert.equal((await signIn(password)).error?.code, "invalid_credentials");
  assert.equal((await signIn("another one")).error, null);
});

Deno.test("a later mail ends the earlier link, an old link is none, and two readers at once are one", async () => {
  await mall.makeUser("carl@example.com");
  const ask = () => mall.stranger().auth.resetPasswordForEmail("carl@example.com");
  await ask();
  const first = (await mailTo("carl@example.com"))!.link;
  await later();
  assert.equal((await ask()).error, null);
  const second = (await mailTo("carl@example.com"))!.link;
  assert.equal((await follow(first)).said.get("error_code"), "otp_expired");
  const both = await Promise.all([follow(second), follow(second), follow(second)]);
  assert.equal(both.filter(({ said }) => said.has("access_token")).length, 1);
  await ask();
  const third = (await mailTo("carl@example.com"))!.link;
  await mall.db.sql`update auth.local_mail_links set created_at = created_at - interval '2 hours'`;
  assert.equal((await follow(third)).said.get("error_code"), "otp_expired");
});

Deno.test("a link sends its reader to the dashboard's own pages and nowhere else", async () => {
  await mall.makeUser("dora@example.com");
  for (const redirectTo of ["https://evil.example.com/", `${mall.url}/phone/`, "nonsense"]) {
    await later();
    await mall.stranger().auth.resetPasswordForEmail("dora@example.com", { redirectTo });
    const { page } = await follow((await mailTo("dora@example.com"))!.link);
    assert.equal(page, `${mall.url}/dashboard/`, redirectTo);
  }
});
