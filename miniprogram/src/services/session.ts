import type { Me } from "@/contracts/members.ts";
import type { Session, Visitor } from "@/contracts/sign_in.ts";
import { now } from "../utils/clock";
import { ApiError } from "./errors";
import { checkSession } from "./replies";
import { send } from "./send";

/**
 * Who is here. A member's token lasts an hour and is renewed by a silent `wx.login`; nothing else of a session
 * is kept. Somebody who never signed in has a visitor's token, so that the shares opened before are known at sign-in.
 */
const kept_key = "session";
const visitor_key = "visitor";
/** The member signed out on this phone: only the member's own wish signs in again. */
const out_key = "signed_out";
/** A token that ends so soon is renewed before it is used. */
const margin_ms = 60_000;

type Listener = (member: Me | null) => void;

let session: Session | null = wx.getStorageSync<Session | "">(kept_key) || null;
let signing: Promise<Session> | null = null;
/** What is done as a visitor right now. */
let visiting: Promise<unknown> | null = null;
const listeners = new Set<Listener>();

export function currentMember(): Me | null {
  return session ? session.member : null;
}

/** Called with the member at every sign-in and change, with null at sign-out. Answers how to stop it. */
export function onSession(listener: Listener): () => void {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The member, signed in first if need be. */
export async function ensureSignedIn(): Promise<Me> {
  return session && !ends(session.expires_at) ? session.member : (await renewed()).member;
}

export async function signIn(): Promise<Me> {
  return (await renewed()).member;
}

/**
 * The member, signed in without asking where that may be: at launch, and before something is shared. Null after
 * the member has signed out.
 */
export async function quietMember(): Promise<Me | null> {
  return !session && wx.getStorageSync(out_key) ? null : await ensureSignedIn();
}

export function signOut(): void {
  wx.setStorageSync(out_key, true);
  session = null;
  wx.removeStorageSync(kept_key);
  tell();
}

/** Something of the member's is known to have changed without asking. */
export function changeMember(change: Partial<Me>): void {
  if (session) keep({ ...session, member: { ...session.member, ...change } });
}

/** What the header of a request says; empty for nobody. */
export function authorization(): string {
  return session ? session.token : "";
}

/** The token for the socket; `fresh` asks for another than the one that was refused. */
export async function freshToken(fresh = false): Promise<{ token: string; expires_at: string }> {
  return session && !fresh && !ends(session.expires_at) ? session : await renewed();
}

/**
 * Another token for one that was refused; many callers at once get the same one. Who has signed out meanwhile is
 * not signed in again by what was still under way.
 */
export async function renewToken(refused: string): Promise<string> {
  if (!session) throw new ApiError("SIGN_IN_REQUIRED", "请先登录");
  if (session.token !== refused) return session.token;
  return (await renewed()).token;
}

/**
 * Does what a visitor may do too: as the member, else with a visitor's token. It waits for a sign-in under way, and a
 * sign-in waits for it: only what is done before is taken along, later it would be nobody's.
 */
export async function asAnybody<T>(
  asMember: () => Promise<T>,
  asVisitor: (token: string) => Promise<T>,
): Promise<T> {
  while (signing) await signing.catch(() => {});
  if (session) return asMember();
  const done = visitorToken().then(asVisitor);
  visiting = done.catch(() => {});
  return done;
}

/** A visitor's token, made at the first need. */
async function visitorToken(): Promise<string> {
  const kept = wx.getStorageSync<Visitor | "">(visitor_key);
  if (kept && !ends(kept.expires_at)) return kept.token;
  const visitor = await send<Visitor>({ method: "POST", path: "/visitors", body: {} });
  wx.setStorageSync(visitor_key, visitor);
  return visitor.token;
}

/** Forgets a visitor's token that the server did not accept: the next need makes another. */
export function forgetVisitor(): void {
  wx.removeStorageSync(visitor_key);
}

/** Signs in, once however many ask at the same time. */
function renewed(): Promise<Session> {
  signing ??= login().finally(() => (signing = null));
  return signing;
}

async function login(): Promise<Session> {
  await visiting;
  const visitor = wx.getStorageSync<Visitor | "">(visitor_key);
  const { code } = await wx.login().catch(() => {
    throw new ApiError("OFFLINE", "微信登录没有成功，请重试");
  });
  const body = { code, ...(visitor ? { visitor_token: visitor.token } : {}) };
  const signed_in = checkSession(await send<Session>({ method: "POST", path: "/sessions", body }));
  forgetVisitor();
  wx.removeStorageSync(out_key);
  keep(signed_in);
  return signed_in;
}

function keep(next: Session): void {
  session = next;
  wx.setStorageSync(kept_key, next);
  tell();
}

function tell(): void {
  for (const listener of [...listeners]) listener(currentMember());
}

function ends(at: string): boolean {
  return Date.parse(at) - now() < margin_ms;
}
