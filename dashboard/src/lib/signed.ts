import { Problem } from "./problem.ts";

/** The session of whoever is signed in. */
export interface Session {
  /** What to ask with; empty for nobody. */
  token(): Promise<string>;
  /** Another token instead of one that the mall refused; undefined when there is none. Throws Problem without a network. */
  renew(refused: string): Promise<string | undefined>;
  /** It cannot be renewed: the sign-in form comes, at the same address. */
  end(): Promise<void>;
}

/** Asks as who is signed in. Where the mall refuses the token, renews it once and asks again, else the session ends. */
export async function signed<T>(
  session: Session,
  ask: (token: string) => Promise<T>,
): Promise<T> {
  const token = await session.token();
  try {
    return await ask(token);
  } catch (error) {
    if (!isSignedOut(error)) throw error;
    const renewed = await session.renew(token);
    if (!renewed) return await ended(session, error);
    try {
      return await ask(renewed);
    } catch (again) {
      if (!isSignedOut(again)) throw again;
      return await ended(session, again);
    }
  }
}

function isSignedOut(error: unknown): boolean {
  return error instanceof Problem && error.isSignedOut;
}

async function ended(session: Session, why: unknown): Promise<never> {
  await session.end();
  throw why;
}
